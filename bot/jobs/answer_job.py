"""One text answered: from the request to the answer and the picture in its thread."""

import logging
import math
import threading
import time
from collections.abc import Callable

from bot.answering.answer import Answer, answer_of, sentence
from bot.answering.buttons import feedback_buttons
from bot.answering.errors import SlackError, SlackRefused
from bot.answering.posting import Place
from bot.answering.refusals import Remedy, remedy_of
from bot.jobs.conversation import Conversation
from bot.jobs.message_text import MessageText
from bot.jobs.outcome import Outcome
from bot.jobs.picture import PictureSharing
from bot.jobs.steps import Steps
from bot.jobs.tools import Tools
from bot.listening.mrkdwn import escape
from bot.listening.requests import ClassificationRequest, RequestKind
from classifier.classification import Classification
from classifier.errors import TextError

_log = logging.getLogger(__name__)
_WORKING = "hourglass_flowing_sand"
_DONE = "white_check_mark"
_TOO_OLD = 3_600.0  # seconds
_PLAIN_CHARACTERS = 3_000
_HELP = frozenset({"", "help", "ヘルプ", "使い方"})


class AnswerJob:
    """The steps for one request, in order."""

    def __init__(self, tools: Tools, steps: Steps, request: ClassificationRequest) -> None:
        self._tools = tools
        self._poster = tools.poster
        self._steps = steps
        self._request = request
        self._place = Place(request.channel_id, request.answer_thread_ts)
        self._conversation = Conversation(tools, steps, request)
        self._words = self._conversation.words
        self._text = MessageText(tools.poster, steps, request)

    def run(self) -> Outcome:
        """Answer, and say how it ended.

        Raises:
            SlackRefused: Slack does not let us answer.
            SlackUnavailable: Slack stayed away.
        """
        if self._request.is_one_too_many:
            self._conversation.tell_alone(sentence(self._words.too_many))
            return Outcome("too_many")
        if self._asks_for_help():
            return self._show_usage()
        # Beside the answer, which would otherwise come a call to Slack later.
        working = threading.Thread(target=self._try_reaction, args=(self._poster.react, _WORKING))
        working.start()
        try:
            return self._answer()
        except TextError as error:
            self._decline(self._words.of_problem(error.problem))
            return Outcome(error.problem.value)
        except SlackRefused as refusal:
            self._conversation.explain(refusal)
            raise
        finally:
            working.join()
            self._try_reaction(self._poster.unreact, _WORKING)

    def give_up(self) -> None:
        """Say once that this one did not work; for a job that keeps killing its worker."""
        try:
            if self._find_post() is None:
                self._conversation.try_to_tell(self._words.failed)
        except SlackError as error:
            _log.warning("job %s: the user could not be told: %s", self._request.job_id, error)

    def _answer(self) -> Outcome:
        text = self._text.read()
        if not text and self._text.unread_files():
            self._decline(self._files_note())
            return Outcome("files_not_read")
        if text is None:
            self._decline(self._words.hint_mention.format(mention=self._conversation.mention()))
            return Outcome("hint")
        classification = self._tools.reader.classify(text)
        answer = self._written_answer(classification, text)
        in_time = self._request.accepted_at + _TOO_OLD  # later nobody looks for the answer
        message_ts = self._post("post_answer", answer, not_after=in_time)
        if message_ts is None:
            self._decline(self._words.too_old)
            return Outcome("too_old")
        metrics = self._tools.metrics
        metrics.seconds_to_text.observe(time.time() - self._request.accepted_at)
        thread = Place(self._place.channel_id, self._place.thread_ts or message_ts)
        sharing = PictureSharing(
            self._tools, self._steps, self._conversation.language, classification
        )
        shared = sharing.share(thread)
        if shared:
            metrics.seconds_to_picture.observe(time.time() - self._request.accepted_at)
        self._try_reaction(self._poster.react, _DONE)
        return Outcome(
            kind="answered" if shared else "words_only",
            text=text,
            model=classification.model,
            category=classification.category,
        )

    # The answer

    def _written_answer(self, classification: Classification, text: str) -> Answer:
        quote = text if self._request.kind is RequestKind.COMMAND else None
        buttons = feedback_buttons(
            self._request.job_id,
            classification.category,
            classification.categories,
            self._words,
        )
        answer = answer_of(classification, self._words, quote)
        if self._text.unread_files():
            answer = answer.with_note(self._files_note())
        return answer.with_block(buttons)

    def _post(self, step: str, answer: Answer, *, not_after: float = math.inf) -> str | None:
        """The `ts` of the post; None where the time for it, in seconds since 1970, is over."""

        def post(may_be_there: bool) -> str | None:
            found = self._find_post() if may_be_there else None
            if found is None and time.time() > not_after:
                return None
            return found or self._post_or_shorten(answer)

        return self._steps.run(step, post)

    def _post_or_shorten(self, answer: Answer) -> str:
        job_id = self._request.job_id
        try:
            return self._poster.post(job_id, self._place, answer)
        except SlackRefused as refusal:
            if remedy_of(refusal.code) is not Remedy.PLAIN_TEXT:
                raise
            return self._poster.post(job_id, self._place, Answer(answer.text[:_PLAIN_CHARACTERS]))

    def _find_post(self) -> str | None:
        request = self._request
        try:
            return self._poster.find_post(request.job_id, self._place, request.accepted_at)
        except SlackRefused:
            return None  # where we may not read we cannot look; an answer twice beats none

    # What is no answer

    def _files_note(self) -> str:
        names = self._words.between_items.join(self._text.unread_files())
        return self._words.files_not_read.format(names=escape(names))

    def _asks_for_help(self) -> bool:
        request = self._request
        return request.kind is RequestKind.COMMAND and request.text.strip().lower() in _HELP

    def _show_usage(self) -> Outcome:
        categories = self._words.between_words.join(self._tools.reader.categories)
        self._conversation.tell_alone(sentence(self._words.usage.format(categories=categories)))
        return Outcome("usage")

    def _decline(self, text: str) -> None:
        """A sentence instead of an answer: in the thread of a message, else alone."""
        if self._request.kind is RequestKind.MESSAGE:
            self._post("post_sentence", sentence(text))
        else:
            self._conversation.tell_alone(sentence(text))

    def _try_reaction(self, call: Callable[[str, str, str], None], name: str) -> None:
        """A reaction is a courtesy: where it fails, the answer goes on."""
        request = self._request
        if request.message_ts is None:
            return
        try:
            call(request.channel_id, request.message_ts, name)
        except SlackError as error:
            _log.info("job %s: no reaction: %s", request.job_id, error)
