"""Which texts a stage reads: the open text, and the labelled texts, as the settings say."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from training.corpus import CATEGORIES, Sentence, read_corpus
from training.corpus_files import find_corpus
from training.feedback import Feedback, read_feedback
from training.gold_words import GoldWords, find_gold_words
from training.open_text import OpenLine, find_open_text, open_text
from training.own_data import read_own_data
from training.settings import TrainingSettings
from training.workspace import Workspace

LONGEST_LINE = 1000
"""Characters; longer lines are lists and tables, seldom prose."""


NONE_OF_THE_THEMES = Path(__file__).with_name("data") / "none_of_the_themes.txt"
"""Work chat, small talk, science, code, English …: a line each, written for this."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """The texts to learn the categories from.

    Attributes:
        categories: the labels, in the order of the network's outputs.
        sentences: the texts; own data are "articles" of one text each.
        source: where they come from, to be shown.
        others: texts that belong to none of the categories.
        feedback: corrections to learn as well; no text to measure anything on.
        gold_words: which stretches of the sentences are words, where that was annotated.
    """

    categories: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    source: str
    others: tuple[str, ...] = ()
    feedback: Feedback = field(default_factory=Feedback)
    gold_words: GoldWords = field(default_factory=dict)


def labelled_texts(settings: TrainingSettings) -> Labelled:
    """KNBC, or the own data that the settings name, and the corrections, if they name any.

    Raises:
        CorpusError: KNBC is missing or damaged.
        OwnDataError: the own data or the corrections have bad rows; names each.
    """
    labelled = _labelled_texts(settings)
    if settings.feedback is None:
        return labelled
    feedback = read_feedback(settings.feedback, labelled.categories)
    source = f"{labelled.source} and {len(feedback):,} corrections"
    return replace(labelled, source=source, feedback=feedback)


def _labelled_texts(settings: TrainingSettings) -> Labelled:
    if settings.data is None:
        corpus = find_corpus(settings.knbc)
        sentences = tuple(read_corpus(corpus))
        source = f"{len(sentences):,} sentences of KNBC"
        gold_words = find_gold_words(corpus)
        return Labelled(CATEGORIES, sentences, source, none_of_the_themes(), gold_words=gold_words)
    sentences = tuple(read_own_data(settings.data))
    categories = tuple(dict.fromkeys(sentence.label for sentence in sentences))
    return Labelled(categories, sentences, f"{len(sentences):,} texts in {settings.data}")


def none_of_the_themes() -> tuple[str, ...]:
    """Texts of none of KNBC's themes, to learn from; those of the tests are others."""
    return tuple(NONE_OF_THE_THEMES.read_text(encoding="utf-8").splitlines())


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
