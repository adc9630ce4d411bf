"""Which pieces are content words: only those may be evidence for a category.

A particle or a full stop says nothing about what a text is about; what a network learns from it is
chance, and on a heat map it looks like nonsense. Such pieces still set the gates of others.
"""

from collections.abc import Iterable

import fugashi
import ipadic
import numpy as np
import numpy.typing as npt

from classifier.tokenizer import Tokenizer

Shares = npt.NDArray[np.float32]

# Classes of the IPA dictionary that are content words, less these subclasses of them. 店 of パン店
# and 年 of 三年 are suffixes to the dictionary, and nouns to a reader.
_CONTENT = {
    "名詞": frozenset({"非自立", "代名詞", "特殊"}),
    "動詞": frozenset({"非自立", "接尾"}),
    "形容詞": frozenset({"非自立", "接尾"}),
}
_FEWEST = 3
"""Occurrences; of a piece that is rarer the dictionary is asked without context."""


class ContentWords:
    """Finds content words; loads the dictionary (0.1 s) when it is made."""

    def __init__(self) -> None:
        self._tagger = fugashi.GenericTagger(ipadic.MECAB_ARGS)

    def characters(self, text: str) -> set[int]:
        """Offsets of the characters that belong to one: "駅で食べた" → {0, 2, 3}."""
        found, offset = set[int](), 0
        for node in self._tagger(text):
            offset = text.index(node.surface, offset)
            part_of_speech, subclass = node.feature[:2]
            if part_of_speech in _CONTENT and subclass not in _CONTENT[part_of_speech]:
                found.update(range(offset, offset + len(node.surface)))
            offset += len(node.surface)
        return found


def content_shares(tokenizer: Tokenizer, texts: Iterable[str]) -> Shares:
    """(V,) in how many of its occurrences the piece holds a part of a content word.

    Not only where one begins: ワッサン of クロワッサン tells as much as クロ does.

    Args:
        tokenizer: of V pieces.
        texts: to count in; some ten thousand sentences.
    """
    words = ContentWords()
    count, holds = np.zeros((2, tokenizer.vocabulary_size))
    for text in texts:
        characters = words.characters(text)
        for piece in tokenizer.encode(text):
            count[piece.id] += 1
            holds[piece.id] += not characters.isdisjoint(range(piece.start, piece.end))
    alone = np.array([_alone(words, tokenizer.piece(id_)) for id_ in range(len(count))])
    shares = np.where(count >= _FEWEST, holds / np.maximum(count, 1), alone)
    return np.asarray(shares, np.float32)


def _alone(words: ContentWords, piece: str) -> bool:
    surface = piece.removeprefix("▁")
    return any(character.isalpha() for character in surface) and bool(words.characters(surface))
