"""Shortcuts, buttons, menus, App Home and modals, as Bolt understands them."""

from collections.abc import Iterator
from queue import Queue
from typing import Any

import pytest
from slack_bolt import Ack, App, Respond
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.playground.client import PlaygroundClient, PlaygroundError
from tests.bot.playground.conftest import hang_up

GENERAL = "C0GENERAL0"
Body = dict[str, Any]  # as Bolt types it
OPTIONS: list[Body] = [
    {"text": {"type": "plain_text", "text": name}, "value": name} for name in ("グルメ", "京都")
]
BLOCKS: list[Body] = [
    {
        "type": "actions",
        "block_id": "feedback",
        "elements": [
            {
                "type": "button",
                "action_id": "right",
                "value": "job-1",
                "text": {"type": "plain_text", "text": "正しい"},
            },
            {
                "type": "static_select",
                "action_id": "wrong",
                "placeholder": {"type": "plain_text", "text": "違う"},
                "options": OPTIONS,
            },
        ],
    }
]
MODAL = {
    "type": "modal",
    "callback_id": "correct",
    "title": {"type": "plain_text", "text": "訂正"},
    "submit": {"type": "plain_text", "text": "送る"},
    "blocks": [
        {
            "type": "input",
            "block_id": "category",
            "label": {"type": "plain_text", "text": "分類"},
            "element": {"type": "static_select", "action_id": "choice", "options": OPTIONS},
        }
    ],
}


class BoltBot:
    """Listeners that keep what they get and answer in the simplest way."""

    def __init__(self, web: WebClient) -> None:
        self.got: Queue[Body] = Queue()
        self.app = App(client=web, token=web.token)
        self.app.shortcut("classify")(self._take)
        self.app.action("right")(self._confirm)
        self.app.action("wrong")(self._open_modal)
        self.app.action("try")(self._take)
        self.app.view("correct")(self._take)
        self.app.event("app_home_opened")(self._publish)

    def next(self) -> Body:
        return self.got.get(timeout=15)

    def _take(self, ack: Ack, body: Body) -> None:
        ack()
        self.got.put(body)

    def _confirm(self, ack: Ack, body: Body, respond: Respond) -> None:
        ack()
        respond(text="ありがとうございます", replace_original=False)
        self.got.put(body)

    def _open_modal(self, ack: Ack, body: Body, client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=str(body["trigger_id"]), view=MODAL)
        self.got.put(body)

    def _publish(self, event: Body, client: WebClient) -> None:
        button = BLOCKS[0]["elements"][0] | {"action_id": "try"}
        view = {"type": "home", "blocks": [{"type": "actions", "elements": [button]}]}
        client.views_publish(user_id=str(event["user"]), view=view)
        self.got.put(event)


@pytest.fixture
def bolt(slack: PlaygroundClient, web: WebClient) -> Iterator[BoltBot]:
    bot = BoltBot(web)
    handler = SocketModeHandler(bot.app, slack.app_token)
    handler.client.connect()
    slack.wait_for_connection()
    yield bot
    hang_up(slack, handler.client)


def test_a_message_shortcut_carries_the_message(slack: PlaygroundClient, bolt: BoltBot) -> None:
    message = slack.say("駅前のパン屋", user="taro")
    sent = slack.message_shortcut(message, callback_id="classify", user="hanako")
    body = bolt.next()
    assert body["message"]["text"] == "駅前のパン屋"
    assert (body["message_ts"], body["response_url"]) == (message.ts, sent.response_url)
    assert body["user"]["id"] == "U0HANAKO00"
    assert body["channel"] == {"id": GENERAL, "name": "general"}


def test_a_button_tells_its_value_and_place(
    slack: PlaygroundClient, web: WebClient, bolt: BoltBot
) -> None:
    root = slack.say("x")
    web.chat_postMessage(channel=GENERAL, thread_ts=root.ts, text="グルメ", blocks=BLOCKS)
    sent = slack.press(slack.messages()[-1], "right")
    body = bolt.next()
    (action,) = body["actions"]
    assert (action["value"], action["block_id"]) == ("job-1", "feedback")
    assert body["container"]["thread_ts"] == root.ts
    assert slack.wait_for_ephemeral(sent).text == "ありがとうございます"


def test_a_menu_opens_a_modal_that_is_submitted(
    slack: PlaygroundClient, web: WebClient, bolt: BoltBot
) -> None:
    web.chat_postMessage(channel=GENERAL, text="グルメ", blocks=BLOCKS)
    slack.press(slack.messages()[-1], "wrong", value="京都")
    (action,) = bolt.next()["actions"]
    assert action["selected_option"]["value"] == "京都"
    (modal,) = slack.modals()
    slack.submit_view(modal, {"category": {"choice": {"selected_option": OPTIONS[1]}}})
    state = bolt.next()["view"]["state"]["values"]
    assert state["category"]["choice"]["selected_option"]["value"] == "京都"
    assert slack.modals() == []


def test_the_home_tab_opens_and_its_buttons_work(slack: PlaygroundClient, bolt: BoltBot) -> None:
    slack.open_home()
    assert bolt.next()["tab"] == "home"
    home = slack.wait_for(slack.home)
    slack.press_in_view(home, "try")
    assert bolt.next()["container"] == {"type": "view", "view_id": home["id"]}


def test_a_trigger_opens_one_modal(slack: PlaygroundClient, web: WebClient) -> None:
    sent = slack.command("x")
    web.views_open(trigger_id=sent.trigger_id, view=MODAL)
    with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
        web.views_open(trigger_id=sent.trigger_id, view=MODAL)
    with pytest.raises(SlackApiError, match="invalid_trigger_id"):
        web.views_open(trigger_id="1.2.x", view=MODAL)


def test_one_cannot_press_what_is_not_there(slack: PlaygroundClient, web: WebClient) -> None:
    web.chat_postMessage(channel=GENERAL, text="グルメ", blocks=BLOCKS)
    message = slack.messages()[-1]
    with pytest.raises(PlaygroundError, match="right"):
        slack.press(message, "left")
    with pytest.raises(PlaygroundError, match="グルメ"):
        slack.press(message, "wrong", value="スポーツ")


def test_an_edit_comes_as_message_changed(slack: PlaygroundClient) -> None:
    sent = slack.direct_message("京都")
    assert slack.edit(sent, "京都市").event_ids
    assert slack.messages("@hanako")[0].text == "京都市"
    assert slack.delete(sent).event_ids
    assert slack.messages("@hanako") == []
