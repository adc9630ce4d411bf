"""What Slack refuses, the stand-in refuses with Slack's error codes."""

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.playground.client import PlaygroundClient

GENERAL = "C0GENERAL0"
NOWHERE = "1700000000.000001"


def error_of(client: WebClient, method: str, arguments: dict[str, object]) -> str:
    with pytest.raises(SlackApiError) as refusal:
        client.api_call(method, json=arguments)
    return str(refusal.value.response["error"])


REFUSED: list[tuple[str, dict[str, object], str]] = [
    ("chat.postMessage", {"channel": "C0UNKNOWN", "text": "x"}, "channel_not_found"),
    ("chat.postMessage", {"channel": "C0NOBOT000", "text": "x"}, "not_in_channel"),
    ("chat.postMessage", {"channel": "C0SECRET00", "text": "x"}, "channel_not_found"),
    ("chat.postMessage", {"channel": "C0ARCHIVED", "text": "x"}, "is_archived"),
    ("chat.postMessage", {"channel": GENERAL}, "no_text"),
    ("chat.postMessage", {"channel": GENERAL, "text": "  "}, "no_text"),
    ("chat.postMessage", {"channel": GENERAL, "text": "x" * 40_001}, "msg_too_long"),
    ("chat.postMessage", {"text": "x"}, "invalid_arguments"),
    ("chat.postMessage", {"channel": GENERAL, "text": ["x"]}, "invalid_arguments"),
    (
        "chat.postMessage",
        {"channel": GENERAL, "text": "x", "thread_ts": NOWHERE},
        "thread_not_found",
    ),
    ("chat.postMessage", {"channel": GENERAL, "blocks": "[{"}, "invalid_blocks_format"),
    (
        "chat.postMessage",
        {"channel": GENERAL, "text": "x", "metadata": {"event_type": "x"}},
        "invalid_metadata_format",
    ),
    ("chat.update", {"channel": GENERAL, "ts": NOWHERE, "text": "x"}, "message_not_found"),
    ("chat.delete", {"channel": GENERAL, "ts": NOWHERE}, "message_not_found"),
    (
        "chat.postEphemeral",
        {"channel": GENERAL, "user": "U0UNKNOWN", "text": "x"},
        "user_not_in_channel",
    ),
    ("conversations.replies", {"channel": GENERAL, "ts": NOWHERE}, "thread_not_found"),
    ("conversations.replies", {"channel": "C0NOBOT000", "ts": NOWHERE}, "not_in_channel"),
    ("conversations.history", {"channel": GENERAL, "limit": 5000}, "invalid_limit"),
    ("conversations.history", {"channel": GENERAL, "oldest": "x"}, "invalid_ts_oldest"),
    ("conversations.history", {"channel": GENERAL, "cursor": "???"}, "invalid_cursor"),
    ("conversations.info", {"channel": GENERAL}, "missing_scope"),
    ("files.getUploadURLExternal", {"filename": "a.png", "length": 0}, "invalid_arguments"),
    (
        "files.getUploadURLExternal",
        {"filename": "a.png", "length": 3, "alt_txt": "x" * 1001},
        "alt_txt_too_large",
    ),
    ("files.completeUploadExternal", {"files": [{"id": "F0UNKNOWN"}]}, "file_not_found"),
    ("files.info", {"file": "F0UNKNOWN"}, "file_not_found"),
    ("reactions.add", {"channel": GENERAL, "name": "eyes"}, "no_item_specified"),
    (
        "reactions.add",
        {"channel": GENERAL, "timestamp": "yesterday", "name": "eyes"},
        "bad_timestamp",
    ),
    (
        "reactions.add",
        {"channel": GENERAL, "timestamp": NOWHERE, "name": "eyes"},
        "message_not_found",
    ),
    ("reactions.add", {"channel": GENERAL, "timestamp": NOWHERE, "name": "目"}, "invalid_name"),
    ("users.info", {"user": "U0UNKNOWN"}, "user_not_found"),
    (
        "views.publish",
        {"user_id": "U0UNKNOWN", "view": {"type": "home", "blocks": []}},
        "user_not_found",
    ),
    (
        "views.publish",
        {"user_id": "U0HANAKO00", "view": {"type": "modal", "blocks": []}},
        "invalid_arguments",
    ),
    (
        "views.open",
        {"trigger_id": "1.2.x", "view": {"type": "home", "blocks": []}},
        "invalid_arguments",
    ),
    ("apps.connections.open", {}, "not_allowed_token_type"),
    ("files.upload", {}, "unknown_method"),
]


@pytest.mark.parametrize(("method", "arguments", "code"), REFUSED)
def test_slacks_error_code(
    web: WebClient, method: str, arguments: dict[str, object], code: str
) -> None:
    assert error_of(web, method, arguments) == code


@pytest.mark.parametrize(
    ("token", "code"),
    [("", "not_authed"), ("xoxb-forged", "invalid_auth"), ("app", "not_allowed_token_type")],
)
def test_only_the_bot_token_is_taken(slack: PlaygroundClient, token: str, code: str) -> None:
    token = slack.app_token if token == "app" else token
    client = WebClient(token=token, base_url=slack.api_url, retry_handlers=[])
    assert error_of(client, "auth.test", {}) == code


@pytest.mark.parametrize("code", ["token_revoked", "account_inactive", "invalid_auth"])
def test_a_token_can_end(slack: PlaygroundClient, web: WebClient, code: str) -> None:
    slack.revoke_token(code)
    assert error_of(web, "auth.test", {}) == code
    slack.revoke_token("")
    assert web.auth_test()["ok"]


def test_a_missing_scope_is_named(slack: PlaygroundClient, web: WebClient) -> None:
    with pytest.raises(SlackApiError) as refusal:
        web.conversations_info(channel=GENERAL)
    answer = refusal.value.response
    assert answer["needed"] == "channels:read"
    assert "chat:write" in answer["provided"].split(",")


def test_what_is_missing_is_named(web: WebClient) -> None:
    with pytest.raises(SlackApiError) as refusal:
        web.api_call("chat.postMessage", params={"text": "x"})
    messages = refusal.value.response["response_metadata"]["messages"]
    assert messages == ["[ERROR] missing required field: channel"]


def test_a_reply_is_no_parent(slack: PlaygroundClient, web: WebClient) -> None:
    parent = web.chat_postMessage(channel=GENERAL, text="x")["ts"]
    reply = web.chat_postMessage(channel=GENERAL, text="y", thread_ts=parent)["ts"]
    arguments: dict[str, object] = {"channel": GENERAL, "text": "z", "thread_ts": reply}
    assert error_of(web, "chat.postMessage", arguments) == "thread_not_found"


def test_one_reacts_once_with_each_emoji(slack: PlaygroundClient, web: WebClient) -> None:
    ts = slack.say("x").ts
    item: dict[str, object] = {"channel": GENERAL, "timestamp": ts, "name": "eyes"}
    assert error_of(web, "reactions.remove", item) == "no_reaction"
    web.api_call("reactions.add", json=dict(item))
    assert error_of(web, "reactions.add", item) == "already_reacted"


def test_others_messages_are_not_the_bots_to_change(
    slack: PlaygroundClient, web: WebClient
) -> None:
    ts = slack.say("x").ts
    item: dict[str, object] = {"channel": GENERAL, "ts": ts, "text": "y"}
    assert error_of(web, "chat.update", item) == "cant_update_message"
    assert error_of(web, "chat.delete", item) == "cant_delete_message"


def test_blocks_may_not_be_too_long_together(web: WebClient) -> None:
    block = {"type": "section", "text": {"type": "plain_text", "text": "x" * 3000}}
    arguments: dict[str, object] = {"channel": GENERAL, "text": "x", "blocks": [block] * 5}
    assert error_of(web, "chat.postMessage", arguments) == "msg_blocks_too_long"


def test_a_body_that_is_no_json_is_refused(slack: PlaygroundClient, web: WebClient) -> None:
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {slack.bot_token}"}
    answer = slack.http.post(f"{slack.api_url}auth.test", content=b"{", headers=headers)
    assert answer.json() == {"ok": False, "error": "invalid_json"}
