"""What the jobs work with, handed in from outside, so that a test can bring its own."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.answering.locales import Locales
from bot.answering.posting import SlackPoster
from bot.answering.wording import Language
from bot.feedback import FeedbackStore
from bot.jobs.workspaces import Workspaces
from bot.listening.requests import Request
from bot.operating.metrics import Metrics
from classifier.classification import Classification


@dataclass(frozen=True, slots=True)
class Reader:
    """The classifier as the bot uses it.

    Attributes:
        draw, describe: the picture (PNG) and its alt text, for a category (None: the one found)
            and in a language.
        model: name and version of the model.
    """

    classify: Callable[[str], Classification]
    draw: Callable[[Classification, str | None, Language], bytes]
    describe: Callable[[Classification, str | None, Language], str]
    categories: tuple[str, ...]
    model: str


@dataclass(frozen=True, slots=True)
class Tools:
    """What one job works with: the poster and the locales are those of its workspace."""

    reader: Reader
    poster: SlackPoster
    locales: Locales
    feedback: FeedbackStore
    metrics: Metrics


@dataclass(frozen=True, slots=True)
class Toolbox:
    """Everything that outlives a single job."""

    reader: Reader
    workspaces: Workspaces
    feedback: FeedbackStore
    metrics: Metrics

    def tools_for(self, request: Request) -> Tools:
        """The tools for the workspace that the request came from."""
        there = self.workspaces.counterpart(request.installed)
        return Tools(self.reader, there.poster, there.locales, self.feedback, self.metrics)
