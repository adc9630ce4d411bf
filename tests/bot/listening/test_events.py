"""Which of Slack's events become a request, and with which key."""

import pytest

from bot.listening.events import (
    read_command,
    read_direct_message,
    read_mention,
    read_message_shortcut,
    read_uninstalled,
)
from bot.listening.requests import ClassificationRequest, Installed, RequestKind, read_stored

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


AUTHORIZED_IN_OURS: JsonObject = {
    "enterprise_id": None,
    "team_id": "T1",
    "user_id": "UBOT",
    "is_bot": True,
    "is_enterprise_install": False,
}


def test_in_a_shared_channel_the_installation_counts_not_the_writers_team() -> None:
    """Slack Connect: the outer team is another's, `authorizations` names the one we are in."""
    body = {
        **event_body({"user_team": "T9", "source_team": "T9", "user": "U9"}),
        "team_id": "T9",
        "is_ext_shared_channel": True,
        "authorizations": [AUTHORIZED_IN_OURS],
    }
    request = read_mention(body)
    assert request is not None
    assert request.installed == Installed("T1", None, False)
    assert request.user_id == "U9"


def test_a_workspace_in_enterprise_grid_is_known_by_both_ids() -> None:
    body = {
        **event_body(),
        "enterprise_id": "E1",
        "authorizations": [{**AUTHORIZED_IN_OURS, "enterprise_id": "E1"}],
    }
    request = read_mention(body)
    assert request is not None
    assert request.installed == Installed("T1", "E1", False)


def test_an_org_wide_installation_answers_in_every_workspace_of_it() -> None:
    organization = {"enterprise_id": "E1", "team_id": None, "is_enterprise_install": True}
    requests = [
        read_mention(
            {
                **event_body({"channel": f"C{team}"}),
                "team_id": team,
                "authorizations": [organization],
            }
        )
        for team in ("T1", "T2")
    ]
    assert {request.installed for request in requests if request} == {Installed(None, "E1", True)}
    assert len({request.job_id for request in requests if request}) == 2


@pytest.mark.parametrize(
    ("team", "enterprise", "is_org_wide", "installed"),
    [
        ({"id": "T1"}, None, False, Installed("T1", None, False)),
        ({"id": "T1"}, {"id": "E1"}, False, Installed("T1", "E1", False)),
        (None, {"id": "E1"}, True, Installed(None, "E1", True)),
    ],
)
def test_a_shortcut_names_its_installation_in_every_kind_of_workspace(
    team: JsonObject | None, enterprise: JsonObject | None, is_org_wide: bool, installed: Installed
) -> None:
    request = read_message_shortcut(
        {
            "type": "message_action",
            "trigger_id": "1.2.abc",
            "user": {"id": "W1", "team_id": "T1"},
            "channel": {"id": "C1"},
            "message": {"ts": "1700000000.000100", "text": "パン屋"},
            "team": team,
            "enterprise": enterprise,
            "is_enterprise_install": is_org_wide,
        }
    )
    assert request.installed == installed
    assert read_stored(request.to_stored()) == request


def test_a_command_of_an_org_wide_installation() -> None:
    request = read_command(
        {
            "team_id": "T1",
            "enterprise_id": "E1",
            "is_enterprise_install": "true",
            "channel_id": "C1",
            "user_id": "W1",
            "trigger_id": "1.2.abc",
        }
    )
    assert request.installed == Installed(None, "E1", True)


def gone_body(event: JsonObject) -> JsonObject:
    return {"team_id": "T1", "event_id": "Ev1", "event_time": 1_700_000_000, "event": event}


def test_a_removal_is_known_with_its_time_and_installation() -> None:
    gone = read_uninstalled(gone_body({"type": "app_uninstalled"}))
    assert gone is not None
    assert gone.installed == Installed("T1", None, False)
    assert (gone.happened_at, gone.code) == (1_700_000_000, "account_inactive")


def test_only_the_bots_own_token_matters_when_tokens_are_revoked() -> None:
    tokens: JsonObject = {"oauth": ["U1"], "bot": ["UBOT"]}
    gone = read_uninstalled(gone_body({"type": "tokens_revoked", "tokens": tokens}))
    assert gone is not None
    assert gone.code == "token_revoked"
    users_only = gone_body({"type": "tokens_revoked", "tokens": {"oauth": ["U1"]}})
    assert read_uninstalled(users_only) is None


def test_a_stored_request_comes_back_unchanged() -> None:
    request = mention(thread_ts="1600000000.000001")
    assert read_stored(request.to_stored()) == request


def test_a_request_stored_by_a_newer_version_can_be_read() -> None:
    assert read_stored({**mention().to_stored(), "new": "x"}).user_id == "U1"
