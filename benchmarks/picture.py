"""The heat map as a PNG: ours, the same rows as a matplotlib table, and by pandas Styler."""

import io
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial

import matplotlib as mpl
import matplotlib.font_manager
import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure as Canvas

from benchmarks.chromium import Chromium, find_chromium
from benchmarks.report import Figure, times_ours
from benchmarks.texts import shipped_tokenizer, texts_of
from benchmarks.timing import Samples, compared, keep_to_one_core
from classifier import Classifier, render_heat_map
from classifier.classification import Classification
from classifier.heat_map.font_files import REGULAR

LENGTHS = (20, 500)  # pieces
_ROWS = 10  # as many as our own table has at most
_OURS, _MATPLOTLIB, _STYLER = "ours", "matplotlib table", "pandas Styler in Chromium"
_WIDTH, _SCALE = 360, 3  # ours: 360 logical pixels at three device pixels each

Draw = Callable[[Classification], bytes]


def run(quick: bool) -> Sequence[Figure]:
    """Median, 99th percentile and size of each. Chromium is left out where there is none."""
    keep_to_one_core()
    mpl.use("agg")
    classifier, tokenizer = Classifier.load(), shipped_tokenizer()
    with ExitStack() as stack:
        contenders: dict[str, Draw] = {_OURS: render_heat_map, _MATPLOTLIB: _matplotlib_drawer()}
        chromium = find_chromium()
        if chromium is not None:
            browser = stack.enter_context(Chromium(chromium, width=_WIDTH, scale=_SCALE))
            contenders[_STYLER] = partial(_by_styler, browser)
        figures: list[Figure] = []
        for length in LENGTHS:
            shown = [classifier.classify(text) for text in texts_of(length, tokenizer)]
            figures += _figures(contenders, shown, length, rounds=2 if quick else 20)
    return figures


def _figures(
    contenders: dict[str, Draw], shown: Sequence[Classification], length: int, rounds: int
) -> list[Figure]:
    calls = {name: [partial(draw, each) for each in shown] for name, draw in contenders.items()}
    taken = compared(calls, rounds)
    medians = {name: samples.p50 for name, samples in taken.items()}
    return [
        Figure(f"{name}, {length} pieces, {label}", value, unit)
        for name, samples in taken.items()
        for label, value, unit in _described(samples, contenders[name], shown)
    ] + times_ours(medians, _OURS, str(length), {_MATPLOTLIB: 5})


def _described(
    samples: Samples, draw: Draw, shown: Sequence[Classification]
) -> tuple[tuple[str, float, str], ...]:
    kilobytes = sum(len(draw(each)) for each in shown) / len(shown) / 1000
    return ("p50", samples.p50, "ms"), ("p99", samples.p99, "ms"), ("size", kilobytes, "kB")


def _rows(classification: Classification) -> pd.DataFrame:
    """The strongest words: word, score, share of all, rank."""
    scores = classification.scores()
    frame = pd.DataFrame({"word": [token.text for token in classification.tokens], "score": scores})
    frame["share"] = frame["score"].abs() / frame["score"].abs().sum()
    frame["rank"] = frame["score"].abs().rank(ascending=False)
    return frame.sort_values("rank").head(_ROWS)


def _matplotlib_drawer() -> Draw:
    path = str(REGULAR.path)
    matplotlib.font_manager.fontManager.addfont(path)
    family = matplotlib.font_manager.FontProperties(fname=path).get_name()
    mpl.rcParams["font.family"] = family
    return _by_matplotlib


def _by_matplotlib(classification: Classification) -> bytes:
    rows = _rows(classification)
    dpi = 72 * _SCALE
    canvas = Canvas(figsize=(_WIDTH / 72, _WIDTH / 72), dpi=dpi)
    axes = canvas.subplots()
    axes.axis("off")
    axes.set_title(f"{classification.nearest} {classification.fit:.0%}")
    strengths = rows["score"].abs() / rows["score"].abs().max()
    blues = plt.get_cmap("Blues")
    axes.table(
        cellText=[[str(value) for value in row] for row in rows.round(3).to_numpy().tolist()],
        colLabels=list(rows.columns),
        cellColours=[["w", blues(strength * 0.8), "w", "w"] for strength in strengths],
        loc="center",
    )
    written = io.BytesIO()
    canvas.savefig(written, format="png")
    return written.getvalue()


def _by_styler(browser: Chromium, classification: Classification) -> bytes:
    styler = _rows(classification).style.background_gradient(subset=["score"], cmap="Blues")
    return browser.png(styler.format(precision=3).to_html(doctype_html=True))
