"""Which of Slack's events become a request, and with which key."""

import pytest

from bot.listening.events import read_command, read_direct_message, read_mention
from bot.listening.requests import ClassificationRequest, RequestKind, read_stored

JsonObject = dict[str, object]


def event_body(changes: JsonObject | None = None, event_id: str = "Ev1") -> JsonObject:
    event: JsonObject = {
        "type": "app_mention",
        "channel": "C1",
        "user": "U1",
        "text": "<@UBOT> パン屋",
        "ts": "1700000000.000100",
    }
    return {"event_id": event_id, "team_id": "T1", "event": {**event, **(changes or {})}}


def mention(**changes: object) -> ClassificationRequest:
    request = read_mention(event_body(changes))
    assert request is not None
    return request


def test_a_mention_is_answered_in_its_own_thread() -> None:
    request = mention()
    assert request.answer_thread_ts == "1700000000.000100"
    assert request.thread_ts is None


def test_a_mention_in_a_thread_is_answered_in_that_thread() -> None:
    request = mention(thread_ts="1600000000.000001")
    assert request.answer_thread_ts == "1600000000.000001"


def test_two_event_ids_of_one_message_are_one_job() -> None:
    first = read_mention(event_body())
    second = read_direct_message(event_body({"type": "message", "channel_type": "im"}, "Ev2"))
    assert first is not None
    assert second is not None
    assert first.job_id == second.job_id


def test_messages_of_other_teams_channels_and_times_are_other_jobs() -> None:
    other_team = mention().model_copy(update={"team_id": "T2"})
    others = [mention(channel="C2"), mention(ts="1700000000.000200"), other_team]
    assert len({request.job_id for request in [mention(), *others]}) == 4


@pytest.mark.parametrize(
    "changes",
    [
        {"bot_id": "B1"},
        {"user": None},
        {"hidden": True},
        {"ts": ""},
        *(
            {"subtype": subtype}
            for subtype in ("message_changed", "message_deleted", "bot_message", "channel_join")
        ),
    ],
)
def test_what_no_person_wrote_is_left_alone(changes: JsonObject) -> None:
    assert read_mention(event_body(changes)) is None
    assert read_direct_message(event_body({"channel_type": "im", **changes})) is None


def test_a_message_with_a_file_is_a_persons() -> None:
    assert mention(subtype="file_share", text=None).text == ""


@pytest.mark.parametrize("channel_type", ["channel", "group", "mpim", ""])
def test_a_message_outside_a_direct_message_is_left_alone(channel_type: str) -> None:
    assert read_direct_message(event_body({"channel_type": channel_type})) is None


def test_a_command_is_answered_in_the_channel_and_known_by_its_trigger() -> None:
    body: JsonObject = {
        "team_id": "T1",
        "channel_id": "C1",
        "user_id": "U1",
        "trigger_id": "1.2.abc",
        "text": "パン屋",
        "response_url": "https://hooks.slack.com/commands/1",
    }
    request = read_command(body)
    assert request.kind is RequestKind.COMMAND
    assert request.answer_thread_ts is None
    assert request.job_id != read_command({**body, "trigger_id": "1.2.abd"}).job_id


def test_an_org_wide_installation_has_no_team_but_its_enterprise() -> None:
    body = {**event_body(), "team_id": None, "enterprise_id": "E1"}
    request = read_mention(body)
    assert request is not None
    assert request.team_id == "E1"


def test_a_stored_request_comes_back_unchanged() -> None:
    request = mention(thread_ts="1600000000.000001")
    assert read_stored(request.to_stored()) == request


def test_a_request_stored_by_a_newer_version_can_be_read() -> None:
    assert read_stored({**mention().to_stored(), "new": "x"}).user_id == "U1"
