"""Joins the classifier package to the bot: the one place that knows its functions by name."""

from bot.jobs.workflow import Reader
from classifier.artifact import read_artifact


def load_reader() -> Reader:
    """Load the shipped model.

    Raises:
        ClassifierError: the model or a font is missing or damaged.
    """
    # Imported here: a web process asks for the categories only, and stays without the runtime.
    from classifier import Classifier, alt_text, render_heat_map

    classifier = Classifier.load()
    return Reader(
        classify=classifier.classify,
        draw=render_heat_map,
        describe=alt_text,
        categories=classifier.categories,
    )


def load_categories() -> tuple[str, ...]:
    """The shipped model's categories, without the model: all that a web process needs.

    Raises:
        ArtifactError: the artefact folder is missing or damaged.
    """
    return read_artifact().description.categories
