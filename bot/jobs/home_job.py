"""The Home tab published for the user who opened it."""

from dbos import DBOS

from bot.answering.home import PastAnswer, home_view
from bot.answering.wording import wording
from bot.jobs.database import QUEUE_NAME
from bot.jobs.outcome import Outcome, outcome_in
from bot.jobs.steps import Steps
from bot.jobs.tools import Tools
from bot.listening.requests import HomeOpened

_LAST_ANSWERS = 5
_LOOKED_AT = 30


class HomeJob:
    """The one step of it."""

    def __init__(self, tools: Tools, steps: Steps, opened: HomeOpened) -> None:
        self._tools = tools
        self._steps = steps
        self._opened = opened

    def run(self) -> Outcome:
        """Publish the view.

        Raises:
            SlackRefused: Slack does not let us.
            SlackUnavailable: Slack stayed away.
        """
        self._steps.run("publish_home", lambda _: self._publish())
        return Outcome("home")

    def give_up(self) -> None:
        """Nothing to say: the tab shows what it showed before."""

    def _publish(self) -> None:
        opened, reader = self._opened, self._tools.reader
        view = home_view(
            opened.channel_id,
            reader.categories,
            reader.model,
            self._past_answers(),
            wording(self._tools.locales.language_of(opened.user_id)),
        )
        self._tools.poster.publish_home(opened.user_id, view)

    def _past_answers(self) -> list[PastAnswer]:
        """The user's last answers, newest first, as far as the job store still has them."""
        jobs = DBOS.list_workflows(
            user=self._opened.user_key,
            queue_name=QUEUE_NAME,
            status="SUCCESS",
            sort_desc=True,
            limit=_LOOKED_AT,
            load_input=False,
        )
        outcomes = [outcome_in(job) for job in jobs]
        answered = [each for each in outcomes if each is not None and each.text is not None]
        return [PastAnswer(each.text or "", each.category) for each in answered[:_LAST_ANSWERS]]
