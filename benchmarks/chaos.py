"""Messages while processes are killed with `kill -9` at random moments, on both job stores.

Every accepted event must end in exactly one text and one picture in its thread, in the channel's
order. The stand-in Slack loses some answers of its own meanwhile, after it has accepted the post.
"""

import random
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice

from benchmarks.report import Figure
from benchmarks.stage import BOT, WORKER, Stage, stage
from benchmarks.texts import SENTENCES
from benchmarks.traffic import Traffic, out_of_order
from tests.scenarios.processes import BotProcess

_CHANNELS = 8
_SEED = 20_260


@dataclass(frozen=True, slots=True)
class Size:
    """How much is sent, how often is killed."""

    messages: int
    kills: int


def run(quick: bool) -> Sequence[Figure]:
    """SQLite with the whole bot in one process; PostgreSQL with a worker beside it."""
    size = Size(messages=16, kills=2) if quick else Size(messages=200, kills=12)
    figures = []
    for store, commands in (("SQLite", [BOT]), ("PostgreSQL", [BOT, WORKER])):
        with stage(_CHANNELS, postgres=store == "PostgreSQL") as on:
            figures += [
                Figure(f"{store}, {name}", value, "", target)
                for name, value, target in _survived(on, commands, size)
            ]
    return figures


def _survived(
    on: Stage, commands: Sequence[Sequence[str]], size: Size
) -> list[tuple[str, float, float | None]]:
    on.slack.set_fault("delay", "chat.postMessage", seconds=0.3, times=None)
    traffic = Traffic(on.slack)
    with on.running(*commands) as processes:
        sender = threading.Thread(target=_send, args=(traffic, on.channels, size.messages))
        sender.start()
        _kill_again_and_again(processes, size.kills, on)
        sender.join()
        on.slack.clear_faults()
        traffic.wait_until_answered(timeout=600)
        on.slack.wait_until_quiet(seconds=6, timeout=60)
        traffic.follow()
    posts = Counter(_posts_by_thread(on))
    texts = Counter(thread for thread, has_file in posts.elements() if not has_file)
    pictures = Counter(thread for thread, has_file in posts.elements() if has_file)
    return [
        ("events", len(traffic.fates), None),
        ("kills", size.kills, None),
        ("without text", sum(ts not in texts for ts in traffic.fates), 0),
        ("without picture", sum(ts not in pictures for ts in traffic.fates), 0),
        ("texts twice", sum(count - 1 for count in texts.values()), 0),
        ("pictures twice", sum(count - 1 for count in pictures.values()), 0),
        ("texts out of order", out_of_order(traffic.fates.values()), 0),
    ]


def _send(traffic: Traffic, channels: Sequence[str], messages: int) -> None:
    texts = islice(cycle(SENTENCES), messages)
    traffic.mention_at_rate(texts, channels, per_second=3.0, seconds=float("inf"))


def _kill_again_and_again(processes: Sequence[BotProcess], kills: int, on: Stage) -> None:
    chance = random.Random(_SEED)
    for _ in range(kills):
        time.sleep(chance.uniform(0.3, 4.0))
        lost = ("chat.postMessage", "files.completeUploadExternal")
        on.slack.set_fault("drop_after_accepting", chance.choice(lost))
        victim = chance.choice(processes)
        victim.kill()
        victim.start()


def _posts_by_thread(on: Stage) -> list[tuple[str, bool]]:
    """(thread, whether it is a picture) of everything that the bot has posted."""
    return [
        (message.thread_ts or message.ts, bool(message.files))
        for channel in on.channels
        for message in on.slack.messages(channel)
        if message.bot_id
    ]
