"""Everything the classifier package can refuse, as one tree.

    ClassifierError
    ├── TextError                the text cannot be classified; `problem` says why
    ├── ArtifactError            the artefact folder is missing, damaged or of another version
    └── FontError                a font file is missing or damaged

The messages are for the one who runs the bot; what a user in Slack reads is worded in `bot/`.
"""

from enum import StrEnum


class ClassifierError(Exception):
    """Root of the tree: the message says what is wrong, what was received and what to do."""


class TextProblem(StrEnum):
    """Why a text cannot be classified."""

    EMPTY = "empty"  # nothing, or white space and control characters only
    NO_WORDS = "no_words"  # only emoji, URLs, mentions or signs: nothing the model reads
    TOO_LONG = "too_long"  # more characters than `Classifier.max_characters`


class TextError(ClassifierError):
    """The text holds nothing to classify, or too much.

    Attributes:
        problem: which of the known problems it is.
    """

    def __init__(self, problem: TextProblem, message: str) -> None:
        super().__init__(message)
        self.problem = problem


class ArtifactError(ClassifierError):
    """The artefact folder is missing, damaged or of another format version."""


class FontError(ClassifierError):
    """A font file of the heat map is missing or damaged."""
