"""One accepted request from its text to the answer and the picture, in steps that survive a crash.

A step's result is checkpointed; a job that is begun again goes on behind the last one. A step may
run twice (its process died before the checkpoint), so each looks first whether it was done.
"""

import logging
import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from bot.answering.answer import Answer, answer_of, picture_title, sentence
from bot.answering.errors import SlackError, SlackRefused, SlackUnavailable
from bot.answering.posting import Place, SlackPoster
from bot.answering.refusals import Remedy, remedy_of, sentence_for
from bot.answering.wording import Language, Wording, wording
from bot.jobs.attempts import Attempt, Attempts
from bot.jobs.steps import run_step
from bot.listening.mrkdwn import decode_message
from bot.listening.requests import ClassificationRequest, RequestKind
from classifier.classification import Classification
from classifier.errors import TextError, TextProblem

_log = logging.getLogger(__name__)
_MAX_CRASHES = 4
_WORKING = "hourglass_flowing_sand"
_DONE = "white_check_mark"

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Reader:
    """The classifier as the bot uses it: three functions, so that a test can bring its own."""

    classify: Callable[[str], Classification]
    draw: Callable[[Classification, str | None], bytes]
    describe: Callable[[Classification], str]
    categories: tuple[str, ...]


class JobFailed(Exception):
    """The job is over without its answer; the message is the reason kept in the job store."""


class AnswerWorkflow:
    """Answers one stored request; `run` is what DBOS executes."""

    def __init__(self, reader: Reader, poster: SlackPoster, attempts: Attempts) -> None:
        self._reader = reader
        self._poster = poster
        self._attempts = attempts
        self._running: set[str] = set()
        self._lock = threading.Lock()

    def run(self, stored: Mapping[str, str | float | None]) -> str:
        """Answer the request and return how it ended: `answered`, `words_only` or a reason.

        Raises:
            JobFailed: the user could not be answered.
        """
        request = ClassificationRequest.from_stored(stored)
        with self._lock:
            self._running.add(request.job_id)
        attempt = self._attempts.begin(request.job_id)
        try:
            outcome = _Job(self._reader, self._poster, request, attempt).answer()
        finally:
            with self._lock:
                self._running.discard(request.job_id)
        _log.info("job %s: %s", request.job_id, outcome)
        return outcome

    def hand_back_running(self) -> None:
        """Keep what is still running from counting as crashed; for an orderly end of the worker."""
        with self._lock:
            self._attempts.hand_back(self._running)


class _Job:
    """The steps for one request."""

    def __init__(
        self, reader: Reader, poster: SlackPoster, request: ClassificationRequest, attempt: Attempt
    ) -> None:
        self._reader = reader
        self._poster = poster
        self._request = request
        self._attempt = attempt
        self._place = Place(request.channel_id, request.answer_thread_ts)

    def answer(self) -> str:
        """All steps in order."""
        if self._attempt.crashes > _MAX_CRASHES:
            return self._give_up()
        self._show_working()
        try:
            return self._answer_text(self._text())
        except TextError as error:
            return self._decline(error.problem)
        except SlackRefused as refusal:
            return self._explain(refusal)
        except SlackUnavailable as error:
            raise JobFailed(str(error)) from None

    def _answer_text(self, text: str | None) -> str:
        if text is None:
            return self._tell_alone(
                self._words.hint_mention.format(mention=self._mention()), "hint"
            )
        classification = self._reader.classify(text)
        quote = text if self._request.kind is RequestKind.COMMAND else None
        message_ts = self._post("post_answer", answer_of(classification, self._words, quote))
        thread = Place(self._place.channel_id, self._place.thread_ts or message_ts)
        shared = self._share_picture(classification, thread)
        self._show_done()
        return "answered" if shared else "words_only"

    # The text

    def _text(self) -> str | None:
        """The words to classify; None for a bare mention with no message above it.

        Raises:
            TextError: there is something, but no words in it: emoji, mentions.
        """
        request = self._request
        bot_user_id = self._step("know_myself", lambda _again: self._poster.bot_user_id())
        if request.kind is not RequestKind.MESSAGE or not _is_bare(request.text, bot_user_id):
            return _words_of(request.text, bot_user_id)
        if request.thread_ts is None:
            return None
        parent = self._step("read_parent", self._read_parent)
        return None if parent is None else _words_of(parent, bot_user_id)

    def _read_parent(self, _again: bool) -> str | None:
        request = self._request
        return self._poster.parent_text(request.channel_id, request.thread_ts or "")

    # The answer

    def _post(self, step: str, answer: Answer) -> str:
        def post(may_be_there: bool) -> str:
            if may_be_there:
                found = self._find_post()
                if found is not None:
                    return found
            try:
                return self._poster.post(self._request.job_id, self._place, answer)
            except SlackRefused as refusal:
                if remedy_of(refusal.code) is not Remedy.PLAIN_TEXT:
                    raise
                plain = Answer(answer.text[:3_000])
                return self._poster.post(self._request.job_id, self._place, plain)

        return self._step(step, post)

    def _find_post(self) -> str | None:
        try:
            return self._poster.find_post(
                self._request.job_id, self._place, self._request.accepted_at
            )
        except SlackRefused:
            return None  # where we may not read we cannot look; an answer twice beats none

    # The picture

    def _share_picture(self, classification: Classification, thread: Place) -> bool:
        """Once with alt text; if Slack never shows it, once more without; else the text stays."""
        try:
            return self._share_once(classification, thread, with_alt_text=True) or self._share_once(
                classification, thread, with_alt_text=False
            )
        except SlackError as error:
            _log.warning("job %s: no picture: %s", self._request.job_id, error)
            return False

    def _share_once(
        self, classification: Classification, thread: Place, *, with_alt_text: bool
    ) -> bool:
        suffix = "" if with_alt_text else "_without_alt_text"

        def upload(_again: bool) -> str:
            picture = self._reader.draw(classification, self._request.category)
            alt_text = self._reader.describe(classification) if with_alt_text else None
            return self._poster.upload("heatmap.png", picture, alt_text)

        file_id = self._step(f"upload_picture{suffix}", upload)
        title = picture_title(classification, self._words, self._request.category)

        def share(may_be_there: bool) -> bool:
            if may_be_there and self._poster.await_share(file_id, thread):
                return True
            return self._poster.share(file_id, title, thread)

        return self._step(f"share_picture{suffix}", share)

    # What cannot be answered

    def _decline(self, problem: TextProblem) -> str:
        return self._tell_alone(self._words.of_problem(problem), problem.value)

    def _tell_alone(self, text: str, outcome: str) -> str:
        """A sentence for the one who asked: alone where Slack lets us, else in the thread."""
        url = self._request.response_url
        if url is None:
            self._post("post_sentence", sentence(text))
        else:
            self._step("whisper", lambda _again: self._whisper(url, text))
        self._show_done()
        return outcome

    def _explain(self, refusal: SlackRefused) -> str:
        """Tell the user what to do about Slack's refusal, and end the job as failed.

        Raises:
            JobFailed: always, with the reason.
        """
        if refusal.code == "missing_scope":
            _log.error("missing scope: needed %s, provided %s", refusal.needed, refusal.provided)
        text = sentence_for(refusal, self._words, self._mention())
        url = self._request.response_url
        if text is not None and url is not None:
            try:
                self._step("explain", lambda _again: self._whisper(url, text))
            except SlackError:
                _log.warning("job %s: the user could not be told", self._request.job_id)
        raise JobFailed(str(refusal))

    def _give_up(self) -> str:
        """This job has killed its worker again and again: say so once, and end it.

        Raises:
            JobFailed: always.
        """
        try:
            if self._find_post() is None:
                self._poster.post(self._request.job_id, self._place, sentence(self._words.failed))
        except SlackError as error:
            _log.warning("job %s: the user could not be told: %s", self._request.job_id, error)
        raise JobFailed(f"begun {self._attempt.begun} times and never finished")

    def _whisper(self, url: str, text: str) -> bool:
        self._poster.whisper(url, sentence(text))
        return True

    # Signs of life

    def _show_working(self) -> None:
        self._try_reaction(self._poster.react, _WORKING)

    def _show_done(self) -> None:
        self._try_reaction(self._poster.unreact, _WORKING)
        self._try_reaction(self._poster.react, _DONE)

    def _try_reaction(self, call: Callable[[str, str, str], None], name: str) -> None:
        """A reaction is a courtesy: where it fails, the answer goes on."""
        request = self._request
        if request.message_ts is None:
            return
        try:
            call(request.channel_id, request.message_ts, name)
        except SlackError as error:
            _log.info("job %s: no reaction: %s", request.job_id, error)

    # Helpers

    @property
    def _words(self) -> Wording:
        return wording(Language.JAPANESE)

    def _mention(self) -> str:
        return f"<@{self._poster.bot_user_id()}>"

    def _step(self, name: str, action: Callable[[bool], Result]) -> Result:
        return run_step(name, action, began_before=not self._attempt.is_first)


def _is_bare(text: str, bot_user_id: str) -> bool:
    """Whether a message is the bot's mention and nothing else."""
    mention = re.compile(rf"<@{re.escape(bot_user_id)}(\|[^<>]*)?>")
    return mention.search(text) is not None and not mention.sub("", text).strip()


def _words_of(text: str, bot_user_id: str) -> str:
    words = decode_message(text, bot_user_id)
    if text.strip() and not words:
        raise TextError(TextProblem.NO_WORDS, "the message holds only emoji or mentions")
    return words
