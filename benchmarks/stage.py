"""The bot's processes, a stand-in Slack and a PostgreSQL server, as load runs start them."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from bot.playground.client import PlaygroundClient
from bot.playground.process import PlaygroundProcess
from tests.scenarios.postgres import fresh_database, postgres_server
from tests.scenarios.processes import BotProcess, environment_for

BOT = ("-m", "bot")
WORKER = ("-m", "bot", "worker")
# While the bot is down its events are not taken; Slack gives up after three more tries, but a
# benchmark wants every message accepted at last.
_PATIENT_REDELIVERY = (0.2, *(1.0,) * 90)


@dataclass(frozen=True, slots=True)
class Stage:
    """A stand-in Slack, and what a process of the bot needs to work for it.

    Attributes:
        slack: whose files appear without delay.
        channels: their ids.
        folder: for logs and databases; gone afterwards.
        database_url: where the jobs are kept.
    """

    slack: PlaygroundClient
    channels: tuple[str, ...]
    folder: Path
    database_url: str

    @contextmanager
    def running(self, *commands: Sequence[str]) -> Iterator[list[BotProcess]]:
        """These processes, started one after the other and connected; killed at the end."""
        environment = environment_for(self.slack, self.folder)
        environment = {**environment, "DATABASE_URL": self.database_url}
        with ExitStack() as stack:
            processes = []
            for number, command in enumerate(commands):
                process = BotProcess(command, environment, self.folder / f"{number}.log")
                stack.callback(process.kill)
                process.start()
                processes.append(process)
            if BOT in commands:
                self.slack.wait_for_connection()
            yield processes


@contextmanager
def stage(num_channels: int, *, postgres: bool = False) -> Iterator[Stage]:
    """A fresh workspace with so many channels, and an empty database."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        database_url = f"sqlite:///{folder / 'bot.sqlite'}"
        if postgres:
            server_url = stack.enter_context(postgres_server())
            database_url = stack.enter_context(fresh_database(server_url))
        slack = stack.enter_context(PlaygroundProcess())
        slack.configure(share_after=0, redeliver_after=_PATIENT_REDELIVERY)
        channels = tuple(slack.add_channel(f"channel-{n}") for n in range(num_channels))
        yield Stage(slack, channels, folder, database_url)


@dataclass(frozen=True, slots=True)
class Footprint:
    """What a process holds at one moment, and the seconds of a core it has used so far."""

    megabytes: float
    threads: int
    descriptors: int
    cpu_seconds: float


def footprint(process: BotProcess) -> Footprint:
    """Of a running process; megabytes are the resident memory."""
    seen = psutil.Process(process.pid)
    times = seen.cpu_times()
    return Footprint(
        seen.memory_info().rss / 1e6,
        seen.num_threads(),
        seen.num_fds(),
        times.user + times.system,
    )
