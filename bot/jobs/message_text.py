"""The words to classify of one request: its text, the message above it, its text files."""

import re

from bot.answering.errors import SlackRefused
from bot.answering.posting import SlackPoster
from bot.jobs.steps import Steps, retried
from bot.listening.mrkdwn import decode_message
from bot.listening.requests import AttachedFile, ClassificationRequest, RequestKind
from classifier.errors import TextError, TextProblem

_MOST_BYTES = 100_000


class MessageText:
    """Finds the words; what has to be asked of Slack is asked in steps."""

    def __init__(self, poster: SlackPoster, steps: Steps, request: ClassificationRequest) -> None:
        self._poster = poster
        self._steps = steps
        self._request = request

    def read(self) -> str | None:
        """The words; None for a bare mention with no message above it.

        Raises:
            TextError: there is something, but no words in it: emoji, mentions.
        """
        request = self._request
        bot_user_id = retried("auth.test", lambda _: self._poster.bot_user_id())
        contents = [self._content(file) for file in request.files if file.is_readable]
        if any(contents):
            return "\n\n".join(filter(None, [decode_message(request.text, bot_user_id), *contents]))
        if request.kind is not RequestKind.MESSAGE or not _is_bare(request.text, bot_user_id):
            return _words_of(request.text, bot_user_id)
        if request.thread_ts is None:
            return None
        parent = self._steps.run("read_parent", lambda _: self._read_parent())
        return None if parent is None else _words_of(parent, bot_user_id)

    def unread_files(self) -> tuple[str, ...]:
        """The names of the attached files that are not read."""
        return tuple(file.name for file in self._request.files if not file.is_readable)

    def _read_parent(self) -> str | None:
        request = self._request
        return self._poster.parent_text(request.channel_id, request.thread_ts or "")

    def _content(self, file: AttachedFile) -> str:
        """The text in a file; empty where it cannot be had or is none."""
        name = f"read_file {file.name}"
        try:
            return self._steps.run(name, lambda _: self._download(file.url_private)).strip()
        except SlackRefused:
            return ""

    def _download(self, url: str) -> str:
        try:
            return self._poster.read_file(url, _MOST_BYTES).decode("utf-8-sig")
        except UnicodeDecodeError:
            return ""


def _is_bare(text: str, bot_user_id: str) -> bool:
    """Whether a message is the bot's mention and nothing else."""
    mention = re.compile(rf"<@{re.escape(bot_user_id)}(\|[^<>]*)?>")
    return mention.search(text) is not None and not mention.sub("", text).strip()


def _words_of(text: str, bot_user_id: str) -> str:
    words = decode_message(text, bot_user_id)
    if text.strip() and not words:
        raise TextError(TextProblem.NO_WORDS, "the message holds only emoji or mentions")
    return words
