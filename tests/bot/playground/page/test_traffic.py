"""The exchanges about one message: those, all of those, in order."""

from bot.playground.log import Log
from bot.playground.model import Channel, Message
from bot.playground.page.traffic import traffic_of


def message(log: Log, ts: str, *, bot_id: str = "", thread_ts: str | None = None) -> Message:
    sequence = log.record("message", "posted", ts=ts)
    return Message("C1", ts, "U1", "文", sequence, thread_ts=thread_ts, bot_id=bot_id)


def channel_of(*messages: Message) -> Channel:
    return Channel("C1", "general", messages={each.ts: each for each in messages})


def test_events_and_calls_about_the_thread_are_found() -> None:
    log = Log()
    root, other = message(log, "1.1"), message(log, "2.2")
    log.record("delivery", "app_mention", payload={"event": {"ts": "1.1"}}, milliseconds=5.0)
    log.record("delivery", "app_mention", payload={"event": {"ts": "2.2"}}, milliseconds=5.0)
    log.record("api_call", "chat.postMessage", arguments={"thread_ts": "1.1"}, milliseconds=9.0)
    names = [each.name for each in traffic_of(root, channel_of(root, other), log)]
    assert names == ["app_mention", "chat.postMessage"]


def test_a_page_of_history_is_about_no_message_in_it() -> None:
    log = Log()
    root = message(log, "1.1")
    log.record("api_call", "conversations.history", response={"messages": [{"ts": "1.1"}]})
    assert traffic_of(root, channel_of(root), log) == []


def test_the_answer_to_a_command_begins_with_the_command() -> None:
    log = Log()
    log.record("delivery", "slash_commands", payload={"channel_id": "C1"}, milliseconds=3.0)
    root = message(log, "1.1", bot_id="B1")
    assert [each.name for each in traffic_of(root, channel_of(root), log)] == ["slash_commands"]


def test_a_fault_is_named() -> None:
    log = Log()
    root = message(log, "1.1")
    arguments = {"thread_ts": "1.1"}
    log.record("api_call", "chat.postMessage", arguments=arguments, fault="rate_limited")
    (found,) = traffic_of(root, channel_of(root), log)
    assert (found.outcome, found.is_ok) == ("rate_limited", False)


def test_json_inside_an_argument_is_opened() -> None:
    log = Log()
    root = message(log, "1.1")
    arguments = {"thread_ts": "1.1", "blocks": '[{"type": "divider"}]'}
    log.record("api_call", "chat.postMessage", arguments=arguments)
    (found,) = traffic_of(root, channel_of(root), log)
    assert '"type": "divider"' in dict(found.parts)["arguments"]
