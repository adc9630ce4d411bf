"""What the classifier says about one text: plain frozen data, no behaviour that needs the model.

Letters used for shapes: T = number of tokens, C = number of categories.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

FAINTEST_SHARE = 0.06
"""Of the strongest score; a word below it is no reason worth showing, and white in the picture."""

_FAINTEST_MAXIMUM = 0.3
"""Logits. Where no score is stronger, shares are of this: nothing speaks loudly there."""

_CERTAIN = 1e-12
"""Probability of all others together, below which their shares are lost in rounding."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the text as its author wrote it, and what it says for or against each category.

    Attributes:
        text: the characters themselves, `classification.text[start:end]`.
        start: offset of the first character, in code points into the text as written.
        end: offset behind the last character.
        contributions: (C,) logit units, in the order of `Classification.categories`: the gate
            times the evidence, summed over the pieces of this word. Summed over all tokens and
            added to `Classification.bias` they give `Classification.logits`.
        fit_contribution: the same for the "any of the categories at all" score.
    """

    text: str
    start: int
    end: int
    contributions: tuple[float, ...]
    fit_contribution: float


@dataclass(frozen=True, slots=True)
class Classification:
    """A category with its calibrated probability, and why.

    Attributes:
        text: the text as it was given.
        category: the most probable category, or None when none of them fits.
        probabilities: calibrated, adding up to 1 over the categories, in the order of training.
        fit: calibrated probability in [0, 1] that the text belongs to any of the categories.
        fit_threshold: below it `category` is None.
        tokens: (T,) in the order of the text; characters between tokens (white space, what the
            model does not read) belong to none.
        bias: (C,) the part of each category's logit that no token carries.
        fit_bias: the part of the fit score that no token carries: the network's bias, and how sure
            it is of the category.
        model: name and version of the model, for logs, answers and bug reports.
        chance: how much of the probabilities is spread evenly, whatever the text says.
    """

    text: str
    category: str | None
    probabilities: Mapping[str, float]
    fit: float
    fit_threshold: float
    tokens: tuple[Token, ...]
    bias: tuple[float, ...]
    fit_bias: float
    model: str
    chance: float = 0.0

    @property
    def categories(self) -> tuple[str, ...]:
        """The categories in the order of `Token.contributions`."""
        return tuple(self.probabilities)

    @property
    def nearest(self) -> str:
        """The most probable category, whether or not it fits."""
        return max(self.probabilities, key=self.probabilities.__getitem__)

    @property
    def ranking(self) -> tuple[tuple[str, float], ...]:
        """(category, probability), most probable first."""
        return tuple(sorted(self.probabilities.items(), key=lambda pair: -pair[1]))

    @property
    def logits(self) -> tuple[float, ...]:
        """(C,) bias plus all contributions, before calibration."""
        return tuple(
            bias + sum(token.contributions[index] for token in self.tokens)
            for index, bias in enumerate(self.bias)
        )

    def column(self, category: str) -> int:
        """Where the category stands in `Token.contributions` and in `bias`.

        Raises:
            ValueError: there is no such category.
        """
        if category not in self.probabilities:
            known = "、".join(self.categories)
            raise ValueError(f"No category {category!r}; there are: {known}")
        return self.categories.index(category)

    def scores(self, category: str | None = None) -> tuple[float, ...]:
        """(T,) how much each token speaks for `category` against the others.

        Logit units; positive speaks for it, negative against it. The others count by how probable
        they are: what only tells it from a category that is out of the question says little. The
        scores are the derivative of the category's log odds by each token's weight, and with
        `base` they add up to its logit less the weighted mean of the others'.

        Args:
            category: `None` means `nearest`.

        Raises:
            ValueError: there is no such category.
        """
        weights = self._weights(category)
        return tuple(_dot(weights, token.contributions) for token in self.tokens)

    def leading_words(self, category: str | None = None, *, most: int = 5) -> tuple[str, ...]:
        """The words that speak most for `category`, best first, each once; faint ones left out.

        Raises:
            ValueError: there is no such category.
        """
        scores = self.scores(category)
        strongest = max(map(abs, scores), default=0.0)
        ranked = sorted(zip(scores, self.tokens, strict=True), key=lambda pair: -pair[0])
        words = (
            token.text.strip()
            for score, token in ranked
            if score > 0 and share_of_strongest(score, strongest) >= FAINTEST_SHARE
        )
        return tuple(dict.fromkeys(word for word in words if word))[:most]

    def base(self, category: str | None = None) -> float:
        """What `scores` leaves out: the biases, weighted alike."""
        return _dot(self._weights(category), self.bias)

    def _weights(self, category: str | None) -> tuple[float, ...]:
        """(C,) 1 for the category, -p_k / (1 - p_c) for every other k; they add up to 0.

        p is what the text says, without the share of chance.
        """
        index = self.column(self.nearest if category is None else category)
        even = self.chance / len(self.probabilities)
        shares = [max(share - even, 0.0) for share in self.probabilities.values()]
        shares[index] = 0.0
        total = sum(shares)
        if total < _CERTAIN:  # no other is likelier than another
            shares = [float(other != index) for other in range(len(shares))]
            total = max(1.0, sum(shares))
        return tuple(
            1.0 if other == index else -share / total for other, share in enumerate(shares)
        )


def share_of_strongest(score: float, strongest: float) -> float:
    """How loudly a word speaks, for or against, beside the strongest |score| of its text.

    Example: share_of_strongest(-0.6, 1.2) → 0.5; share_of_strongest(0.15, 0.15) → 0.5.
    """
    return abs(score) / max(strongest, _FAINTEST_MAXIMUM)


def _dot(weights: Sequence[float], values: Sequence[float]) -> float:
    return math.fsum(weight * value for weight, value in zip(weights, values, strict=True))
