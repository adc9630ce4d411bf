"""The Web API as slack_sdk's WebClient uses it."""

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from bot.playground.client import PlaygroundClient

GENERAL = "C0GENERAL0"
METADATA = {"event_type": "answer", "event_payload": {"job": "42"}}


def texts(response: SlackResponse) -> list[str]:
    return [message["text"] for message in response["messages"]]


def test_the_token_belongs_to_the_bot_user(web: WebClient, slack: PlaygroundClient) -> None:
    identity = web.auth_test()
    assert identity["user_id"] == slack.bot_user_id
    assert identity["bot_id"] == slack.bot_id
    assert identity["team_id"] == slack.team_id


def test_an_answer_stands_in_the_thread_with_its_metadata(
    web: WebClient, slack: PlaygroundClient
) -> None:
    sent = slack.say("駅前のパン屋")
    posted = web.chat_postMessage(
        channel=GENERAL, thread_ts=sent.ts, text="グルメ", metadata=METADATA
    )
    thread = web.conversations_replies(channel=GENERAL, ts=sent.ts or "", include_all_metadata=True)
    parent, reply = thread["messages"]
    assert (parent["reply_count"], parent["latest_reply"]) == (1, posted["ts"])
    assert reply["metadata"] == METADATA
    assert reply["parent_user_id"] == parent["user"]
    plain = web.conversations_replies(channel=GENERAL, ts=sent.ts or "")
    assert "metadata" not in plain["messages"][1]


def test_timestamps_are_unique_and_increase(web: WebClient) -> None:
    stamps = [web.chat_postMessage(channel=GENERAL, text="x")["ts"] for _ in range(20)]
    assert stamps == sorted(set(stamps), key=float)


def test_history_holds_no_replies_and_begins_with_the_newest(web: WebClient) -> None:
    first = web.chat_postMessage(channel=GENERAL, text="1")["ts"]
    web.chat_postMessage(channel=GENERAL, text="reply", thread_ts=first)
    web.chat_postMessage(channel=GENERAL, text="2")
    assert texts(web.conversations_history(channel=GENERAL)) == ["2", "1"]


def test_long_threads_come_in_pages(web: WebClient) -> None:
    parent = web.chat_postMessage(channel=GENERAL, text="0")["ts"]
    for number in range(1, 6):
        web.chat_postMessage(channel=GENERAL, text=str(number), thread_ts=parent)
    pages = [texts(p) for p in web.conversations_replies(channel=GENERAL, ts=parent, limit=4)]
    assert pages == [["0", "1", "2", "3"], ["4", "5"]]


def test_a_message_can_be_changed_and_deleted(web: WebClient, slack: PlaygroundClient) -> None:
    ts = web.chat_postMessage(channel=GENERAL, text="a", blocks=[{"type": "divider"}])["ts"]
    web.chat_update(channel=GENERAL, ts=ts, text="b")
    (message,) = slack.messages()
    assert (message.text, len(message.blocks)) == ("b", 1)
    assert "edited" in message.wire
    web.chat_update(channel=GENERAL, ts=ts, text="b", blocks=[])
    assert slack.messages()[0].blocks == ()
    web.chat_delete(channel=GENERAL, ts=ts)
    assert slack.messages() == []


def test_an_ephemeral_message_is_seen_by_one_user_only(
    web: WebClient, slack: PlaygroundClient
) -> None:
    web.chat_postEphemeral(channel=GENERAL, user="U0HANAKO00", text="使い方")
    assert [m.text for m in slack.ephemeral(user="hanako")] == ["使い方"]
    assert slack.ephemeral(user="taro") == []
    assert slack.messages() == []


def test_a_user_id_as_channel_means_direct_messages(
    web: WebClient, slack: PlaygroundClient
) -> None:
    posted = web.chat_postMessage(channel="U0HANAKO00", text="招待してください")
    assert posted["channel"].startswith("D")
    assert [m.text for m in slack.messages("@hanako")] == ["招待してください"]
    slack.configure(scopes=["im:write"])
    opened = web.conversations_open(users="U0HANAKO00")
    assert opened["channel"]["id"] == posted["channel"]


def test_reactions_come_and_go(web: WebClient, slack: PlaygroundClient) -> None:
    sent = slack.say("x")
    for emoji in ("eyes", "hourglass_flowing_sand"):
        web.reactions_add(channel=GENERAL, timestamp=sent.ts or "", name=emoji)
    web.reactions_remove(channel=GENERAL, timestamp=sent.ts or "", name="eyes")
    (message,) = slack.messages()
    assert message.reactions == {"hourglass_flowing_sand": (slack.bot_user_id,)}


def test_a_users_language_is_told_where_asked_for(web: WebClient, slack: PlaygroundClient) -> None:
    assert "locale" not in web.users_info(user="U0HANAKO00")["user"]
    assert web.users_info(user="U0HANAKO00", include_locale=True)["user"]["locale"] == "ja-JP"
    slack.set_locale("en-US", user="hanako")
    assert web.users_info(user="U0HANAKO00", include_locale=True)["user"]["locale"] == "en-US"


def test_the_bot_sees_the_channels_it_is_in(web: WebClient, slack: PlaygroundClient) -> None:
    slack.configure(scopes=["channels:read", "groups:read"])
    found = web.users_conversations(types="public_channel,private_channel", exclude_archived=True)
    assert {channel["name"] for channel in found["channels"]} == {"general", "random", "private"}
    assert web.conversations_info(channel="C0NOBOT000")["channel"]["is_member"] is False


def test_the_home_tab_is_published_per_user(web: WebClient, slack: PlaygroundClient) -> None:
    view = {"type": "home", "blocks": [{"type": "divider"}]}
    published = web.views_publish(user_id="U0HANAKO00", view=view)["view"]
    home = slack.home(user="hanako")
    assert home is not None
    assert (home["id"], home["type"]) == (published["id"], "home")
    assert slack.home(user="taro") is None


def test_the_log_holds_every_call_but_no_token(web: WebClient, slack: PlaygroundClient) -> None:
    web.chat_postMessage(channel=GENERAL, text="x")
    web.api_call("auth.test", params={"token": slack.bot_token})
    post, identity = slack.calls()
    assert post.arguments == {"channel": GENERAL, "text": "x"}
    assert post.detail["status"] == 200
    assert slack.bot_token not in str(post.detail) + str(identity.detail)
