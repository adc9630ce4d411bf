"""Texts and events that are hard: each gets an answer, a clear sentence, or is left alone."""

import pytest

from bot.playground.client import PlaygroundClient
from bot.playground.json_values import JsonObject
from tests.scenarios.expectations import TEXT, bot_messages
from tests.scenarios.processes import BotProcess

STRANGE_EVENTS: dict[str, JsonObject] = {
    "another bot's mention": {"type": "app_mention", "bot_id": "B9", "user": "U9", "ts": "1.1"},
    "another bot's message": {"type": "message", "bot_id": "B9", "channel_type": "im", "ts": "1.2"},
    "a system message": {"type": "message", "subtype": "channel_join", "user": "U9", "ts": "1.3"},
    "an ephemeral message": {
        "type": "message",
        "is_ephemeral": True,
        "hidden": True,
        "user": "USLACKBOT",
        "channel_type": "im",
        "ts": "1.5",
    },
    "a message of Slackbot": {
        "type": "message",
        "user": "USLACKBOT",
        "subtype": "bot_message",
        "channel_type": "im",
        "ts": "1.6",
    },
    "our own message": {
        "type": "message",
        "user": "U0CLASSIFY",
        "bot_id": "B0CLASSIFY",
        "app_id": "A0CLASSIFY",
        "channel_type": "im",
        "ts": "1.7",
    },
    "our own message, without bot_id": {
        "type": "message",
        "user": "U0CLASSIFY",
        "channel_type": "im",
        "ts": "1.8",
    },
    "an edited message": {
        "type": "message",
        "subtype": "message_changed",
        "message": {"text": TEXT, "user": "U0HANAKO00", "ts": "1.9", "edited": {"ts": "2.0"}},
        "channel_type": "im",
        "ts": "2.1",
    },
    "a deleted message": {
        "type": "message",
        "subtype": "message_deleted",
        "previous_message": {"text": TEXT, "user": "U0HANAKO00", "ts": "2.2"},
        "deleted_ts": "2.2",
        "channel_type": "im",
        "ts": "2.3",
    },
    "a reminder": {
        "type": "message",
        "subtype": "reminder_add",
        "user": "U0HANAKO00",
        "channel_type": "im",
        "ts": "2.4",
    },
    "a hidden message": {"type": "message", "hidden": True, "channel_type": "im", "ts": "1.4"},
    "a message without anything": {"type": "message"},
    "an unknown event": {"type": "a_thing_of_tomorrow", "channel": {"id": "C1"}},
}


@pytest.mark.parametrize("name", STRANGE_EVENTS)
def test_an_event_that_is_no_request_is_acknowledged_and_left_alone(
    name: str, shared_slack: PlaygroundClient, shared_bot: BotProcess
) -> None:
    here = shared_slack.say("場所")
    before = shared_bot.log().count("accepted")
    shared_slack.deliver_event({"channel": here.channel_id, "text": TEXT, **STRANGE_EVENTS[name]})
    shared_slack.wait_until_quiet()
    delivery = shared_slack.deliveries(str(STRANGE_EVENTS[name]["type"]))[-1]
    assert delivery.detail["accepted"] is True
    assert bot_messages(shared_slack, here) == []
    assert shared_bot.log().count("accepted") == before


HARD_TEXTS = {
    "only emoji": ":sushi: :beer:",
    "only an emoji character": "🍣",
    "only a URL": "https://example.com/a?b=c",
    "only a mention": "@taro",
    "one character": "茶",
    "one sign": "。",
    "NUL and control characters": "パン\x00屋\x1b[31m の\x07話",
    "half-width kana": "ｸﾛﾜｯｻﾝ ｶﾞ ｵｲｼｲ",
    "combining marks": "が\u3099き\u3099 か\u3099くせい",
    "markup signs": "1 < 2 && <b>パン</b> &amp; &lt;@U1&gt;",
    "a link with a label": "<https://example.com|パン屋> がおいしい",
    "English": "The croissant of the bakery was delicious",
    "right-to-left": "مرحبا بالعالم",
    "everyone": "@here @channel パン屋がおいしい",
    "very long": "パン屋がおいしい。" * 4_000,
    "too long": "パン屋がおいしい。" * 4_400,
}


@pytest.mark.parametrize("name", HARD_TEXTS)
def test_a_hard_text_gets_an_answer_or_a_clear_sentence(
    name: str, shared_slack: PlaygroundClient, shared_bot: BotProcess
) -> None:
    sent = shared_slack.direct_message(HARD_TEXTS[name])
    reply = shared_slack.wait_for_reply(sent)
    assert reply.text.strip()
    assert reply.thread_ts == sent.ts
    assert "Traceback" not in shared_bot.log()
    assert "<!" not in str(reply.wire)
