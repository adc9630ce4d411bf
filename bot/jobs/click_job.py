"""A button or menu under an answer: feedback taken, or the picture of another category drawn."""

from bot.answering.answer import Answer, sentence
from bot.answering.blocks import section
from bot.answering.buttons import Correction, correction_menu, said_category
from bot.answering.errors import SlackRefused
from bot.answering.posting import Place
from bot.feedback import Feedback
from bot.jobs.conversation import Conversation
from bot.jobs.outcome import Outcome, outcome_of
from bot.jobs.picture import PictureSharing
from bot.jobs.steps import Steps
from bot.jobs.tools import Tools
from bot.listening.mrkdwn import escape
from bot.listening.requests import Click, ClickKind


class ClickJob:
    """The steps for one click."""

    def __init__(self, tools: Tools, steps: Steps, click: Click) -> None:
        self._tools = tools
        self._steps = steps
        self._click = click
        self._conversation = Conversation(tools, steps, click)
        self._words = self._conversation.words

    def run(self) -> Outcome:
        """Do what was clicked on, and tell only the one who clicked.

        Raises:
            SlackRefused: Slack does not let us.
            SlackUnavailable: Slack stayed away.
        """
        action = {
            ClickKind.RIGHT: self._note_right,
            ClickKind.WRONG: self._ask_correction,
            ClickKind.CORRECTION: self._note_correction,
            ClickKind.OTHER_CATEGORY: self._draw_other_category,
        }[self._click.kind]
        try:
            action()
        except SlackRefused as refusal:
            self._conversation.explain(refusal)
            raise
        return Outcome(self._click.kind.value)

    def give_up(self) -> None:
        """Say that this one did not work; for a job that keeps killing its worker."""
        self._conversation.try_to_tell(self._words.failed)

    def _note_right(self) -> None:
        self._keep(said_category(self._click.value), may_keep_text=False)
        self._conversation.tell_alone(sentence(self._words.thanks_right))

    def _ask_correction(self) -> None:
        menu = correction_menu(
            self._click.answer_job_id, self._tools.reader.categories, self._words
        )
        text = self._words.ask_correction
        self._conversation.tell_alone(Answer(text, (section(text), menu)))

    def _note_correction(self) -> None:
        correction = Correction.from_value(self._click.value)
        kept = self._keep(correction.category, may_keep_text=correction.may_keep_text)
        text = self._words.thanks_correction.format(
            category=escape(correction.category or self._words.none_of_these),
            text_note=self._words.text_kept if kept else self._words.text_not_kept,
        )
        self._conversation.tell_alone(sentence(text), replace=True)

    def _keep(self, category: str | None, *, may_keep_text: bool) -> bool:
        """Store what was said, over what the same user said before; True when the text is kept."""
        outcome = self._steps.run("read_answer", lambda _: self._answer_outcome())
        text = outcome["text"]
        feedback = Feedback(
            answer_job_id=self._click.answer_job_id,
            team_id=self._click.team_id,
            user_id=self._click.user_id,
            category=category,
            model=outcome["model"],
            text=text,
        )
        self._tools.feedback.keep(feedback, may_keep_text=may_keep_text)
        return may_keep_text and text is not None

    def _draw_other_category(self) -> None:
        text = self._steps.run("read_answer", lambda _: self._answer_outcome())["text"]
        if text is None:
            self._conversation.tell_alone(sentence(self._words.text_gone))
            return
        classification = self._tools.reader.classify(text)
        sharing = PictureSharing(
            self._tools,
            self._steps,
            self._conversation.language,
            classification,
            self._click.value,
        )
        if not sharing.share(Place(self._click.channel_id, self._click.thread_ts)):
            self._conversation.tell_alone(sentence(self._words.failed))

    def _answer_outcome(self) -> dict[str, str | None]:
        """What the job store still knows of the answer that was clicked on."""
        return (outcome_of(self._click.answer_job_id) or Outcome("gone")).to_stored()
