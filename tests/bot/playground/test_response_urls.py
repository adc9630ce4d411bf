"""The response URL of a command, as slack_sdk's WebhookClient uses it."""

import pytest
from slack_sdk.webhook import WebhookClient

from bot.playground.client import PlaygroundClient, Sent


@pytest.fixture
def sent(slack: PlaygroundClient) -> Sent:
    return slack.command("x", channel="no-bot")


def test_it_answers_only_the_user_where_the_bot_is_no_member(
    slack: PlaygroundClient, sent: Sent
) -> None:
    response = WebhookClient(sent.response_url).send(text="招待してください")
    assert (response.status_code, response.body) == (200, "ok")
    assert slack.ephemeral()[-1].text == "招待してください"
    assert slack.messages("no-bot") == []


def test_it_can_answer_everyone(slack: PlaygroundClient, sent: Sent) -> None:
    WebhookClient(sent.response_url).send(text="グルメ", response_type="in_channel")
    assert [m.text for m in slack.messages("no-bot")] == ["グルメ"]


def test_it_works_five_times(sent: Sent) -> None:
    webhook = WebhookClient(sent.response_url)
    answers = [webhook.send(text=str(number)) for number in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [404]
    assert "used_url" in answers[-1].body


def test_it_works_for_thirty_minutes(slack: PlaygroundClient, sent: Sent) -> None:
    slack.expire_response_url(sent)
    answer = WebhookClient(sent.response_url).send(text="x")
    assert (answer.status_code, "expired_url" in answer.body) == (404, True)


def test_it_refuses_an_empty_message(sent: Sent) -> None:
    answer = WebhookClient(sent.response_url).send(text="")
    assert (answer.status_code, "no_text" in answer.body) == (400, True)
