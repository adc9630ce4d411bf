"""What all stages of the training have in common: `run(workspace, settings)`, and a report."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from training.errors import TrainingError
from training.settings import TrainingSettings
from training.workspace import Workspace


@dataclass(frozen=True, slots=True)
class StageReport:
    """What a stage did, for the person at the terminal.

    Attributes:
        read: what it read, a line each: "967,404 lines of open text in ../shared/text".
        wrote: what it wrote, a line each.
        findings: figures worth knowing, a line each.
    """

    read: tuple[str, ...]
    wrote: tuple[str, ...]
    findings: tuple[str, ...] = ()


class Stage(Protocol):
    """A module of `training/` that is a stage."""

    def run(self, workspace: Workspace, settings: TrainingSettings) -> StageReport:
        """Reads what the stages before left in the workspace, and writes its own files there.

        Raises:
            TrainingError: what it needs is not there, or what it made does not hold.
        """


def needed(file: Path, stage: str) -> Path:
    """The file that another stage was to write.

    Raises:
        TrainingError: it is not there; names the stage.
    """
    if not file.exists():
        raise TrainingError(f"{file} is missing: run python -m training {stage} first.")
    return file


def described(file: Path, content: str) -> str:
    """A line for a report: "48,000 pieces: build/training/tokenizer.model (1.1 MB)"."""
    return f"{content}: {file} ({file.stat().st_size / 1e6:.1f} MB)"
