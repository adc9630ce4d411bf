"""Mentions over Socket Mode: one answer, one picture in the thread, whatever happens."""

from collections.abc import Iterator
from typing import Literal

import pytest

from bot.playground.client import FaultKind, PlaygroundClient
from bot.playground.json_values import json_object
from tests.scenarios.expectations import (
    TEXT,
    bot_messages,
    expect_one_answer_and_one_picture,
)
from tests.scenarios.processes import BotProcess


def test_a_mention_is_answered_in_its_thread_with_a_picture(
    slack: PlaygroundClient, bot: BotProcess
) -> None:
    sent = slack.mention(TEXT)
    picture = slack.wait_for_picture(sent)
    assert picture.png.startswith(b"\x89PNG")
    assert "グルメ" in picture.file.alt_txt
    expect_one_answer_and_one_picture(slack, sent)


def test_a_mention_in_a_thread_is_answered_in_that_thread(
    slack: PlaygroundClient, bot: BotProcess
) -> None:
    root = slack.say("お昼どうする？")
    expect_one_answer_and_one_picture(slack, slack.mention(TEXT, thread_ts=root.ts))


def test_a_bare_mention_classifies_the_message_above(
    slack: PlaygroundClient, bot: BotProcess
) -> None:
    root = slack.say(TEXT)
    expect_one_answer_and_one_picture(slack, slack.mention(thread_ts=root.ts))


def test_a_bare_mention_under_nothing_gets_a_hint(slack: PlaygroundClient, bot: BotProcess) -> None:
    sent = slack.mention()
    assert "メンション" in slack.wait_for_reply(sent).text
    slack.wait_until_quiet()
    assert len(bot_messages(slack, sent)) == 1


def test_the_message_shows_that_it_is_worked_on_and_done(
    slack: PlaygroundClient, bot: BotProcess
) -> None:
    sent = slack.mention(TEXT)
    slack.wait_for_picture(sent)
    slack.wait_until_quiet()
    asked = next(message for message in slack.messages() if message.ts == sent.ts)
    assert set(asked.reactions) == {"white_check_mark"}
    names = [json_object(call.detail["arguments"])["name"] for call in slack.calls("reactions.add")]
    assert names == ["hourglass_flowing_sand", "white_check_mark"]


Disconnect = Literal["refresh_requested", "warning", "cut", "half_open"]

FAULTS: dict[str, list[tuple[FaultKind, str, int]]] = {
    "duplicate delivery": [("duplicate_delivery", "app_mention", 1)],
    "lost acknowledgement": [("ignored_acknowledgement", "app_mention", 1)],
    "lost delivery": [("lost_delivery", "app_mention", 1)],
    "rate limit": [("rate_limited", "chat.postMessage", 2)],
    "server errors": [("server_error", "chat.postMessage", 2)],
    "internal error": [("error", "chat.postMessage", 1)],
    "drop before accepting": [("drop", "chat.postMessage", 1)],
    "drop after accepting": [("drop_after_accepting", "chat.postMessage", 1)],
    "drop after accepting, then 500": [
        ("drop_after_accepting", "chat.postMessage", 1),
        ("server_error", "conversations.replies", 1),
    ],
    "slow answer": [("delay", "chat.postMessage", 1)],
    "failed upload": [("server_error", "upload", 1)],
    "dropped upload": [("drop_after_accepting", "upload", 1)],
    "failed share": [("server_error", "files.completeUploadExternal", 1)],
    "share dropped after accepting": [("drop_after_accepting", "files.completeUploadExternal", 1)],
    "silently unshared file": [("unshared_file", "*", 1)],
    "no reactions": [("server_error", "reactions.add", 9)],
}


@pytest.fixture
def mended(shared_slack: PlaygroundClient, shared_bot: BotProcess) -> Iterator[PlaygroundClient]:
    """The Slack of the whole file, whole again after each test."""
    yield shared_slack
    shared_slack.clear_faults()


@pytest.mark.parametrize("fault", FAULTS)
def test_one_answer_and_one_picture_in_spite_of(fault: str, mended: PlaygroundClient) -> None:
    for kind, target, times in FAULTS[fault]:
        mended.set_fault(kind, target, times=times)
    expect_one_answer_and_one_picture(mended, mended.mention(TEXT))


def test_a_call_that_slack_never_answers_is_given_up_and_looked_into(
    mended: PlaygroundClient,
) -> None:
    mended.set_fault("hang", "chat.postMessage")
    mended.set_fault("hang_after_accepting", "chat.postMessage")
    sent = [mended.mention(TEXT, channel=channel) for channel in ("general", "random")]
    for each in sent:
        mended.wait_for_picture(each, timeout=90)
        expect_one_answer_and_one_picture(mended, each)


@pytest.mark.parametrize("method", ["auth.test", "users.info"])
def test_one_answer_and_one_picture_where_the_first_question_fails(
    method: str, slack: PlaygroundClient, bot: BotProcess
) -> None:
    slack.set_fault("server_error", method)
    expect_one_answer_and_one_picture(slack, slack.mention(TEXT))


@pytest.mark.parametrize("reason", ["refresh_requested", "warning", "cut", "half_open"])
def test_after_a_socket_mode_disconnect_it_connects_again_and_answers(
    reason: Disconnect, slack: PlaygroundClient, bot: BotProcess
) -> None:
    slack.configure(redeliver_after=(0, 5, 30))  # Slack's own: 0, 60, 300
    slack.disconnect_socket_mode(reason)
    sent = slack.mention(TEXT)
    slack.wait_for_reply(sent, timeout=90)
    expect_one_answer_and_one_picture(slack, sent)


def test_a_slow_share_is_waited_for(slack: PlaygroundClient, bot: BotProcess) -> None:
    slack.configure(share_after=1)
    expect_one_answer_and_one_picture(slack, slack.mention(TEXT))
    assert len(slack.calls("files.completeUploadExternal")) == 1


def test_a_picture_that_slack_never_shows_leaves_the_text(
    slack: PlaygroundClient, bot: BotProcess
) -> None:
    slack.set_fault("unshared_file", times=None)
    sent = slack.mention(TEXT)
    slack.wait_for(lambda: True if "words_only" in bot.log() else None, what="the end of the job")
    slack.wait_until_quiet()
    (answer,) = bot_messages(slack, sent)
    assert "グルメ" in answer.text
    assert len(slack.calls("files.completeUploadExternal")) == 2


KILL_POINTS: dict[str, tuple[FaultKind, str]] = {
    "before the answer": ("delay", "chat.postMessage"),
    "before the upload": ("delay", "files.getUploadURLExternal"),
    "during the upload": ("delay", "upload"),
    "before the share": ("delay", "files.completeUploadExternal"),
    "while waiting for the share": ("delay", "files.info"),
}


@pytest.mark.parametrize("point", KILL_POINTS)
def test_killed_at_any_point_and_started_again_it_answers_exactly_once(
    point: str, slack: PlaygroundClient, bot: BotProcess
) -> None:
    kind, method = KILL_POINTS[point]
    slack.set_fault(kind, method, seconds=1)
    sent = slack.mention(TEXT)
    slack.wait_for(lambda: slack.log(kind="fault") or None, what="the fault")
    bot.kill()
    slack.clear_faults()
    bot.start()
    expect_one_answer_and_one_picture(slack, sent)
