"""The command `say`: post as a person, wait for the bot's picture, show the thread."""

import argparse
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import httpx

from bot.playground.client import (
    DEFAULT_CHANNEL,
    DEFAULT_TIMEOUT,
    DEFAULT_URL,
    DEFAULT_USER,
    PlaygroundClient,
    PlaygroundError,
    StillWaiting,
)
from bot.playground.sightings import Message, Picture, Sent
from bot.playground.typed import as_read

DEFAULT_DIRECTORY = Path("build/playground")


def add_say_options(parser: argparse.ArgumentParser) -> None:
    """The options of `say`."""
    parser.add_argument("text", nargs="?", default="", help="what to write; may be empty")
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--mention", action="store_true", help="mention the bot (the default)")
    way.add_argument("--command", action="store_true", help="type /classify")
    way.add_argument("--direct", action="store_true", help="write to the bot directly")
    way.add_argument("--plain", action="store_true", help="write without the bot; do not wait")
    parser.add_argument("--channel", default=DEFAULT_CHANNEL)
    parser.add_argument("--user", default=DEFAULT_USER)
    parser.add_argument("--thread", metavar="TS", help="answer in the thread of this message")
    parser.add_argument("--timeout", type=float, default=DEFAULT_TIMEOUT, metavar="SECONDS")
    parser.add_argument("--pictures", type=Path, default=DEFAULT_DIRECTORY, metavar="FOLDER")
    parser.add_argument("--url", default=DEFAULT_URL, help="where the playground runs")


def say(options: argparse.Namespace) -> int:
    """Do it; returns the exit code: 0 when the picture came."""
    try:
        with PlaygroundClient(options.url) as slack:
            return converse(slack, options)
    except httpx.ConnectError:
        print(f"No playground at {options.url}. Start it with `make run`.", file=sys.stderr)
    except PlaygroundError as error:
        print(f"The playground refused: {error}", file=sys.stderr)
    return 2


def converse(slack: PlaygroundClient, options: argparse.Namespace) -> int:
    """Post, wait, show."""
    if options.plain:
        show(slack, slack.thread(post(slack, options)), None, options)
        return 0
    try:
        # Sent before the bot is there, it would only be sent again after a minute, as Slack does.
        slack.wait_for_bot(timeout=options.timeout)
    except StillWaiting:
        print(f"No bot has connected within {options.timeout:g} s.", file=sys.stderr)
        return 1
    sent = post(slack, options)
    try:
        picture = slack.wait_for_picture(sent, timeout=options.timeout)
    except StillWaiting:
        show(slack, conversation(slack, sent, options.user), None, options)
        print(f"No picture within {options.timeout:g} s.", file=sys.stderr)
        return 1
    show(slack, slack.thread(picture.message), picture, options)
    return 0


def post(slack: PlaygroundClient, options: argparse.Namespace) -> Sent:
    """Write in the way that was asked for."""
    if options.command:
        return slack.command(options.text, channel=options.channel, user=options.user)
    if options.direct:
        return slack.direct_message(options.text, user=options.user, thread_ts=options.thread)
    write = slack.say if options.plain else slack.mention
    return write(options.text, channel=options.channel, user=options.user, thread_ts=options.thread)


def conversation(slack: PlaygroundClient, sent: Sent, user: str) -> list[Message]:
    """What can be seen of it so far, also what only this user sees."""
    seen = slack.thread(sent) if sent.ts else []
    since = [m for m in slack.messages(sent.channel_id) if m.sequence > sent.sequence]
    own = [m for m in slack.ephemeral(user=user) if m.sequence > sent.sequence]
    by_ts = {message.ts: message for message in [*seen, *since, *own]}
    return [by_ts[ts] for ts in sorted(by_ts)]


def show(
    slack: PlaygroundClient,
    messages: list[Message],
    picture: Picture | None,
    options: argparse.Namespace,
) -> None:
    """Print messages, and where their pictures were saved."""
    names = slack.names()
    for message in messages:
        print(line(message, names))
        for file in message.files:
            is_awaited = picture is not None and file.id == picture.file.id
            content = picture.png if picture and is_awaited else slack.file_bytes(file.id)
            print(f"      {save(options.pictures, f'{file.id}-{file.name}', content)}")
            print(f"      {file.alt_txt}" if file.alt_txt else "      (no alt text)")


def line(message: Message, names: Mapping[str, str]) -> str:
    """One message: when, who, what."""
    at = time.strftime("%H:%M:%S", time.localtime(float(message.ts)))
    who = names.get(message.user_id, message.user_id)
    indent = "  " if message.thread_ts else ""
    note = "(only for you) " if message.is_ephemeral else ""
    return f"{indent}{at} {who}: {note}{as_read(message.text, names)}"


def save(folder: Path, name: str, content: bytes) -> Path:
    """Write a file; returns its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / Path(name).name
    path.write_bytes(content)
    return path.resolve()
