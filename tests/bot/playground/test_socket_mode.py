"""Socket Mode as slack_sdk's client speaks it."""

import pytest
from slack_sdk import WebClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from bot.playground.client import LogEntry, PlaygroundClient
from tests.bot.playground.conftest import ListeningBot


def silent(request: SocketModeRequest) -> SocketModeResponse | None:
    return None


def attempts(slack: PlaygroundClient, number: int) -> list[LogEntry]:
    def look() -> list[LogEntry] | None:
        found = slack.deliveries("app_mention")
        return found if len(found) >= number else None

    return slack.wait_for(look, what=f"{number} attempts")


def test_a_mention_comes_as_app_mention(
    slack: PlaygroundClient, listening_bot: ListeningBot
) -> None:
    sent = slack.mention("駅前のパン屋")
    request = listening_bot.next()
    assert (request.type, request.retry_attempt, request.retry_reason) == ("events_api", 0, "")
    assert request.payload["event_id"] == sent.event_ids[0]
    event = request.payload["event"]
    assert (event["type"], event["ts"]) == ("app_mention", sent.ts)
    assert event["text"] == f"<@{slack.bot_user_id}> 駅前のパン屋"
    assert "thread_ts" not in event
    (authorization,) = request.payload["authorizations"]
    assert (authorization["user_id"], authorization["is_bot"]) == (slack.bot_user_id, True)


def test_a_reply_carries_its_parent(slack: PlaygroundClient, listening_bot: ListeningBot) -> None:
    parent = slack.say("駅前のパン屋")
    slack.mention(thread_ts=parent.ts)
    event = listening_bot.next().payload["event"]
    assert (event["thread_ts"], event["parent_user_id"]) == (parent.ts, "U0HANAKO00")


def test_no_mention_no_event(slack: PlaygroundClient) -> None:
    assert slack.say("駅前のパン屋").event_ids == ()
    assert slack.mention("x", channel="no-bot").event_ids == ()


def test_with_message_channels_a_mention_comes_twice_under_two_ids(
    slack: PlaygroundClient,
) -> None:
    slack.configure(subscriptions=["app_mention", "message.channels"])
    assert len(set(slack.mention("x").event_ids)) == 2


def test_direct_messages_come_as_message_im_even_with_a_mention(
    slack: PlaygroundClient, listening_bot: ListeningBot
) -> None:
    slack.direct_message("@classifier x")
    event = listening_bot.next().payload["event"]
    assert (event["type"], event["channel_type"]) == ("message", "im")


def test_an_event_without_acknowledgement_comes_three_more_times(
    slack: PlaygroundClient, listening_bot: ListeningBot
) -> None:
    slack.configure(acknowledge_within=0.2, redeliver_after=(0, 0.1, 0.1))
    listening_bot.answer = silent
    sent = slack.mention("x")
    requests = [listening_bot.next() for _ in range(4)]
    assert [r.retry_attempt for r in requests] == [0, 1, 2, 3]
    assert [r.retry_reason for r in requests] == ["", "timeout", "timeout", "timeout"]
    assert {r.payload["event_id"] for r in requests} == set(sent.event_ids)
    assert len({r.envelope_id for r in requests}) == 4
    slack.wait_until_quiet(seconds=0.3)
    assert [e.detail["accepted"] for e in attempts(slack, 4)] == [False] * 4


@pytest.mark.parametrize("fault", ["lost_delivery", "ignored_acknowledgement"])
def test_a_delivery_can_get_lost_and_comes_again(
    slack: PlaygroundClient, listening_bot: ListeningBot, fault: str
) -> None:
    slack.set_fault("lost_delivery" if fault == "lost_delivery" else "ignored_acknowledgement")
    slack.mention("x")
    first, second = attempts(slack, 2)
    assert (first.detail["accepted"], second.detail["accepted"]) == (False, True)
    assert second.detail["retry_reason"] == "timeout"
    assert listening_bot.received.qsize() == (1 if fault == "lost_delivery" else 2)


def test_an_event_can_come_twice_under_one_id(
    slack: PlaygroundClient, listening_bot: ListeningBot
) -> None:
    slack.set_fault("duplicate_delivery", "app_mention")
    slack.mention("x")
    ids = {listening_bot.next().payload["event_id"] for _ in range(2)}
    assert len(ids) == 1


def test_a_command_has_no_timestamp_and_answers_by_its_url(
    slack: PlaygroundClient, listening_bot: ListeningBot
) -> None:
    sent = slack.command("駅前の R&D", channel="no-bot")
    request = listening_bot.next()
    assert request.type == "slash_commands"
    assert request.accepts_response_payload
    assert (request.payload["command"], request.payload["text"]) == ("/classify", "駅前の R&amp;D")
    assert request.payload["response_url"] == sent.response_url
    assert not {"ts", "thread_ts", "message_ts"} & set(request.payload)
    assert sent.acknowledgement is not None
    assert sent.acknowledgement.accepted


def test_the_acknowledgement_of_a_command_can_carry_an_answer(
    slack: PlaygroundClient, listening_bot: ListeningBot
) -> None:
    listening_bot.answer = lambda request: SocketModeResponse(
        envelope_id=request.envelope_id, payload={"text": "使い方"}
    )
    shown = slack.wait_for_ephemeral(slack.command())
    assert (shown.text, shown.bot_id) == ("使い方", slack.bot_id)


def test_a_command_that_nobody_acknowledges_fails_once(
    slack: PlaygroundClient, listening_bot: ListeningBot
) -> None:
    slack.configure(acknowledge_within=0.2)
    listening_bot.answer = silent
    sent = slack.command("x")
    assert sent.acknowledgement is not None
    assert (sent.acknowledgement.accepted, sent.acknowledgement.reason) == (False, "timeout")
    assert "operation_timeout" in slack.wait_for_ephemeral(sent).text
    slack.wait_until_quiet(seconds=0.3)
    assert len(slack.deliveries("slash_commands")) == 1


@pytest.mark.parametrize("announced", [True, False], ids=["announced", "cut"])
def test_the_client_comes_back_after_a_disconnect(
    slack: PlaygroundClient, listening_bot: ListeningBot, announced: bool
) -> None:
    slack.disconnect_socket_mode("refresh_requested" if announced else "cut")
    slack.wait_for(lambda: len(slack.log(kind="socket", name="connected")) == 2 or None)
    slack.wait_for_connection()
    slack.configure(redeliver_after=(0.2,) * 20)
    slack.mention("x")
    assert listening_bot.next().payload["event"]["type"] == "app_mention"


def test_a_url_connects_once_and_greets(web: WebClient, slack: PlaygroundClient) -> None:
    url = web.apps_connections_open(app_token=slack.app_token)["url"]
    with connect(url, proxy=None) as connection:
        hello = str(connection.recv(timeout=5))
        assert '"type": "hello"' in hello
        assert '"num_connections": 1' in hello
    with pytest.raises(InvalidStatus), connect(url, proxy=None):
        pass


def test_with_no_client_connected_a_command_fails(slack: PlaygroundClient) -> None:
    sent = slack.command("x")
    assert sent.acknowledgement is not None
    assert sent.acknowledgement.reason == "connection_failed"
    assert "dispatch_failed" in slack.wait_for_ephemeral(sent).text
