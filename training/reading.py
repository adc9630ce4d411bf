"""Which texts a stage reads: the open text, and the labelled texts, as the settings say."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from training.corpus import CATEGORIES, Sentence, read_corpus
from training.open_text import OpenLine, find_open_text, open_text
from training.own_data import read_own_data
from training.settings import TrainingSettings
from training.workspace import Workspace

LONGEST_LINE = 1000
"""Characters; longer lines are lists and tables, seldom prose."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """The texts to learn the categories from.

    Attributes:
        categories: the labels, in the order of the network's outputs.
        sentences: the texts; own data are "articles" of one text each.
        source: where they come from, to be shown.
    """

    categories: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    source: str


def labelled_texts(settings: TrainingSettings) -> Labelled:
    """KNBC, or the own data that the settings name.

    Raises:
        CorpusError: KNBC is missing or damaged.
        OwnDataError: the own data have bad rows; names each.
    """
    if settings.data is None:
        sentences = tuple(read_corpus(settings.knbc))
        return Labelled(CATEGORIES, sentences, f"{len(sentences):,} sentences of KNBC")
    sentences = tuple(read_own_data(settings.data))
    categories = tuple(dict.fromkeys(sentence.label for sentence in sentences))
    return Labelled(categories, sentences, f"{len(sentences):,} texts in {settings.data}")


def open_lines(settings: TrainingSettings) -> Iterator[OpenLine]:
    """The lines of the open text, without those that are too long.

    Raises:
        CorpusError: there is none, or it is damaged.
    """
    lines = open_text(find_open_text(settings.open_text), seed=settings.seed)
    prose = (line for line in lines if len(line.text) <= LONGEST_LINE)
    return islice(prose, settings.max_open_lines)


def unlabelled_texts(settings: TrainingSettings) -> Iterator[OpenLine]:
    """What the tokenizer and the vectors learn from: the open text, then the labelled texts."""
    yield from open_lines(settings)
    if settings.learn_labelled:
        for sentence in labelled_texts(settings).sentences:
            yield OpenLine(sentence.article_id, sentence.text)


def chosen(workspace: Workspace, settings: TrainingSettings) -> Workspace:
    """Where the tokenizer and the vectors lie that saw what the settings let them see."""
    return workspace if settings.learn_labelled else workspace.open_text_only
