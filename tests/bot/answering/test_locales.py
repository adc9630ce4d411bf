"""A user's language is remembered, and asked for again where Slack could not say it."""

import pytest

from bot.answering import locales
from bot.answering.errors import SlackError, SlackRefused, SlackUnavailable
from bot.answering.locales import Locales
from bot.answering.wording import Language


class Asked:
    """Answers for users' locales, one after the other; the last one from then on."""

    def __init__(self, *answers: str | SlackError) -> None:
        self._answers = list(answers)
        self.times = 0

    def locale(self, user_id: str) -> str:
        answer = self._answers[min(self.times, len(self._answers) - 1)]
        self.times += 1
        if isinstance(answer, SlackError):
            raise answer
        return answer


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [1_000.0]
    monkeypatch.setattr(locales.time, "monotonic", lambda: now[0])
    return now


def test_a_language_is_asked_for_once_an_hour(clock: list[float]) -> None:
    asked = Asked("en-GB")
    known = Locales(asked)
    for seconds, times in ((0.0, 1), (3_500.0, 1), (200.0, 2)):
        clock[0] += seconds
        assert known.language_of("U1") is Language.ENGLISH
        assert asked.times == times


@pytest.mark.parametrize(
    ("error", "language"),
    [
        (SlackUnavailable("users.info", "timeout"), Language.ENGLISH),
        (SlackRefused("users.info", "missing_scope"), Language.JAPANESE),
    ],
)
def test_after_a_failure_it_is_japanese_until_slack_can_be_asked_again(
    clock: list[float], error: SlackError, language: Language
) -> None:
    known = Locales(Asked(error, "en-US"))
    assert known.language_of("U1") is Language.JAPANESE
    clock[0] += 30
    assert known.language_of("U1") is Language.JAPANESE
    clock[0] += 60
    assert known.language_of("U1") is language
