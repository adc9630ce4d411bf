"""Corrections from Slack as extra training data: what `python -m bot feedback export` writes."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from classifier import Classifier
from classifier.errors import ArtifactError
from training.corpus import Sentence
from training.own_data import read_columns, refuse


@dataclass(frozen=True, slots=True)
class Feedback:
    """What people said of the bot's answers.

    Attributes:
        sentences: texts with the category that is right, each an article of its own.
        others: texts that belong to none of the categories.
    """

    sentences: tuple[Sentence, ...] = ()
    others: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.sentences) + len(self.others)


def read_feedback(path: Path, categories: Sequence[str]) -> Feedback:
    """The corrections; an empty label means "none of these".

    Args:
        path: a CSV file with the columns text and label.
        categories: the labels that there are.

    Raises:
        OwnDataError: the file is missing, not UTF-8, has other columns, or has bad rows: an empty
            text, or a label that is not one of the categories; names each.
    """
    rows, problems = read_columns(path, ("text", "label"))
    for line, (text, label) in rows:
        if not text.strip():
            problems.append(f"line {line}: the text is empty")
        if label.strip() and label.strip() not in categories:
            problems.append(
                f"line {line}: {label.strip()!r} is none of the categories "
                f"({', '.join(categories)})"
            )
    refuse(path, problems)
    return Feedback(
        sentences=tuple(
            Sentence(f"feedback-{line}", f"feedback-{line}", text.strip(), label.strip())
            for line, (text, label) in rows
            if label.strip()
        ),
        others=tuple(text.strip() for _, (text, label) in rows if not label.strip()),
    )


def followed(artifact: Path, feedback: Feedback) -> int | None:
    """To how many of the corrections that artefact's answer is the right one.

    `None` if there is no artefact that can be loaded, as before the first training.
    """
    try:
        classifier = Classifier.load(artifact)
    except ArtifactError:
        return None
    right = [(sentence.text, sentence.label) for sentence in feedback.sentences]
    none: list[tuple[str, str | None]] = [(text, None) for text in feedback.others]
    return sum(classifier.classify(text).category == label for text, label in [*right, *none])
