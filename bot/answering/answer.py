"""A classification as what Slack shows: text for notifications, blocks for the thread.

The picture is drawn by the classifier package; sending is left to posting.py.
"""

import re
from dataclasses import dataclass

from bot.answering.blocks import Block, context, plain_section, section
from bot.answering.wording import Wording
from bot.listening.mrkdwn import escape
from classifier.classification import Classification

_UNSURE_BELOW = 0.6
_QUOTE_CHARACTERS = 280
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Answer:
    """What is posted. `text` is mrkdwn and stands where blocks cannot be shown."""

    text: str
    blocks: tuple[Block, ...] = ()

    def with_note(self, note: str) -> "Answer":
        """The same answer with small print at its end; `note` is mrkdwn."""
        return Answer(f"{self.text}\n{note}", (*self.blocks, context([note])))

    def with_block(self, block: Block) -> "Answer":
        """The same answer with one more block at its end."""
        return Answer(self.text, (*self.blocks, block))


def answer_of(classification: Classification, words: Wording, quote: str | None = None) -> Answer:
    """The answer to one text.

    Args:
        quote: the text itself, shown above the answer where nobody else sees it (a command).
    """
    lines = [_verdict(classification, words), _runners_up(classification, words)]
    top = _top_words(classification, words)
    if top:
        lines.append(top)
    blocks = [section(lines[0]), context(lines[1:])]
    if quote:
        blocks.insert(0, plain_section(f"「{_shorten(quote)}」"))
        lines.insert(0, escape(f"「{_shorten(quote)}」"))
    return Answer("\n".join(lines), tuple(blocks))


def sentence(text: str) -> Answer:
    """A single sentence as an answer; `text` is mrkdwn."""
    return Answer(text, (section(text),))


def picture_title(classification: Classification, words: Wording, category: str | None) -> str:
    """What stands above the picture in the thread."""
    return words.picture_title.format(category=category or classification.nearest)


def percent(probability: float) -> str:
    """0.934 → "93"; never "100" or "0" for what is only nearly so."""
    return str(min(99, max(1, round(probability * 100))))


def _verdict(classification: Classification, words: Wording) -> str:
    if classification.category is None:
        return words.verdict_none.format(category=escape(classification.nearest))
    probability = classification.probabilities[classification.category]
    form = words.verdict if probability >= _UNSURE_BELOW else words.verdict_unsure
    return form.format(category=escape(classification.category), percent=percent(probability))


def _runners_up(classification: Classification, words: Wording) -> str:
    ranking = classification.ranking
    others = ranking if classification.category is None else ranking[1:]
    items = (
        words.runner_up.format(category=escape(category), percent=percent(probability))
        for category, probability in others
    )
    return words.runners_up.format(items=words.between_items.join(items))


def _top_words(classification: Classification, words: Wording) -> str:
    best = [escape(word) for word in classification.leading_words()]
    return words.top_words.format(items=words.between_words.join(best)) if best else ""


def _shorten(text: str) -> str:
    flat = _BLANKS.sub(" ", text).strip()
    return flat if len(flat) <= _QUOTE_CHARACTERS else flat[: _QUOTE_CHARACTERS - 1] + "…"
