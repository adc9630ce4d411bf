"""What explaining the texts of one fold gave, and its way to disk and back."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from training.explaining.content_words import ContentShare
from training.explaining.eraser import Faithfulness
from training.explaining.readings import Kind


@dataclass(frozen=True, slots=True)
class Trial:
    """One explanation of one text.

    Attributes:
        network: "ours" or "seed".
        explainer: its name.
        text_id: of the sentence or passage.
        kind: how long it is.
        num_pieces: T.
        pieces: deleting pieces.
        words: deleting words as displayed; a word's score is the sum of its pieces'.
        forward: texts that went through the network for the explanation.
        backward: gradients taken of it.
        milliseconds: the explanation alone, with one text at a time.
    """

    network: str
    explainer: str
    text_id: str
    kind: Kind
    num_pieces: int
    pieces: Faithfulness
    words: Faithfulness
    forward: int
    backward: int
    milliseconds: float


@dataclass(frozen=True, slots=True)
class FoldResult:
    """All trials of a fold, and what the highest tokens of its sentences hold.

    Attributes:
        fold: index of the fold.
        seed: of the networks.
        trials: of all explainers on all texts.
        content: share of content words among the highest tokens, by explainer.
    """

    fold: int
    seed: int
    trials: tuple[Trial, ...]
    content: dict[str, ContentShare]

    def write(self, path: Path) -> None:
        """As JSON, whole or not at all."""
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".part")
        partial.write_text(json.dumps(asdict(self), ensure_ascii=False), encoding="utf-8")
        partial.replace(path)

    @classmethod
    def read(cls, path: Path) -> "FoldResult":
        """What `write` wrote."""
        fields = json.loads(path.read_text(encoding="utf-8"))
        trials = tuple(_trial(each) for each in fields["trials"])
        content = {name: ContentShare(**share) for name, share in fields["content"].items()}
        return cls(fields["fold"], fields["seed"], trials, content)


def _trial(fields: Mapping[str, Any]) -> Trial:
    measured = {name: Faithfulness(**fields[name]) for name in ("pieces", "words")}
    return Trial(**{**fields, **measured, "kind": Kind(fields["kind"])})
