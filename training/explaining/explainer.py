"""What every explainer is: piece ids and a category in, a score for every piece out."""

from typing import Protocol

from training.explaining.text_network import FloatArray, IntArray


class Explainer(Protocol):
    """Scores the pieces of a text by how much they speak for a category.

    Attributes:
        name: as it stands in the table.
    """

    @property
    def name(self) -> str:
        """As it stands in the table."""

    def explain(self, ids: IntArray, category: int) -> FloatArray:
        """Piece ids (T,), T ≥ 1, and the category's index → scores (T,), the most telling highest.

        Only the order counts when explanations are compared.
        """
