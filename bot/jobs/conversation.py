"""The one who asked, and how a job speaks to them: in their language, alone, or not at all."""

import logging

from bot.answering.answer import Answer, sentence
from bot.answering.errors import SlackError, SlackRefused, SlackUnavailable
from bot.answering.refusals import sentence_for
from bot.answering.wording import Language, Wording, wording
from bot.jobs.steps import Steps
from bot.jobs.tools import Tools
from bot.listening.requests import Request

_log = logging.getLogger(__name__)


class Conversation:
    """What is said to one user about one request."""

    def __init__(self, tools: Tools, steps: Steps, request: Request) -> None:
        self._poster = tools.poster
        self._steps = steps
        self._request = request
        self.language: Language = tools.locales.language_of(request.user_id)
        self.words: Wording = wording(self.language)

    def mention(self) -> str:
        """How the bot is addressed."""
        return f"<@{self._poster.bot_user_id()}>"

    def tell_alone(self, answer: Answer, *, replace: bool = False) -> None:
        """Tell only the one who asked, by the first way that is open.

        Args:
            replace: in the place of the ephemeral message that was clicked on.

        Raises:
            SlackRefused: every way is closed.
            SlackUnavailable: Slack stayed away.
        """
        request = self._request
        if request.response_url is not None:
            url = request.response_url
            try:
                self._steps.run("whisper", lambda _: self._poster.whisper(url, answer, replace))
                return
            except SlackRefused:
                _log.info("job %s: its response_url is closed", request.job_id)
        try:
            self._steps.run("whisper_in_channel", lambda _: self._whisper_in_channel(answer))
        except SlackRefused:
            self._steps.run("direct_message", lambda _: self._send_directly(answer))

    def explain(self, refusal: SlackRefused) -> None:
        """Tell the user what to do about a refusal of Slack's, if anything helps."""
        if refusal.code == "missing_scope":
            _log.error("missing scope: needed %s, provided %s", refusal.needed, refusal.provided)
        try:
            text = sentence_for(refusal, self.words, self.mention())
            if text is not None:
                self.tell_alone(sentence(text))
        except (SlackRefused, SlackUnavailable) as error:
            _log.warning("job %s: the user could not be told: %s", self._request.job_id, error)

    def try_to_tell(self, text: str) -> None:
        """Tell the user without steps and without a second try, where the job is lost anyway."""
        try:
            if self._request.response_url is not None:
                self._poster.whisper(self._request.response_url, sentence(text), False)
            else:
                self._whisper_in_channel(sentence(text))
        except SlackError as error:
            _log.warning("job %s: the user could not be told: %s", self._request.job_id, error)

    def _whisper_in_channel(self, answer: Answer) -> None:
        self._poster.whisper_in_channel(self._request.channel_id, self._request.user_id, answer)

    def _send_directly(self, answer: Answer) -> None:
        self._poster.send_directly(self._request.user_id, answer)
