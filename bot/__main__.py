"""`python -m bot`: the whole bot; with a command behind it, one part of it."""

import argparse
import sys

from sqlalchemy.exc import SQLAlchemyError

from bot import feedback
from bot.errors import CannotStart
from bot.jobs.database import make_engine
from bot.jobs.migration import migrate
from bot.jobs.tools import Reader
from bot.operating.check import run_checks
from bot.operating.logs import configure_logging
from bot.service import run_socket_mode, run_worker
from bot.settings import Settings, read_settings
from classifier.errors import ClassifierError

_PATIENCE = 10.0  # seconds to wait for the database


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    options = _parser().parse_args(arguments)
    try:
        settings = read_settings()
        configure_logging(settings.log_level, settings.log_format)
        return _run(options, settings)
    except (CannotStart, ClassifierError) as error:
        print(error, file=sys.stderr)
        return 1
    except SQLAlchemyError as error:
        print(
            f"the database cannot be used ({type(error).__name__}): check DATABASE_URL, and that "
            "it is there and can be written",
            file=sys.stderr,
        )
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description=__doc__)
    commands = parser.add_subparsers(dest="command", metavar="command")
    commands.add_parser(
        "run",
        help="Socket Mode and worker in one process; against the playground where no token is "
        "set (default)",
    )
    commands.add_parser("worker", help="only answer what web processes have stored")
    commands.add_parser("migrate", help="make or update the job store's tables")
    commands.add_parser("check", help="test tokens, scopes, database, model and fonts")
    _add_feedback(commands.add_parser("feedback", help="what people said about answers"))
    return parser


def _add_feedback(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="action", required=True)
    actions.add_parser("export", help="print texts and right categories as CSV, for training")
    forget = actions.add_parser("forget", help="delete everything a person said")
    forget.add_argument("--user", required=True, help="the person's Slack id, U…")


def _run(options: argparse.Namespace, settings: Settings) -> int:
    if options.command == "check":
        return 0 if run_checks(settings, load_reader) else 1
    if options.command == "migrate":
        migrate(settings.database_url)
    elif options.command == "feedback":
        _run_feedback(options, settings)
    elif options.command == "worker":
        run_worker(settings, load_reader)
    elif settings.has_no_tokens:
        return _run_demo(settings.port)
    else:
        run_socket_mode(settings, load_reader)
    return 0


def _run_feedback(options: argparse.Namespace, settings: Settings) -> None:
    migrate(settings.database_url)
    store = feedback.FeedbackStore(make_engine(settings.database_url, patience=_PATIENCE))
    if options.action == "export":
        count = feedback.export(store, sys.stdout)
        print(f"{count} texts exported", file=sys.stderr)
    else:
        print(f"{store.forget(options.user)} entries deleted", file=sys.stderr)


def load_reader() -> Reader:
    """The shipped model. Imported here: whoever only migrates needs no runtime."""
    from bot.reader import load_reader

    return load_reader()


def _run_demo(port: int) -> int:
    """No token at all: a stand-in Slack as a process of its own, and the bot against it."""
    # Imported here: only who tries the bot needs it.
    from bot.demo.run import run_demo

    return run_demo(port)


if __name__ == "__main__":
    sys.exit(main())
