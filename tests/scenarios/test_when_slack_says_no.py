"""Each row of Slack's errors: the user is told in words what to do, and nothing is posted twice."""

import pytest

from bot.playground.client import PlaygroundClient
from tests.scenarios.expectations import (
    TEXT,
    bot_messages,
    expect_one_answer_and_one_picture,
    mention_and_await_acceptance,
)
from tests.scenarios.processes import BotProcess


def wait_for_log(slack: PlaygroundClient, bot: BotProcess, words: str) -> None:
    slack.wait_for(lambda: True if words in bot.log() else None, what=f"{words!r} in the log")
    slack.wait_until_quiet()


def test_a_command_where_the_bot_is_no_member_says_how_to_invite_it(
    slack: PlaygroundClient, bot: BotProcess
) -> None:
    slack.remove_bot()
    sent = slack.command(TEXT)
    assert "/invite" in slack.wait_for_ephemeral(sent).text
    assert bot_messages(slack, sent) == []


def test_removed_between_acknowledgement_and_answer_the_user_is_told_directly(
    slack: PlaygroundClient, bot: BotProcess
) -> None:
    slack.set_fault("delay", "auth.test", seconds=1.5)
    slack.mention(TEXT)
    slack.wait_for(lambda: slack.log(kind="fault") or None)
    slack.remove_bot()
    told = slack.wait_for(lambda: next((m for m in slack.messages("@hanako") if m.bot_id), None))
    assert "/invite" in told.text


def test_a_missing_scope_is_logged_and_the_user_told_to_have_it_reinstalled(
    slack: PlaygroundClient, bot: BotProcess
) -> None:
    slack.set_fault("error", "chat.postMessage", code="missing_scope", times=None)
    sent = slack.command(TEXT)
    assert "再インストール" in slack.wait_for_ephemeral(sent).text
    assert "missing scope" in bot.log()


@pytest.mark.parametrize("code", ["restricted_action", "restricted_action_read_only_channel"])
def test_a_restricted_channel_sends_the_user_to_an_admin(
    code: str, slack: PlaygroundClient, bot: BotProcess
) -> None:
    slack.set_fault("error", "chat.postMessage", code=code)
    assert "管理者" in slack.wait_for_ephemeral(slack.command(TEXT)).text


def test_a_command_in_a_private_channel_without_the_bot_says_how_to_invite_it(
    slack: PlaygroundClient, bot: BotProcess
) -> None:
    sent = slack.command(TEXT, channel="secret")  # Slack says channel_not_found
    assert "/invite" in slack.wait_for_ephemeral(sent).text
    assert bot_messages(slack, sent) == []
    (refused,) = slack.calls("chat.postMessage")
    assert refused.detail["error"] == "channel_not_found"


def test_a_parent_deleted_between_acknowledgement_and_answer_ends_the_job(
    slack: PlaygroundClient, bot: BotProcess
) -> None:
    slack.set_fault("delay", "auth.test", seconds=1.5)
    sent = slack.mention(TEXT)
    slack.wait_for(lambda: slack.log(kind="fault") or None)
    slack.delete(sent)
    wait_for_log(slack, bot, "thread_not_found")
    assert bot_messages(slack, sent) == []


@pytest.mark.parametrize(
    "code",
    [
        "is_archived",
        "thread_not_found",
        "message_not_found",
        "cannot_reply_to_message",
        "invalid_auth",
        "account_inactive",
    ],
)
def test_what_cannot_be_helped_ends_as_failed_with_its_reason(
    code: str, slack: PlaygroundClient, bot: BotProcess
) -> None:
    slack.set_fault("error", "chat.postMessage", code=code, times=None)
    sent = slack.mention(TEXT)
    wait_for_log(slack, bot, f"chat.postMessage: {code}")
    assert bot_messages(slack, sent) == []
    assert len(slack.calls("chat.postMessage")) == 1


def test_a_token_revoked_in_the_middle_ends_the_job(
    slack: PlaygroundClient, bot: BotProcess
) -> None:
    slack.set_fault("delay", "auth.test", seconds=1)
    slack.mention(TEXT)
    slack.wait_for(lambda: slack.log(kind="fault") or None)
    slack.revoke_token()
    wait_for_log(slack, bot, "failed")  # the reaction beside the job may be refused before it
    wait_for_log(slack, bot, "token_revoked")
    assert "failed" in bot.log()


@pytest.mark.parametrize(
    "code",
    [
        "file_uploads_disabled",
        "storage_limit_reached",
        "file_type_not_allowed",
        "slack_connect_file_upload_sharing_blocked",
    ],
)
def test_where_files_are_forbidden_the_text_with_the_top_words_is_the_answer(
    code: str, slack: PlaygroundClient, bot: BotProcess
) -> None:
    slack.set_fault("error", "files.completeUploadExternal", code=code, times=None)
    sent = slack.mention(TEXT)
    wait_for_log(slack, bot, "words_only")
    (answer,) = bot_messages(slack, sent)
    assert "決め手の語" in answer.text


@pytest.mark.parametrize("code", ["msg_too_long", "msg_blocks_too_long", "invalid_blocks"])
def test_what_is_too_long_is_sent_shorter_as_plain_text(
    code: str, slack: PlaygroundClient, bot: BotProcess
) -> None:
    slack.set_fault("error", "chat.postMessage", code=code)
    sent = slack.mention(TEXT)
    expect_one_answer_and_one_picture(slack, sent)
    assert "actions" not in str(bot_messages(slack, sent)[0].blocks)


def test_a_refused_alt_text_is_left_out(slack: PlaygroundClient, bot: BotProcess) -> None:
    slack.set_fault("error", "files.getUploadURLExternal", code="alt_txt_too_large")
    expect_one_answer_and_one_picture(slack, slack.mention(TEXT))


@pytest.mark.parametrize("code", ["ratelimited", "internal_error", "fatal_error"])
def test_what_passes_is_tried_again(code: str, slack: PlaygroundClient, bot: BotProcess) -> None:
    slack.set_fault("error", "chat.postMessage", code=code, times=2)
    expect_one_answer_and_one_picture(slack, slack.mention(TEXT))


def test_an_expired_response_url_falls_back_to_the_channel(
    slack: PlaygroundClient, bot: BotProcess
) -> None:
    slack.set_fault("delay", "auth.test", seconds=1.5)
    sent = slack.command("🍣")
    slack.wait_for(lambda: slack.log(kind="fault") or None)
    slack.expire_response_url(sent)
    assert "絵文字" in slack.wait_for_ephemeral(sent).text
    (refused,) = slack.calls("response_url")
    assert refused.detail["error"] == "expired_url"


def test_where_every_way_to_the_user_is_closed_the_job_ends_and_nothing_is_posted(
    slack: PlaygroundClient, bot: BotProcess
) -> None:
    slack.set_fault("error", "response_url", code="used_url", times=None)
    for method in ("chat.postMessage", "chat.postEphemeral"):
        slack.set_fault("error", method, code="restricted_action", times=None)
    sent = slack.command(TEXT)
    wait_for_log(slack, bot, "restricted_action")
    slack.wait_for(lambda: True if "failed" in bot.log() else None)
    assert bot_messages(slack, sent) == []
    assert slack.ephemeral() == []
    assert "Traceback" not in bot.log()


def test_a_burst_in_one_channel_with_a_rate_limit_in_its_middle_is_answered_once_each_in_order(
    slack: PlaygroundClient, bot: BotProcess
) -> None:
    slack.set_fault("rate_limited", "chat.postMessage", skip=2, times=2)
    sent = [mention_and_await_acceptance(slack, f"{number}番目。{TEXT}") for number in range(6)]
    for each in sent:
        slack.wait_for_picture(each)
    slack.wait_until_quiet()
    answers = [m for m in bot_messages(slack, sent[0]) if not m.files]
    assert [m.thread_ts for m in answers] == [each.ts for each in sent]
