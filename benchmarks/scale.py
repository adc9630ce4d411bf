"""One, two and four workers on PostgreSQL, every call to Slack taking 200 ms."""

from collections.abc import Sequence
from itertools import islice

from benchmarks.load import slow_down
from benchmarks.report import Figure
from benchmarks.stage import WORKER, stage
from benchmarks.texts import mixed
from benchmarks.traffic import Traffic
from tests.scenarios.processes import free_port

_DELAY = 0.2  # seconds


def run(quick: bool) -> Sequence[Figure]:
    """Answers a second. All is stored before the workers start; no channel gets two messages."""
    messages, counts = (8, (1, 2)) if quick else (160, (1, 2, 4))
    rates = {count: _rate(count, messages) for count in counts}
    targets = {2: 1.8, 4: 3.2}
    return [
        *(Figure(f"{count} workers", rate, "answers/s") for count, rate in rates.items()),
        *(
            Figure(
                f"{count} workers / 1 worker", rates[count] / rates[1], "×", None, targets[count]
            )
            for count in counts[1:]
        ),
    ]


def _rate(workers: int, messages: int) -> float:
    address = f"127.0.0.1:{free_port()}"
    web = ("-m", "gunicorn", "bot.wsgi:make_application()", "--bind", address, "--threads", "4")
    with stage(messages, postgres=True) as on, on.running(web):
        on.slack.http_delivery_to(f"http://{address}/slack/events")
        traffic = Traffic(on.slack)
        traffic.mention_at_rate(
            islice(mixed(), messages), on.channels, per_second=1e6, seconds=float("inf")
        )
        on.slack.wait_until_quiet(timeout=120)
        slow_down(on.slack, _DELAY)
        with on.running(*[WORKER] * workers):
            traffic.wait_until_answered(timeout=900)
    posted = sorted(moment for fate in traffic.fates.values() for moment in fate.posted_at)
    # The first ones are posted while the last worker starts: they count for nobody.
    begin = posted[len(posted) // 4]
    return sum(moment > begin for moment in posted) / 2 / (posted[-1] - begin)
