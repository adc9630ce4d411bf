"""Do the highest tokens of a heat map mean something? Judged by the gold words of KNBC."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from classifier.heat_map import palette
from training.explaining.text_network import FloatArray
from training.gold_words import GoldWord

HIGHEST = 3


@dataclass(frozen=True, slots=True)
class ContentShare:
    """Of the tokens looked at, how many hold a content word."""

    tokens: int = 0
    with_content: int = 0

    @property
    def share(self) -> float:
        """In [0, 1]; not a number where there was no token."""
        return self.with_content / self.tokens if self.tokens else float("nan")

    def __add__(self, other: "ContentShare") -> "ContentShare":
        return ContentShare(self.tokens + other.tokens, self.with_content + other.with_content)


def content_share(
    spans: Sequence[tuple[int, int]], scores: FloatArray, gold_words: Iterable[GoldWord]
) -> ContentShare:
    """Looks at the three highest tokens with a positive score.

    Args:
        spans: start and end of each token in the sentence, as displayed.
        scores: one for each token.
        gold_words: of the sentence.
    """
    content = [word for word in gold_words if word.is_content]
    highest = [index for index in np.argsort(-scores, kind="stable")[:HIGHEST] if scores[index] > 0]
    held = sum(holds_content_word(spans[index], content) for index in highest)
    return ContentShare(len(highest), held)


def coloured(scores: FloatArray) -> FloatArray:
    """(T,) the scores of the tokens that the picture colours, 0 for those that it leaves white."""
    strongest = float(np.abs(scores).max(initial=0.0))
    is_coloured = [palette.step(float(score), strongest) != 0 for score in scores]
    return np.where(is_coloured, scores, 0.0)


def holds_content_word(span: tuple[int, int], content: Iterable[GoldWord]) -> bool:
    """Whether a content word begins in the token: 行っ of 行って does, て and ワッサン do not."""
    start, end = span
    return any(start <= word.start < end for word in content)
