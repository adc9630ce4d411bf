"""KNBC's gold morphemes: which stretches of a sentence are words, and which are content words.

`morphemes.tsv` is made from the published `corpus1/`; a line is a sentence id, a tab, and
`surface/part of speech/subclass` separated by spaces.
"""

from dataclasses import dataclass
from pathlib import Path

from training.errors import CorpusError

_CONTENT = frozenset({"名詞", "動詞", "形容詞", "副詞"})
# Nouns by form only: they stand for no thing of their own (こと, ため, 今日, ３).
_FORMAL_NOUNS = frozenset({"形式名詞", "副詞的名詞", "時相名詞", "数詞"})


@dataclass(frozen=True, slots=True)
class GoldWord:
    """One morpheme of a sentence, as annotated by hand.

    Attributes:
        surface: its characters; all surfaces of a sentence joined are the sentence.
        part_of_speech: of the KNP tag set (名詞, 動詞, 助詞, …).
        subclass: its subdivision, `*` where there is none.
        start: offset of its first character in the sentence.
    """

    surface: str
    part_of_speech: str
    subclass: str
    start: int

    @property
    def end(self) -> int:
        """Offset behind its last character."""
        return self.start + len(self.surface)

    @property
    def is_content_word(self) -> bool:
        """Whether it says what the sentence is about: nouns, verbs, adjectives, adverbs."""
        return self.part_of_speech in _CONTENT and self.subclass not in _FORMAL_NOUNS


def read_gold_words(path: Path) -> dict[str, tuple[GoldWord, ...]]:
    """The gold words of 4,178 sentences, by sentence id.

    Raises:
        CorpusError: the file is missing or a line is not of its form.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"The gold words cannot be read from {path} ({error}).") from error
    return dict(_sentence_words(line, path) for line in lines)


def _sentence_words(line: str, path: Path) -> tuple[str, tuple[GoldWord, ...]]:
    sentence_id, _, annotation = line.partition("\t")
    words: list[GoldWord] = []
    for item in annotation.split(" "):
        fields = item.rsplit("/", 2)
        if len(fields) != 3:
            raise CorpusError(f"{path}: sentence {sentence_id} holds {item!r}, not word/class/sub.")
        surface, part_of_speech, subclass = fields
        words.append(GoldWord(surface, part_of_speech, subclass, words[-1].end if words else 0))
    return sentence_id, tuple(words)
