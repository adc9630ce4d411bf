"""Resident memory: the whole bot idle and after a thousand messages, and the TensorFlow process."""

from collections.abc import Sequence
from itertools import islice

from benchmarks.report import Figure
from benchmarks.seed_server import saved_seed_model, seed_server
from benchmarks.stage import BOT, Footprint, footprint, stage
from benchmarks.texts import mixed
from benchmarks.traffic import Traffic

_CHANNELS = 50
_PER_SECOND = 5.0


def run(quick: bool) -> Sequence[Figure]:
    """Megabytes; "flat" is from the hundredth message on, when caches are warm."""
    messages, warm = (20, 10) if quick else (1_000, 100)
    idle, early, late = _of_bot(messages, warm)
    cpu = (late.cpu_seconds - early.cpu_seconds) / (messages - warm)
    with saved_seed_model() as model_file, seed_server(model_file) as server:
        for text in islice(mixed(), 20):
            server.ask(text)
        seed = server.megabytes()
    return [
        Figure("the whole bot, idle", idle.megabytes, "MB", at_most=200),
        Figure(f"after {warm:,} messages", early.megabytes, "MB", at_most=200),
        Figure(f"after {messages:,} messages", late.megabytes, "MB", at_most=200),
        Figure(
            f"grown from {warm:,} to {messages:,}",
            late.megabytes - early.megabytes,
            "MB",
            at_most=5,
        ),
        Figure("CPU of the whole bot per message", 1000 * cpu, "ms"),
        Figure("the article's network in TensorFlow", seed, "MB"),
        Figure("TensorFlow / the whole bot", seed / late.megabytes, "×"),
    ]


def _of_bot(messages: int, warm: int) -> tuple[Footprint, Footprint, Footprint]:
    with stage(_CHANNELS) as on, on.running(BOT) as (bot,):
        traffic = Traffic(on.slack)
        texts = mixed()
        idle = footprint(bot)
        seen = []
        for count in (warm, messages - warm):
            batch = islice(texts, count)
            traffic.mention_at_rate(batch, on.channels, _PER_SECOND, seconds=float("inf"))
            traffic.wait_until_answered(timeout=600)
            seen.append(footprint(bot))
        return idle, seen[0], seen[1]
