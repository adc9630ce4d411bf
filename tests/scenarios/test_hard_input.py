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
    "a hidden message": {"type": "message", "hidden": True, "channel_type": "im", "ts": "1.4"},
    "a message without anything": {"type": "message"},
    "an unknown event": {"type": "a_thing_of_tomorrow", "channel": {"id": "C1"}},
}


@pytest.mark.parametrize("name", STRANGE_EVENTS)
def test_an_event_that_is_no_request_is_acknowledged_and_left_alone(
    name: str, shared_slack: PlaygroundClient, shared_bot: BotProcess
) -> None:
    here = shared_slack.say("場所")
    shared_slack.deliver_event({"channel": here.channel_id, "text": TEXT, **STRANGE_EVENTS[name]})
    shared_slack.wait_until_quiet()
    delivery = shared_slack.deliveries(str(STRANGE_EVENTS[name]["type"]))[-1]
    assert delivery.detail["accepted"] is True
    assert bot_messages(shared_slack, here) == []


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
