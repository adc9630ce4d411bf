"""Japanese text → blog category, calibrated probabilities, the words that decided, a picture.

`Classifier` and the heat map are loaded when they are first asked for, so that importing the
package (for its data and error types, say) costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from classifier.classification import Classification, Token
from classifier.errors import ArtifactError, ClassifierError, FontError, TextError, TextProblem

if TYPE_CHECKING:
    from classifier.classifier import Classifier
    from classifier.heat_map import alt_text, render_heat_map

__all__ = [
    "ArtifactError",
    "Classification",
    "Classifier",
    "ClassifierError",
    "FontError",
    "TextError",
    "TextProblem",
    "Token",
    "alt_text",
    "render_heat_map",
]

_LAZY = {
    "Classifier": "classifier.classifier",
    "alt_text": "classifier.heat_map",
    "render_heat_map": "classifier.heat_map",
}


def __getattr__(name: str) -> object:
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LAZY[name]), name)
