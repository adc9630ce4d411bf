"""A call to Slack is tried again while Slack is away, and told whether it was tried before."""

import pytest

from bot.answering.errors import SlackRefused, SlackUnavailable
from bot.jobs.steps import retried


class Call:
    """Fails as often as it is told to; notes what it was told."""

    def __init__(self, *failures: Exception) -> None:
        self._failures = list(failures)
        self.told: list[bool] = []

    def __call__(self, tried_before: bool) -> str:
        self.told.append(tried_before)
        if self._failures:
            raise self._failures.pop(0)
        return "1111.2222"


AWAY = SlackUnavailable("chat.postMessage", "http_503")


def test_what_may_pass_is_tried_again_and_the_second_try_knows() -> None:
    call = Call(AWAY)
    assert retried("post", call) == "1111.2222"
    assert call.told == [False, True]


def test_a_refusal_is_final() -> None:
    call = Call(SlackRefused("chat.postMessage", "is_archived"))
    with pytest.raises(SlackRefused, match="is_archived"):
        retried("post", call)
    assert call.told == [False]


def test_patience_ends() -> None:
    call = Call(*[AWAY] * 9)
    with pytest.raises(SlackUnavailable, match="http_503"):
        retried("post", call, patience=1.0)
    assert 1 <= len(call.told) <= 3
