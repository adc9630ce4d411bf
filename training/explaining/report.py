"""The document on faithfulness: definitions, the table, targets beside what was measured."""

import json
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from training.explaining.readings import Kind
from training.explaining.results import Trial
from training.explaining.table import RANDOM, REFERENCE, Row, by_words, find, rows
from training.explaining.targets import OURS, Report, Target, targets
from training.word_boundaries import PieceAgreement


def write_json(report: Report, path: Path) -> None:
    """All figures of the document, for programs."""
    figures = {
        "pieces": [asdict(row) for row in rows(report.trials)],
        "words": [asdict(row) for row in rows(report.trials, by_words)],
        "targets": [asdict(target) for target in targets(report)],
        "completeness_error": report.completeness_error,
        "word_boundaries": {"pieces": asdict(report.pieces), "words": asdict(report.words)},
        "content_share": {
            name: report.content(name).share for name in ("ours", "ours, coloured", "seed")
        },
    }
    path.write_text(json.dumps(figures, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def markdown(report: Report) -> str:
    """The whole document."""
    return "\n".join(
        [
            "# Is the heat map what the model used?",
            "",
            *_introduction(report),
            "",
            "## The targets",
            "",
            *_lines(targets(report), _TARGET_COLUMNS),
            "",
            "## Deleting pieces",
            "",
            *_lines(rows(report.trials), _ROW_COLUMNS),
            "",
            *_LEGEND,
            "",
            "## Deleting words as displayed",
            "",
            *_lines(rows(report.trials, by_words), _ROW_COLUMNS[:5]),
            "",
            "## By length of the text, and run by run",
            "",
            *_parts(report),
            "",
            "## Tokens that are words",
            "",
            *_boundaries(report),
            "",
            "## Where it falls short",
            "",
            *_shortfalls(report),
            "",
        ]
    )


def _percent(share: float) -> str:
    return "–" if math.isnan(share) else f"{share:.1%}"


Columns = Sequence[tuple[str, Callable[..., str]]]

_ROW_COLUMNS: Sequence[tuple[str, Callable[[Row], str]]] = (
    ("explanation", lambda row: row.explainer + (", on its network" * (row.network == "seed"))),
    ("comprehensiveness ↑", lambda row: f"{row.faithfulness.comprehensiveness:.3f}"),
    ("sufficiency ↓", lambda row: f"{row.faithfulness.sufficiency:.3f}"),
    ("decision flip ↓", lambda row: f"{row.faithfulness.decision_flip:.3f}"),
    ("gap closure ↑", lambda row: _percent(row.gap_closure)),
    ("forward", lambda row: f"{row.forward:,.0f}"),
    ("backward", lambda row: f"{row.backward:,.0f}"),
    ("ms", lambda row: f"{row.milliseconds:,.1f}"),
)
_BOUNDARY_COLUMNS: Sequence[tuple[str, Callable[[tuple[str, PieceAgreement]], str]]] = (
    ("tokens", lambda named: named[0]),
    ("begin and end on gold word boundaries", lambda named: f"{named[1].on_boundaries:.1%}"),
    ("gold words in 3 or more", lambda named: f"{named[1].shredded:.1%}"),
    ("per sentence", lambda named: f"{named[1].per_sentence:.1f}"),
)
_TARGET_COLUMNS: Sequence[tuple[str, Callable[[Target], str]]] = (
    ("target", lambda target: target.demand),
    ("measured", lambda target: target.measured),
    ("met", lambda target: "yes" if target.met else "**no**"),
)
_PART_COLUMNS: Sequence[tuple[str, Callable[["_Part"], str]]] = (
    ("texts", lambda part: part.title),
    ("number", lambda part: f"{part.ours.texts}"),
    ("own contributions", lambda part: f"{part.ours.faithfulness.comprehensiveness:.3f}"),
    ("integrated gradients", lambda part: f"{part.reference.faithfulness.comprehensiveness:.3f}"),
    ("random", lambda part: f"{part.chance.faithfulness.comprehensiveness:.3f}"),
    ("gap closure", lambda part: _percent(part.ours.gap_closure)),
    ("decision flip", lambda part: f"{part.ours.faithfulness.decision_flip:.3f}"),
)

_LEGEND = (
    "↑ higher is better, ↓ lower. Forward and backward: texts that go through the network for "
    "one explanation, on average; those that only explain need the classifying pass besides, "
    "the own contributions are read off it. Milliseconds: one text at a time on one thread of a "
    "shared machine; compare them with each other. LIME is given fewer samples than its default "
    "of 5,000 to bound the run.",
)

_DEFINITIONS = (
    "p is the probability of the category predicted on the full text. Tokens are ranked by "
    "descending score; k(q) = max(1, ⌈qT⌉) of the T tokens for q = 1, 5, 10, 20, 50 %; to remove "
    "is to delete. Comprehensiveness = p(x) − p(x without the top k), sufficiency = p(x) − p(top "
    "k only), both the mean over q and then over texts (AOPC). Decision flip = fewest tokens "
    "removed, best first, until the category changes, over T (1 if never). Gap closure = "
    "(comprehensiveness − random's) / (integrated gradients' − random's) on the same network; "
    "integrated gradients with 128 steps, for the seed's network with 32. Random is the mean of "
    "three orders. Integrated gradients and gradient × input are taken of p at the output of the "
    "served network's embeddings, from zero vectors.",
    "",
    "Sources: DeYoung et al. 2020 (ERASER); against attention as explanation Jain and Wallace "
    "2019; Sundararajan et al. 2017 (integrated gradients); Lundberg and Lee 2017 (SHAP); "
    "Ribeiro et al. 2016 (LIME).",
)


@dataclass(frozen=True, slots=True)
class _Part:
    """Three rows of a part of the trials."""

    title: str
    ours: Row
    reference: Row
    chance: Row


def _introduction(report: Report) -> list[str]:
    runs = ", ".join(f"fold {fold.fold} with seed {fold.seed}" for fold in report.folds)
    texts = len({(trial.text_id, trial.kind) for trial in report.trials})
    lengths = [trial.num_pieces for trial in report.trials]
    with_seed = [f for f in report.folds if any(each.network == "seed" for each in f.trials)]
    return [
        f"Written by `python -m training faithfulness`: {texts} texts of {min(lengths)} to "
        f"{max(lengths)} pieces from articles that the networks did not see "
        f"({runs}), every explanation of every text in one run. The article's network, which "
        "takes longer to train than all else, is trained and explained on "
        + ", ".join(f"fold {fold.fold}" for fold in with_seed)
        + ".",
        "",
        *_DEFINITIONS,
    ]


def _parts(report: Report) -> list[str]:
    by_kind = {kind: [each for each in report.trials if each.kind == kind] for kind in Kind}
    parts = [
        *(_part(kind, trials) for kind, trials in by_kind.items() if trials),
        *(_part(f"fold {f.fold}, seed {f.seed}", f.trials) for f in report.folds),
    ]
    return _lines(parts, _PART_COLUMNS)


def _boundaries(report: Report) -> list[str]:
    return [
        "The shipped tokenizer against the gold words of all KNBC sentences. Displayed are pieces "
        "joined to words by `classifier/words.py`, their contributions added, which keeps the "
        "sum; that also decides what the three highest tokens are.",
        "",
        *_lines((("pieces", report.pieces), ("as displayed", report.words)), _BOUNDARY_COLUMNS),
        "",
        "The tokenizer itself is judged by `python -m training pieces`.",
    ]


def _shortfalls(report: Report) -> list[str]:
    missed = [target for target in targets(report) if not target.met]
    if not missed:
        return ["Every target is met."]
    return [f"- {target.demand}: {target.measured}." for target in missed]


def _part(title: str, trials: Iterable[Trial]) -> _Part:
    table = rows(trials)
    return _Part(
        title,
        find(table, "ours", OURS),
        find(table, "ours", REFERENCE["ours"]),
        find(table, "ours", RANDOM),
    )


def _lines(cells: Iterable[object], columns: Columns) -> list[str]:
    """A Markdown table."""
    heads = [head for head, _ in columns]
    body = [[cell(each) for _, cell in columns] for each in cells]
    return [f"| {' | '.join(line)} |" for line in (heads, ["---"] * len(heads), *body)]
