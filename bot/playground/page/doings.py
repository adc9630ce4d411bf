"""What a person does on the page: each form posts here and is led back to where it was."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.playground.control.acts import Acts
from bot.playground.control.people import People
from bot.playground.errors import ActionError, SlackError
from bot.playground.model import Message, User
from bot.playground.page.fault_switches import switch_named, turn
from bot.playground.page.installed_app import installed_app
from bot.playground.page.person import PERSON_COOKIE, THEME_COOKIE, people_of, person_of, remember
from bot.playground.page.place import Place, Tab
from bot.playground.page.shown import Eyes
from bot.playground.page.wording import Wording, wording_for
from bot.playground.playground import Playground

TABS: tuple[Tab, ...] = ("channel", "home", "messages")
LONGEST = 10  # parts of a form; ours are small


@dataclass(frozen=True)
class Doing:
    """One act: who does it, where, with which fields of the form."""

    playground: Playground
    person: User
    place: Place
    form: dict[str, str]

    @property
    def words(self) -> Wording:
        """The sentences this person reads."""
        return wording_for(self.person)

    @property
    def message(self) -> Message:
        """The one at the form's `ts`."""
        eyes = Eyes(self.playground.workspace, self.person)
        found = eyes.message(self.place.channel, self.form.get("ts", ""))
        if found is None:
            raise ActionError("message_not_found")
        return found

    @property
    def acts(self) -> Acts:
        """What this person can do beside writing."""
        return Acts(self.playground, self.person)


Verb = Callable[[Doing], Awaitable[Place]]


async def send(doing: Doing) -> Place:
    """Write a message, or type a command."""
    text, thread_ts = doing.form.get("text", "").strip(), doing.form.get("thread_ts") or None
    if not text:
        return doing.place
    if text.startswith("/"):
        return await _command(doing, text, thread_ts)
    people = People(doing.playground)
    people.say(doing.person, doing.place.channel, text, thread_ts=thread_ts)
    return doing.place if thread_ts else doing.place.following()


async def _command(doing: Doing, text: str, thread_ts: str | None) -> Place:
    name, _, rest = text.partition(" ")
    known = [command.name for command in installed_app().commands]
    if name not in known:
        _tell(doing, doing.words.unknown_command.format(command=name, known=", ".join(known)))
    elif thread_ts:
        _tell(doing, doing.words.no_command_in_thread.format(command=name))
    else:
        await doing.acts.command(doing.place.channel, name, rest.strip())
    return doing.place.following() if not thread_ts else doing.place


async def shortcut(doing: Doing) -> Place:
    """Choose a shortcut in a message's menu."""
    message = doing.message
    await doing.acts.shortcut(message, doing.form.get("callback_id", ""))
    return doing.place.with_thread(message.thread_ts or message.ts)


async def press(doing: Doing) -> Place:
    """Press a button, or choose from a menu, under a message or in the Home tab."""
    action_id, value = doing.form.get("action_id", ""), doing.form.get("value")
    view_id = doing.form.get("view_id")
    if view_id is None:
        await doing.acts.press(doing.message, action_id, value)
        return doing.place
    view = doing.playground.workspace.views.get(view_id)
    if view is None:
        raise ActionError("view_not_found")
    await doing.acts.press_in_view(view, action_id, value)
    return doing.place


async def delete(doing: Doing) -> Place:
    """Delete a message of one's own."""
    message = doing.message
    if message.user_id != doing.person.id:
        raise ActionError("cant_delete_message")
    People(doing.playground).delete(message)
    return doing.place


async def invite(doing: Doing) -> Place:
    """Bring the bot into the channel."""
    doing.place.channel.members.add(doing.playground.workspace.installation.bot_user_id)
    doing.playground.log.record("setting", "bot_invited", channel=doing.place.channel.id)
    return doing.place


async def fault(doing: Doing) -> Place:
    """Turn a switch of the drawer."""
    switch = switch_named(doing.form.get("name", ""))
    if switch is not None:
        is_on = turn(switch, doing.playground.faults)
        doing.playground.log.record("setting", "fault_switch", name_=switch.name, is_on=is_on)
    return doing.place


VERBS: dict[str, Verb] = {
    "send": send,
    "shortcut": shortcut,
    "press": press,
    "delete": delete,
    "invite": invite,
    "fault": fault,
}

FORMS = (*VERBS, "kill")


@dataclass(frozen=True)
class Doings:
    """The endpoints of the forms.

    Attributes:
        kill: kills the bot's process; None where nobody can.
    """

    playground: Playground
    kill: Callable[[], None] | None = None

    async def do(self, request: Request) -> Response:
        """POST `/page/{what}`; what is refused is told by Slackbot, to this person alone."""
        doing = await self._doing(request)
        what = request.url.path.rpartition("/")[2]
        try:
            place = await self._verb(what)(doing)
        except (SlackError, ActionError) as error:
            _tell(doing, doing.words.refused.format(code=error))
            place = doing.place
        return RedirectResponse(place.url, status_code=303)

    async def choose_person(self, request: Request) -> Response:
        """From now on be somebody else."""
        return await self._chosen(request, PERSON_COOKIE, "person")

    async def choose_theme(self, request: Request) -> Response:
        """From now on light, dark, or as the device has it."""
        return await self._chosen(request, THEME_COOKIE, "theme")

    def _verb(self, what: str) -> Verb:
        return self._kill if what == "kill" else VERBS[what]

    async def _kill(self, doing: Doing) -> Place:
        if self.kill is not None:
            self.kill()
            doing.playground.log.record("setting", "bot_killed")
        return doing.place

    async def _chosen(self, request: Request, cookie: str, field: str) -> Response:
        doing = await self._doing(request)
        response = RedirectResponse(doing.place.url, status_code=303)
        remember(response, cookie, doing.form.get(field, ""))
        return response

    async def _doing(self, request: Request) -> Doing:
        async with request.form(max_fields=LONGEST) as form:
            fields = {name: value for name, value in form.items() if isinstance(value, str)}
        workspace = self.playground.workspace
        person = person_of(request, people_of(workspace))
        query = request.query_params
        tab = next((each for each in TABS if each == query.get("tab")), TABS[0])
        place = Place.of(workspace, person, tab, query.get("channel", ""), query)
        return Doing(self.playground, person, place, fields)


def _tell(doing: Doing, text: str) -> None:
    doing.acts.tell(doing.place.channel, text)
