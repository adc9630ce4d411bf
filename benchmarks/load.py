"""What the load runs share: a slow Slack, and how long a set of messages took."""

from collections.abc import Sequence

from benchmarks.traffic import Fate
from bot.playground.client import PlaygroundClient

_METHODS = (
    "auth.test",
    "users.info",
    "reactions.add",
    "reactions.remove",
    "chat.postMessage",
    "files.getUploadURLExternal",
    "upload",
    "files.completeUploadExternal",
    "files.info",
)


def slow_down(slack: PlaygroundClient, seconds: float) -> None:
    """From now on every call to Slack takes so much longer."""
    slack.clear_faults()
    for method in _METHODS if seconds else ():
        slack.set_fault("delay", method, seconds=seconds, times=None)


def span(fates: Sequence[Fate]) -> float:
    """Seconds from the first event to the last picture."""
    return max(fate.posted_at[1] for fate in fates) - min(fate.sent_at for fate in fates)
