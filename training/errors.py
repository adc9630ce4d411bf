"""What the training package can refuse; `python -m training` prints the message and stops."""


class TrainingError(Exception):
    """Root of the tree: the message says what is wrong, what was found and what to do."""


class CorpusError(TrainingError):
    """A corpus is missing, damaged or cannot be downloaded."""
