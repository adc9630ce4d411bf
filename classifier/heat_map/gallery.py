"""Draws typical and hard texts as one contact sheet, to look at: python -m classifier.heat_map.gallery

The classifications are made by hand; no model is needed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import regex

from classifier.classification import Classification, Token

_COLUMNS = 6
_SPACE = 24
_PIECE = regex.compile(
    r"https?://[!-~]+|[\p{Latin}\d'._-]+|\p{Han}+\p{Hiragana}{0,2}|[\p{Katakana}ー]+|\p{Hiragana}+"
    r"|[\uFF66-\uFF9F]+|\p{Emoji_Presentation}\X?|[^\s\p{P}]"
)
FOUR = ("グルメ", "携帯電話", "京都", "スポーツ")
NOTHING_SAID = (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Example:
    """A text with what its words say.

    Attributes:
        name: of its picture.
        text: as its author wrote it.
        said: word → (C,) contributions.
        probabilities: category → probability.
        fit: whether any category fits, the threshold being .5.
        view: the category to look from; None for the prediction's own view.
        full: the whole of a long text.
    """

    name: str
    text: str
    said: Mapping[str, Sequence[float]]
    probabilities: Mapping[str, float]
    fit: float = 0.97
    view: str | None = None
    full: bool = False

    @property
    def classification(self) -> Classification:
        """With tokens cut by script, and a faint contribution for words that are not in `said`."""
        categories = len(self.probabilities)
        tokens = tuple(
            Token(
                match.group(),
                *match.span(),
                tuple(self._contributions(match.group(), categories)),
                self._fit_contribution(match.group()),
            )
            for match in _PIECE.finditer(self.text)
        )
        nearest = max(self.probabilities, key=self.probabilities.__getitem__)
        return Classification(
            text=self.text,
            category=nearest if self.fit >= 0.5 else None,
            probabilities=self.probabilities,
            fit=self.fit,
            fit_threshold=0.5,
            tokens=tokens,
            bias=tuple(0.1 * (index % 3 - 1) for index in range(categories)),
            fit_bias=-0.4,
            model="hand-made",
        )

    def _contributions(self, word: str, categories: int) -> Sequence[float]:
        for key, contributions in self.said.items():
            if key in word:
                return contributions
        seed = sum(map(ord, word))
        return [((seed * (7 + index)) % 23 - 11) / 110 for index in range(categories)]

    def _fit_contribution(self, word: str) -> float:
        strongest = max(self._contributions(word, len(self.probabilities)))
        return strongest - 0.15
