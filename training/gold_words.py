"""KNBC's gold morphemes: which stretches of a sentence are words, and of which part of speech.

They are read from `morphemes.tsv` where that lies beside the corpus (a sentence id, a tab,
`surface/part of speech/subclass` separated by spaces), else from the published `corpus1/`, from
which it was made: a file a sentence, in KNP's format.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from training.corpus import Sentence
from training.corpus_files import corpus_members
from training.errors import CorpusError

_CONTENT = frozenset({"名詞", "動詞", "形容詞"})


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
    def is_content(self) -> bool:
        """Whether it is a noun, a verb or an adjective."""
        return self.part_of_speech in _CONTENT


GoldWords = Mapping[str, tuple[GoldWord, ...]]
"""By sentence id."""


def words_of_sentence(gold_words: GoldWords, sentence: Sentence) -> tuple[GoldWord, ...]:
    """Those of a sentence; none where its text is not the annotated one, to the character."""
    words = gold_words.get(sentence.id, ())
    return words if surface_of(words) == sentence.text else ()


def surface_of(words: Iterable[GoldWord]) -> str:
    """The text that the words make up."""
    return "".join(word.surface for word in words)


def find_gold_words(corpus: Path) -> GoldWords:
    """The gold words of the corpus, by sentence id.

    Args:
        corpus: folder or archive, as `corpus_files.find_corpus` gives it.

    Raises:
        CorpusError: it holds none, or they are damaged.
    """
    table = corpus / "morphemes.tsv"
    if table.is_file():
        return read_gold_words(table)
    words = {
        name.rpartition("/")[2]: _knp_words(content)
        for name, content in corpus_members(corpus, "corpus1").items()
    }
    if not words:
        raise CorpusError(f"{corpus} holds no gold words: neither morphemes.tsv nor corpus1/.")
    return words


def read_gold_words(path: Path) -> GoldWords:
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
    items = [item.rsplit("/", 2) for item in annotation.split(" ")]
    for item in items:
        if len(item) != 3:
            raise CorpusError(
                f"{path}: sentence {sentence_id} holds {'/'.join(item)!r}, not word/class/subclass."
            )
    return sentence_id, _placed((surface, part, sub) for surface, part, sub in items)


def _knp_words(content: bytes) -> tuple[GoldWord, ...]:
    """Reads one file of `corpus1/`, in either encoding.

    A morpheme's line is `surface reading lemma part-of-speech id subclass id …`; lines that begin
    with #, * or + and a space, and EOS, are of other annotations.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("euc_jp")
    cells = [line.split(" ") for line in text.splitlines()]
    return _placed(
        (line[0], line[3], line[5])
        for line in cells
        if len(line) > 6 and line[0] not in {"#", "*", "+"}
    )


def _placed(morphemes: Iterable[tuple[str, str, str]]) -> tuple[GoldWord, ...]:
    """The words one after the other, each beginning where the one before it ends."""
    words: list[GoldWord] = []
    for surface, part_of_speech, subclass in morphemes:
        words.append(GoldWord(surface, part_of_speech, subclass, words[-1].end if words else 0))
    return tuple(words)
