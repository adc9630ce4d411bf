"""What the bot listens to, and what each event is stored as. Everything else is let go quietly."""

import logging
import re
from collections.abc import Callable

from slack_bolt import Ack, App
from sqlalchemy.exc import SQLAlchemyError

from bot.answering.wording import ENGLISH, JAPANESE
from bot.listening.events import (
    Body,
    read_click,
    read_command,
    read_direct_message,
    read_example,
    read_home_opened,
    read_mention,
    read_message_shortcut,
    read_uninstalled,
)
from bot.listening.requests import EXAMPLE_ACTION, ClickKind, Request

_log = logging.getLogger(__name__)
Accept = Callable[[Request], None]

COMMAND = "/classify"
MESSAGE_SHORTCUT = "classify_message"
# In both languages: asking Slack for the user's would take time, and things are bad already.
_NOT_ACCEPTED = f"{JAPANESE.not_accepted}\n{ENGLISH.not_accepted}"
_ANYTHING = re.compile(".*")
_CLICKS = re.compile("|".join(re.escape(kind) for kind in ClickKind))


def register_listeners(app: App, accept: Accept) -> None:
    """Register every listener.

    Args:
        accept: stores a request; whatever it raises keeps the event from being acknowledged.
    """
    _register_events(app, accept)
    _register_interactions(app, accept)
    _let_the_rest_go(app)


def _register_events(app: App, accept: Accept) -> None:
    @app.event("app_mention")
    def on_mention(body: Body) -> None:
        _accept_if_meant(accept, read_mention(body))

    @app.event("app_home_opened")
    def on_home_opened(body: Body) -> None:
        _accept_if_meant(accept, read_home_opened(body))

    @app.event(re.compile("^(app_uninstalled|tokens_revoked)$"))
    def on_uninstalled(body: Body) -> None:
        _accept_if_meant(accept, read_uninstalled(body))

    @app.event(re.compile("^message$"))
    def on_message(body: Body) -> None:
        _accept_if_meant(accept, read_direct_message(body))


def _register_interactions(app: App, accept: Accept) -> None:
    @app.command(COMMAND)
    def on_command(ack: Ack, body: Body) -> None:
        try:
            accept(read_command(body))
        except SQLAlchemyError as error:
            # Slack sends a command once only, so not acknowledging it would help nobody.
            _log.error("command not accepted: %s", type(error).__name__)
            ack(text=_NOT_ACCEPTED, response_type="ephemeral")
        else:
            ack()

    @app.shortcut(MESSAGE_SHORTCUT)
    def on_message_shortcut(ack: Ack, body: Body) -> None:
        accept(read_message_shortcut(body))
        ack()

    @app.action(EXAMPLE_ACTION)
    def on_example(ack: Ack, body: Body) -> None:
        _accept_if_meant(accept, read_example(body))
        ack()

    @app.action(_CLICKS)
    def on_click(ack: Ack, body: Body) -> None:
        _accept_if_meant(accept, read_click(body))
        ack()


def _accept_if_meant(accept: Accept, request: Request | None) -> None:
    if request is not None:
        accept(request)


def _let_the_rest_go(app: App) -> None:
    """Acknowledge what nobody listens to: Slack counts a 404 as a failed delivery."""

    @app.event(_ANYTHING)
    def on_other_event() -> None:
        return None

    @app.command(_ANYTHING)
    def on_other_command(ack: Ack) -> None:
        ack()

    @app.shortcut(_ANYTHING)
    def on_other_shortcut(ack: Ack) -> None:
        ack()

    @app.action(_ANYTHING)
    def on_other_action(ack: Ack) -> None:
        ack()
