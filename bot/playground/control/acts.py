"""What people do beside writing: commands, shortcuts, buttons, modals."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from bot.playground.blocks.elements import pressed
from bot.playground.delivery.payloads import Payloads
from bot.playground.delivery.transport import Outcome, OutgoingRequest
from bot.playground.errors import SlackError
from bot.playground.json_values import JsonObject, json_object, json_objects
from bot.playground.model import Channel, Message, User, View
from bot.playground.playground import Playground
from bot.playground.typed import as_written
from bot.playground.web_api.arguments import Arguments
from bot.playground.web_api.response_urls import address, respond
from bot.playground.workspace import SLACKBOT_ID, Workspace


@dataclass(frozen=True)
class Acts:
    """Those of one user; every verb returns what `sightings.Sent` reads."""

    playground: Playground
    user: User

    async def command(self, channel: Channel, name: str, text: str) -> JsonObject:
        """Type a slash command; it reaches the app from channels the bot is not in."""
        sequence = self._begin("command", channel)
        response_url = self._workspace.add_response_url(channel, self.user, None)
        url = address(self.playground, response_url)
        trigger_id = self._workspace.add_trigger(self.user).id
        written = as_written(text, self._workspace)
        payload = self._payloads.command(channel, name, written, url, trigger_id)
        outcome = await self._deliver("slash_commands", payload)
        if outcome.accepted and outcome.body is not None:
            answer = outcome.body if isinstance(outcome.body, dict) else plain(outcome.body)
            self._noting(lambda: respond(self.playground, response_url, Arguments(answer)))
        if not outcome.accepted:
            self.tell(channel, failure(name, outcome))
        return self._done(channel, sequence, outcome, url, trigger_id)

    async def shortcut(self, message: Message, callback_id: str) -> JsonObject:
        """Choose a message shortcut."""
        channel = self._workspace.channel(message.channel_id)
        sequence = self._begin("shortcut", channel)
        written = self.playground.wire.message(message)
        payload = self._payloads.message_shortcut(channel, written, callback_id)
        return await self._interact(channel, sequence, payload, message)

    async def press(self, message: Message, action_id: str, value: str | None) -> JsonObject:
        """Press a button, or choose from a menu, under a message."""
        channel = self._workspace.channel(message.channel_id)
        action = pressed(message.blocks, action_id, value)
        sequence = self._begin("press", channel)
        payload = self._payloads.message_action(
            channel,
            self.playground.wire.message(message),
            action,
            is_ephemeral=bool(message.ephemeral_for),
        )
        return await self._interact(channel, sequence, payload, message)

    async def press_in_view(self, view: View, action_id: str, value: str | None) -> JsonObject:
        """Press a button, or choose from a menu, in a view."""
        action = pressed(json_objects(view.definition.get("blocks")), action_id, value)
        channel = self._workspace.direct_channel(self.user.id)
        sequence = self._begin("press", channel)
        payload = self._payloads.view_action(self.playground.wire.view(view), action)
        return await self._interact(channel, sequence, payload, None)

    async def submit(self, view: View, values: JsonObject) -> JsonObject:
        """Submit a modal; it closes unless the bot answers otherwise."""
        channel = self._workspace.direct_channel(self.user.id)
        sequence = self._begin("submit", channel)
        payload = self._payloads.view_submission(self.playground.wire.view(view), values)
        sent = await self._interact(channel, sequence, payload, None)
        after_submission(self._workspace, view, json_object(sent["acknowledgement"]))
        return sent

    def tell(self, channel: Channel, text: str) -> None:
        """What Slackbot tells this user alone."""
        ts = self._workspace.timestamps.next()
        message = Message(channel.id, ts, SLACKBOT_ID, text, 0, ephemeral_for=self.user.id)
        self._workspace.post(message)

    @property
    def _workspace(self) -> Workspace:
        return self.playground.workspace

    @property
    def _payloads(self) -> Payloads:
        return Payloads(self._workspace.installation, self.user)

    async def _interact(
        self, channel: Channel, sequence: int, payload: JsonObject, message: Message | None
    ) -> JsonObject:
        """Deliver an interaction; where it concerns a message, it brings a response URL."""
        url, trigger_id = "", self._workspace.add_trigger(self.user).id
        if message is not None:
            response_url = self._workspace.add_response_url(channel, self.user, message)
            url = address(self.playground, response_url)
            payload = payload | {"response_url": url}
        outcome = await self._deliver("interactive", payload | {"trigger_id": trigger_id})
        return self._done(channel, sequence, outcome, url, trigger_id)

    async def _deliver(
        self, kind: Literal["slash_commands", "interactive"], payload: JsonObject
    ) -> Outcome:
        return await self.playground.delivery.once(OutgoingRequest(kind, kind, payload))

    def _begin(self, what: str, channel: Channel) -> int:
        log = self.playground.log
        return log.record("action", what, user=self.user.id, channel=channel.id)

    def _done(
        self, channel: Channel, sequence: int, outcome: Outcome, url: str, trigger_id: str
    ) -> JsonObject:
        return {
            "channel": channel.id,
            "sequence": sequence,
            "acknowledgement": outcome.to_wire(),
            "response_url": url,
            "trigger_id": trigger_id,
        }

    def _noting(self, work: Callable[[], None]) -> None:
        """What an acknowledgement asks for can be refused; then only the log knows."""
        try:
            work()
        except SlackError as error:
            self.playground.log.record("acknowledgement", "refused", error=error.code)


def failure(command: str, outcome: Outcome) -> str:
    """What Slack says of a command that the app did not acknowledge."""
    error = {"timeout": "operation_timeout"}.get(outcome.reason, "dispatch_failed")
    return f'{command} failed with the error "{error}"'


def plain(text: str) -> JsonObject:
    """A message of text only."""
    return {"text": text}


def after_submission(workspace: Workspace, view: View, acknowledgement: JsonObject) -> None:
    """Close the modal, or do what the bot's acknowledgement asks for."""
    answer = json_object(acknowledgement.get("body"))
    if acknowledgement.get("accepted") is not True:
        return
    match answer.get("response_action"):
        case "errors":
            return
        case "update":
            view.definition = json_object(answer.get("view"))
        case "push":
            workspace.add_view("modal", view.user_id, json_object(answer.get("view")), view)
        case "clear":
            for open_view in workspace.modals(view.user_id):
                del workspace.views[open_view.id]
        case _:
            del workspace.views[view.id]
