"""So many requests a minute from one person in one channel, and one sentence about it."""

import time

import pytest

from bot.listening.rate_limit import RateLimit
from bot.listening.requests import ClassificationRequest, Request, RequestKind


class Accepted(list[ClassificationRequest]):
    def accept(self, request: Request) -> None:
        assert isinstance(request, ClassificationRequest)
        self.append(request)


def request(number: int, user_id: str = "U1", channel_id: str = "C1") -> ClassificationRequest:
    return ClassificationRequest(
        kind=RequestKind.MESSAGE,
        delivery=f"{number}.0",
        team_id="T1",
        channel_id=channel_id,
        user_id=user_id,
        text="パン屋",
        accepted_at=time.time(),
    )


def test_the_first_one_too_many_is_told_and_the_next_are_let_go() -> None:
    accepted = Accepted()
    limit = RateLimit(accepted.accept, per_minute=3)
    for number in range(6):
        limit.accept(request(number))
    assert [each.is_one_too_many for each in accepted] == [False, False, False, True]


def test_other_people_and_channels_are_not_concerned() -> None:
    accepted = Accepted()
    limit = RateLimit(accepted.accept, per_minute=1)
    limit.accept(request(1))
    limit.accept(request(2, user_id="U2"))
    limit.accept(request(3, channel_id="C2"))
    assert not any(each.is_one_too_many for each in accepted)


def test_the_same_request_delivered_again_does_not_count() -> None:
    accepted = Accepted()
    limit = RateLimit(accepted.accept, per_minute=1)
    for _ in range(3):
        limit.accept(request(1))
    assert [each.is_one_too_many for each in accepted] == [False] * 3


def test_after_a_minute_it_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    accepted = Accepted()
    limit = RateLimit(accepted.accept, per_minute=1)
    limit.accept(request(1))
    limit.accept(request(2))
    later = time.monotonic() + 61
    monkeypatch.setattr(time, "monotonic", lambda: later)
    limit.accept(request(3))
    assert [each.is_one_too_many for each in accepted] == [False, True, False]


def test_zero_means_any_number() -> None:
    accepted = Accepted()
    limit = RateLimit(accepted.accept, per_minute=0)
    for number in range(100):
        limit.accept(request(number))
    assert len(accepted) == 100
