"""KNBC: blog sentences of four themes, in articles; the corpus the categories come from.

Where the files come from and whether they are sound is settled in `training/corpus_files.py`,
who is held out when in `training/folds.py`.
"""

import random
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from training.corpus_files import find_corpus, read_files
from training.errors import CorpusError

LABELS: Mapping[str, str] = {
    "Gourmet": "グルメ",
    "Keitai": "携帯電話",
    "Kyoto": "京都",
    "Sports": "スポーツ",
}
CATEGORIES: tuple[str, ...] = tuple(LABELS.values())

_THEME = re.compile(r"^［(グルメ|携帯電話|京都観光|スポーツ)］")
_SENTENCE_END = tuple("。．！？!?…♪」』）)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, or a passage of several, of one article.

    Attributes:
        id: as published (`KN012_Gourmet_1-1-2-01`); of a passage its first and last sentence's.
        article_id: the id's part before the first hyphen (`KN012_Gourmet_1`).
        text: as published, in the characters of the EUC-JP files.
        label: one of `CATEGORIES`.
    """

    id: str
    article_id: str
    text: str
    label: str

    @property
    def is_title(self) -> bool:
        """Whether it is an article's first line, which names the theme: ［グルメ］烏丸六角の…."""
        return _THEME.match(self.text) is not None


def read_corpus(path: Path | None = None) -> list[Sentence]:
    """All 4,186 sentences, in the order of `CATEGORIES` and, within, as published.

    Args:
        path: archive or folder; `None` looks where `find_corpus` looks, and downloads.

    Raises:
        CorpusError: the corpus is missing or damaged.
    """
    return [
        _sentence(line, LABELS[name])
        for name, text in read_files(find_corpus(path)).items()
        for line in text.split("\n")
        if line
    ]


def without_theme(text: str) -> str:
    """The text without the theme in brackets: ［グルメ］おかき屋さん → おかき屋さん.

    The theme gives the label away, and nobody writes it in a message.
    """
    return _THEME.sub("", text)


def without_themes(sentences: Iterable[Sentence]) -> list[Sentence]:
    """The same sentences, their titles without the theme; titles that are nothing else left out."""
    return [
        replace(sentence, text=text)
        for sentence in sentences
        if (text := without_theme(sentence.text).strip())
    ]


def articles(sentences: Iterable[Sentence]) -> list[list[Sentence]]:
    """The sentences of each article, in the order in which they come."""
    return [list(group) for _, group in groupby(sentences, key=lambda each: each.article_id)]


def passage(sentences: Sequence[Sentence]) -> Sentence:
    """Neighbouring sentences as one text; a line feed follows those without an end mark."""
    first, last = sentences[0], sentences[-1]
    text = "".join(
        each.text if each.text.endswith(_SENTENCE_END) else each.text + "\n" for each in sentences
    )
    return replace(first, id=f"{first.id}..{last.id}", text=text.removesuffix("\n"))


def whole_articles(sentences: Iterable[Sentence]) -> list[Sentence]:
    """Each article as one passage."""
    return [passage(article) for article in articles(sentences)]


def windows(
    sentences: Iterable[Sentence], *, per_article: int, longest: int, seed: int
) -> list[Sentence]:
    """Passages of 2 to `longest` neighbouring sentences, drawn at random from every article.

    Args:
        sentences: of whole articles, in order; articles of one sentence give none.
        per_article: how many passages to draw from each article; they may overlap.
        longest: the most sentences in a passage.
        seed: the same seed draws the same passages.
    """
    draw = random.Random(seed)
    return [
        passage(_window(article, longest, draw))
        for article in articles(sentences)
        if len(article) > 1
        for _ in range(per_article)
    ]


def _window(article: Sequence[Sentence], longest: int, draw: random.Random) -> Sequence[Sentence]:
    length = draw.randint(2, max(2, min(longest, len(article))))
    start = draw.randint(0, len(article) - length)
    return article[start : start + length]


def _sentence(line: str, label: str) -> Sentence:
    fields = line.split("\t")
    if len(fields) < 2 or not fields[1].strip():
        raise CorpusError(f"The KNBC line {fields[0]} has no sentence: get the corpus anew.")
    return Sentence(fields[0], fields[0].split("-", 1)[0], fields[1], label)
