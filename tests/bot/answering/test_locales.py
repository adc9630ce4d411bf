"""A user's language is remembered, and asked for again where Slack could not say it."""

import pytest

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


class Clock:
    """Shows the time it is set to."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_a_language_is_asked_for_once_an_hour() -> None:
    clock, asked = Clock(), Asked("en-GB")
    known = Locales(asked, clock)
    for seconds, times in ((0.0, 1), (3_500.0, 1), (200.0, 2)):
        clock.now += seconds
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
    error: SlackError, language: Language
) -> None:
    clock = Clock()
    known = Locales(Asked(error, "en-US"), clock)
    assert known.language_of("U1") is Language.JAPANESE
    clock.now += 30
    assert known.language_of("U1") is Language.JAPANESE
    clock.now += 60
    assert known.language_of("U1") is language
