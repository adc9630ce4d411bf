"""Nasty texts, of full length: how long the slowest answer takes, and how much memory it wants."""

from collections.abc import Sequence
from functools import partial

import psutil

from benchmarks.report import Figure
from benchmarks.timing import timed
from bot.listening.mrkdwn import decode_message
from classifier import Classifier, alt_text, render_heat_map
from classifier.errors import TextError
from tests.bot.listening.test_any_text import NASTY
from tests.classifier.hard_texts import HARD_TEXTS

_LONGEST = 40_000  # characters, Slack's limit


def run(quick: bool) -> Sequence[Figure]:
    """Each as it is, and again and again up to the limit; decoded, classified and drawn."""
    classifier = Classifier.load()
    texts = dict(NASTY)
    if not quick:
        texts |= {f"{name}, at length": _at_length(text) for name, text in HARD_TEXTS.items()}
    process = psutil.Process()
    before = process.memory_info().rss
    taken = {name: timed(partial(_answer, classifier, text)) for name, text in texts.items()}
    slowest = max(taken, key=taken.__getitem__)
    return [
        Figure("texts", len(texts)),
        Figure(f"slowest answer ({slowest})", taken[slowest] / 1000, "s", at_most=2),
        Figure("memory grown", (process.memory_info().rss - before) / 1e6, "MB"),
    ]


def _at_length(text: str) -> str:
    return (f"{text} " * (_LONGEST // len(text)))[:_LONGEST]


def _answer(classifier: Classifier, text: str) -> None:
    try:
        classification = classifier.classify(decode_message(text, "U1"))
    except TextError:
        return  # the user gets a sentence instead
    render_heat_map(classification)
    alt_text(classification)
