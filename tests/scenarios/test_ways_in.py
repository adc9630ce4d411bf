"""Every way in: command, direct message, message shortcut; and everything that is none."""

import pytest

from bot.playground.client import PlaygroundClient
from bot.playground.sightings import Sent
from tests.scenarios.expectations import (
    TEXT,
    bot_messages,
    expect_one_answer_and_one_picture,
    expect_silence,
)
from tests.scenarios.processes import BotProcess

SHORTCUT = "classify_message"


def test_a_command_gets_a_root_message_with_the_picture_in_its_thread(
    slack: PlaygroundClient, bot: BotProcess
) -> None:
    sent = slack.command(TEXT)
    slack.wait_for_picture(sent)
    slack.wait_until_quiet()
    answer, picture = bot_messages(slack, sent)
    assert answer.thread_ts is None
    assert TEXT in answer.text  # the channel does not see what was typed
    assert picture.thread_ts == answer.ts


@pytest.mark.parametrize("text", ["", "   ", "help", "ヘルプ"])
def test_a_command_without_text_gets_a_usage_hint_that_only_the_user_sees(
    text: str, slack: PlaygroundClient, bot: BotProcess
) -> None:
    sent = slack.command(text)
    assert "/classify" in slack.wait_for_ephemeral(sent).text
    expect_silence(slack, sent)


def test_the_same_command_twice_is_answered_twice(slack: PlaygroundClient, bot: BotProcess) -> None:
    first, second = slack.command(TEXT), slack.command(TEXT)
    slack.wait_for(lambda: True if len(bot_messages(slack, first)) == 4 else None)
    assert second.trigger_id != first.trigger_id


def test_text_in_quotes_and_fences_is_read_without_them(
    slack: PlaygroundClient, bot: BotProcess
) -> None:
    sent = slack.command(f'"{TEXT}"')
    assert f"「{TEXT}」" in slack.wait_for_reply(sent).text


def test_every_direct_message_is_answered_in_its_thread(
    slack: PlaygroundClient, bot: BotProcess
) -> None:
    expect_one_answer_and_one_picture(slack, slack.direct_message(TEXT))


def test_a_shortcut_classifies_a_message_in_its_thread(
    slack: PlaygroundClient, bot: BotProcess
) -> None:
    message = slack.say(TEXT, user="taro")
    slack.message_shortcut(message, callback_id=SHORTCUT, user="hanako")
    expect_one_answer_and_one_picture(slack, message)


def test_a_shortcut_on_a_reply_is_answered_in_the_same_thread(
    slack: PlaygroundClient, bot: BotProcess
) -> None:
    root = slack.say("お昼どうする？")
    reply = slack.say(TEXT, thread_ts=root.ts)
    slack.message_shortcut(reply, callback_id=SHORTCUT)
    expect_one_answer_and_one_picture(slack, reply)


def test_a_shortcut_used_twice_on_one_message_answers_once(
    slack: PlaygroundClient, bot: BotProcess
) -> None:
    message = slack.say(TEXT)
    slack.message_shortcut(message, callback_id=SHORTCUT)
    slack.message_shortcut(message, callback_id=SHORTCUT, user="taro")
    expect_one_answer_and_one_picture(slack, message)


def test_a_mention_that_also_comes_as_a_message_is_answered_once(
    slack: PlaygroundClient, bot: BotProcess
) -> None:
    slack.configure(subscriptions=("app_mention", "message.channels", "message.im"))
    expect_one_answer_and_one_picture(slack, slack.mention(TEXT))


@pytest.mark.parametrize("filename", ["post.txt", "post.md"])
def test_a_text_file_is_read(filename: str, slack: PlaygroundClient, bot: BotProcess) -> None:
    sent = slack.attach(filename, TEXT.encode(), channel="@hanako")
    assert "グルメ" in slack.wait_for_reply(sent).text
    slack.wait_for_picture(sent)


@pytest.mark.parametrize(
    ("filename", "content"),
    [("menu.pdf", b"%PDF-1.4"), ("long.txt", b"a" * 100_001), ("table.csv", b"a,b")],
)
def test_any_other_file_is_named_as_not_read(
    filename: str, content: bytes, slack: PlaygroundClient, bot: BotProcess
) -> None:
    sent = slack.attach(filename, content, channel="@hanako")
    assert filename in slack.wait_for_reply(sent).text


def test_text_beside_a_file_is_answered_and_the_file_named(
    slack: PlaygroundClient, bot: BotProcess
) -> None:
    sent = slack.attach("menu.pdf", b"%PDF-1.4", text=TEXT, channel="@hanako")
    reply = slack.wait_for_reply(sent)
    assert "グルメ" in reply.text
    assert "menu.pdf" in reply.text


def test_a_file_that_is_no_text_gets_a_sentence(slack: PlaygroundClient, bot: BotProcess) -> None:
    sent = slack.attach("broken.txt", b"\xff\xfe\x00\x01", channel="@hanako")
    assert slack.wait_for_reply(sent).text


def test_an_english_user_is_answered_in_english(slack: PlaygroundClient, bot: BotProcess) -> None:
    slack.set_locale("en-US")
    sent = slack.mention(TEXT)
    assert "Deciding words" in slack.wait_for_reply(sent).text


def test_an_edited_or_deleted_message_is_left_alone(
    slack: PlaygroundClient, bot: BotProcess
) -> None:
    sent = slack.mention(TEXT)
    expect_one_answer_and_one_picture(slack, sent)
    slack.edit(sent, f"{TEXT}（訂正）")
    slack.delete(sent)
    slack.wait_until_quiet()
    assert len(bot_messages(slack, sent)) == 2


def test_what_a_user_types_pings_nobody_from_the_answer(
    slack: PlaygroundClient, bot: BotProcess
) -> None:
    sent: Sent = slack.command("@here @taro https://example.com のパン屋がおいしい")
    slack.wait_for_picture(sent)
    (post,) = slack.calls("chat.postMessage")
    written = str(post.arguments)
    assert "<!here" not in written
    assert "<@U" not in written


def test_links_in_an_answer_do_not_unfurl(slack: PlaygroundClient, bot: BotProcess) -> None:
    slack.wait_for_reply(slack.command(f"https://example.com {TEXT}"))
    (post,) = slack.calls("chat.postMessage")
    assert {post.arguments[name] for name in ("unfurl_links", "unfurl_media")} <= {
        "0",
        "false",
        False,
    }
