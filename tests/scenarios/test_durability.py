"""Accepted means stored, stored means answered once: the store blocked, the bot killed at work."""

import random
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager

from bot.playground.client import PlaygroundClient
from bot.playground.sightings import Sent
from tests.scenarios.expectations import (
    TEXT,
    bot_messages,
    expect_one_answer_and_one_picture,
    expect_silence,
)
from tests.scenarios.processes import BotProcess, Environment

CHANNELS = ("general", "random")
MENTIONS = 16
KILLS = 3


@contextmanager
def locked(environment: Environment) -> Iterator[None]:
    """Nobody else can write to the store within the block."""
    path = environment["DATABASE_URL"].removeprefix("sqlite:///")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")


def test_an_event_that_cannot_be_stored_is_not_acknowledged_and_its_redelivery_answered_once(
    slack: PlaygroundClient, bot: BotProcess, environment: Environment
) -> None:
    slack.configure(redeliver_after=(0, 4, 4))
    with locked(environment):
        sent = slack.mention(TEXT)
        slack.wait_for(
            lambda: next((d for d in slack.deliveries("app_mention")), None), what="a delivery"
        )
        assert slack.deliveries("app_mention")[0].detail["accepted"] is False
    expect_one_answer_and_one_picture(slack, sent)


def test_a_command_that_cannot_be_stored_gets_a_sentence(
    slack: PlaygroundClient, bot: BotProcess, environment: Environment
) -> None:
    with locked(environment):
        sent = slack.command(TEXT)
    assert "受け付けられません" in slack.wait_for_ephemeral(sent).text
    expect_silence(slack, sent)


def test_killed_again_and_again_at_work_everything_accepted_is_answered_exactly_once(
    slack: PlaygroundClient, bot: BotProcess
) -> None:
    chance = random.Random(7)
    slack.set_fault("delay", "chat.postMessage", seconds=0.3, times=None)
    sent = [slack.mention(TEXT, channel=CHANNELS[i % len(CHANNELS)]) for i in range(MENTIONS)]
    for _ in range(KILLS):
        time.sleep(chance.uniform(0.2, 2.5))
        bot.kill()
        bot.start()
    for each in sent:
        slack.wait_for_picture(each, timeout=90)
    slack.wait_until_quiet(seconds=3, timeout=60)
    assert answered(slack, sent) == Counter({each.ts: 2 for each in sent})


def answered(slack: PlaygroundClient, sent: list[Sent]) -> Counter[str | None]:
    """How many messages of the bot stand in each thread."""
    channels = {each.channel_id: each for each in reversed(sent)}  # the first of each channel
    messages = [m for each in channels.values() for m in bot_messages(slack, each)]
    return Counter(message.thread_ts for message in messages)
