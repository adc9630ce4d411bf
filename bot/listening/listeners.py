"""What the bot listens to, and what each event is stored as. Everything else is let go quietly."""

import re
from collections.abc import Callable, Mapping

from slack_bolt import Ack, App

from bot.answering.wording import Wording
from bot.listening.events import read_command, read_direct_message, read_mention
from bot.listening.requests import ClassificationRequest

Body = Mapping[str, object]
Accept = Callable[[ClassificationRequest], None]

COMMAND = "/classify"
_ANYTHING = re.compile(".*")
_HELP = frozenset({"", "help", "ヘルプ", "使い方"})


def register_listeners(
    app: App, accept: Accept, words: Wording, categories: tuple[str, ...]
) -> None:
    """Register every listener.

    Args:
        accept: stores a request; whatever it raises keeps the event from being acknowledged.
    """
    usage = words.usage.format(categories=words.between_words.join(categories))

    @app.command(COMMAND)
    def on_command(ack: Ack, body: Body) -> None:
        request = read_command(body)
        if request.text.strip().lower() in _HELP:
            ack(text=usage, response_type="ephemeral")
            return
        accept(request)
        ack()

    @app.event("app_mention")
    def on_mention(body: Body) -> None:
        _accept_if_meant(accept, read_mention(body))

    @app.event(re.compile("^message$"))
    def on_message(body: Body) -> None:
        _accept_if_meant(accept, read_direct_message(body))

    _let_the_rest_go(app)


def _accept_if_meant(accept: Accept, request: ClassificationRequest | None) -> None:
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
