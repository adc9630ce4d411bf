"""Joins the classifier package to the bot: the one place that knows its functions by name."""

from bot.answering.wording import Language
from bot.jobs.tools import Reader
from classifier import Classification, Classifier, alt_text, render_heat_map

_SAMPLE = "駅前のパン屋のクロワッサンが絶品すぎる。"


def load_reader() -> Reader:
    """Load the shipped model, and try it: fonts are read when the first picture is drawn.

    Raises:
        ClassifierError: the model or a font is missing or damaged.
    """
    classifier = Classifier.load()
    render_heat_map(classifier.classify(_SAMPLE))
    return Reader(
        classify=classifier.classify,
        draw=_draw,
        describe=_describe,
        categories=classifier.categories,
        model=classifier.model,
    )


def _draw(classification: Classification, category: str | None, language: Language) -> bytes:
    return render_heat_map(classification, category=category, language=language.value)


def _describe(classification: Classification, category: str | None, language: Language) -> str:
    return alt_text(classification, category=category, language=language.value)
