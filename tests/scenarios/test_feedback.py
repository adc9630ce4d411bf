"""The buttons under an answer: right, wrong, and why another category."""

import csv
import io
import subprocess
import sys

import pytest

from bot.playground.client import PlaygroundClient
from bot.playground.sightings import Message
from tests.scenarios.expectations import TEXT, bot_messages
from tests.scenarios.processes import ROOT, BotProcess, Environment, clean_environment


@pytest.fixture
def answer(slack: PlaygroundClient, bot: BotProcess) -> Message:
    sent = slack.mention(TEXT)
    slack.wait_for_picture(sent)
    slack.wait_until_quiet()
    return bot_messages(slack, sent)[0]


def export(environment: Environment) -> list[list[str]]:
    command = [sys.executable, "-m", "bot", "feedback", "export"]
    ran = subprocess.run(
        command, cwd=ROOT, env={**clean_environment(), **environment}, capture_output=True
    )
    assert ran.returncode == 0, ran.stderr.decode()
    return list(csv.reader(io.StringIO(ran.stdout.decode())))[1:]


def correct(slack: PlaygroundClient, answer: Message, choice: str) -> str:
    """Press 違う, choose in the menu; returns what the user is told."""
    menu = slack.wait_for_ephemeral(slack.press(answer, "feedback_wrong"))
    chosen = slack.press(menu, "feedback_correction", value=choice)
    told = slack.wait_for(
        lambda: next((m for m in slack.ephemeral() if "記録しました" in m.text), None)
    )
    assert chosen.acknowledgement is not None
    assert chosen.acknowledgement.accepted
    return told.text


def test_right_is_confirmed_to_the_user_alone(slack: PlaygroundClient, answer: Message) -> None:
    before = len(slack.messages())
    pressed = slack.press(answer, "feedback_right")
    assert "正しい" in slack.wait_for_ephemeral(pressed).text
    assert len(slack.messages()) == before


def test_a_correction_keeps_the_text_only_where_the_user_agrees(
    slack: PlaygroundClient, answer: Message, environment: Environment
) -> None:
    assert "京都" in correct(slack, answer, "category_only:京都")
    assert export(environment) == []


def test_a_correction_with_the_text_can_be_exported_for_training(
    slack: PlaygroundClient, answer: Message, environment: Environment
) -> None:
    assert "保存しました" in correct(slack, answer, "with_text:京都")
    assert export(environment) == [[TEXT, "京都"]]


def test_none_of_these_can_be_said(
    slack: PlaygroundClient, answer: Message, environment: Environment
) -> None:
    assert "どれでもない" in correct(slack, answer, "with_text:-")
    assert export(environment) == [[TEXT, ""]]


def test_a_correction_can_be_changed(
    slack: PlaygroundClient, answer: Message, environment: Environment
) -> None:
    correct(slack, answer, "with_text:京都")
    menu = slack.wait_for_ephemeral(slack.press(answer, "feedback_wrong"))
    slack.press(menu, "feedback_correction", value="with_text:スポーツ")
    slack.wait_for(lambda: True if export(environment) == [[TEXT, "スポーツ"]] else None)


def test_a_person_can_be_forgotten(
    slack: PlaygroundClient, answer: Message, environment: Environment
) -> None:
    correct(slack, answer, "with_text:京都")
    user_id = next(m.user_id for m in slack.messages() if not m.bot_id)
    command = [sys.executable, "-m", "bot", "feedback", "forget", "--user", user_id]
    env = {**clean_environment(), **environment}
    assert subprocess.run(command, cwd=ROOT, env=env, capture_output=True).returncode == 0
    assert export(environment) == []


def test_the_picture_of_another_category_comes_into_the_thread_once(
    slack: PlaygroundClient, answer: Message
) -> None:
    slack.press(answer, "other_category", value="京都")
    slack.press(answer, "other_category", value="京都")
    slack.wait_until_quiet(seconds=3)
    pictures = [m for m in slack.thread(answer) if m.files]
    assert len(pictures) == 2
    assert "京都" in pictures[1].files[0].title
    assert "京都" in pictures[1].files[0].alt_txt
