"""Figures for Prometheus at `/metrics`: answers, failures, how long they took, what waits."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Histogram, make_wsgi_app
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from bot.jobs.inbox import Inbox

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

METRICS_PATH = "/metrics"
_SECONDS = (0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 1_800)


class Metrics:
    """One process's figures, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.ended = Counter(
            "classify_jobs_ended_total",
            "Jobs by how they ended",
            ["outcome"],
            registry=self.registry,
        )
        self.failed = Counter(
            "classify_jobs_failed_total",
            "Jobs that failed, by Slack's error code",
            ["cause"],
            registry=self.registry,
        )
        self.seconds_to_text = Histogram(
            "classify_seconds_to_text",
            "From the event's arrival to the text answer",
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.seconds_to_picture = Histogram(
            "classify_seconds_to_picture",
            "From the event's arrival to the picture in the thread",
            buckets=_SECONDS,
            registry=self.registry,
        )

    def watch_queue(self, inbox: Inbox) -> None:
        """Report the queue's depth as well, counted whenever it is asked for."""
        self.registry.register(_QueueDepth(inbox))


class _QueueDepth(Collector):
    def __init__(self, inbox: Inbox) -> None:
        self._inbox = inbox

    def describe(self) -> Iterable[GaugeMetricFamily]:
        return [self._gauge()]  # so that registering it does not ask the database yet

    def collect(self) -> Iterator[GaugeMetricFamily]:
        gauge = self._gauge()
        try:
            gauge.add_metric([], self._inbox.depth())
        except SQLAlchemyError:
            return  # no figure is better than a wrong one
        yield gauge

    @staticmethod
    def _gauge() -> GaugeMetricFamily:
        return GaugeMetricFamily("classify_queue_depth", "Requests that wait or are being answered")


def with_metrics(application: "WSGIApplication", metrics: Metrics) -> "WSGIApplication":
    """The application, and the figures at `/metrics`."""
    figures = make_wsgi_app(metrics.registry)

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        asked = environ.get("PATH_INFO") == METRICS_PATH and environ.get("REQUEST_METHOD") == "GET"
        return (figures if asked else application)(environ, start_response)

    return answer
