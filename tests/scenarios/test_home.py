"""The Home tab: what the bot does, examples to try, the last answers."""

import json

from bot.playground.client import PlaygroundClient
from bot.playground.json_values import JsonObject
from tests.scenarios.expectations import TEXT
from tests.scenarios.processes import BotProcess


def open_home(slack: PlaygroundClient) -> JsonObject:
    before = len(slack.calls("views.publish"))
    slack.open_home()
    slack.wait_for(lambda: True if len(slack.calls("views.publish")) > before else None)
    view = slack.home()
    assert view is not None
    return view


def test_it_says_what_the_bot_does_and_which_model_does_it(
    slack: PlaygroundClient, bot: BotProcess
) -> None:
    shown = json.dumps(open_home(slack), ensure_ascii=False)
    for words in ("/classify", "グルメ", "モデル", "24時間", "まだありません"):
        assert words in shown


def test_an_example_is_answered_in_the_direct_messages(
    slack: PlaygroundClient, bot: BotProcess
) -> None:
    pressed = slack.press_in_view(open_home(slack), "try_example")
    assert pressed.acknowledgement is not None
    assert pressed.acknowledgement.accepted
    answered = slack.wait_for(
        lambda: next((m for m in slack.messages("@hanako") if m.files), None), what="a picture"
    )
    assert answered.thread_ts is not None


def test_the_last_answers_of_this_user_alone_are_shown(
    slack: PlaygroundClient, bot: BotProcess
) -> None:
    slack.wait_for_picture(slack.mention(TEXT))
    slack.wait_for_picture(slack.mention("別の人の秘密のパン屋。", user="taro"))
    slack.wait_until_quiet()
    shown = json.dumps(open_home(slack), ensure_ascii=False)
    assert "クロワッサン" in shown
    assert "秘密" not in shown


def test_in_english_for_an_english_user(slack: PlaygroundClient, bot: BotProcess) -> None:
    slack.set_locale("en-US")
    assert "Try it" in json.dumps(open_home(slack))
