"""What we need to know of a Slack event in order to answer it, and nothing else."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum

StoredRequest = dict[str, str | float | None]


class RequestKind(StrEnum):
    """The way in. A mention and the same message seen as `message` are one kind, hence one job."""

    COMMAND = "command"
    MESSAGE = "message"
    SHORTCUT = "shortcut"
    OTHER_CATEGORY = "other_category"


@dataclass(frozen=True, slots=True)
class ClassificationRequest:
    """One wish to have a text classified, as it is stored before Slack gets its acknowledgement.

    Attributes:
        kind: the way it came in.
        delivery: what tells this wish from every other one of the workspace: the message's `ts`,
            or for commands and clicks, which have none, their `trigger_id`.
        team_id, channel_id, user_id: Slack's ids; the team's is the enterprise's for org installs.
        text: in Slack's own markup, as it arrived.
        accepted_at: seconds since 1970 by our clock.
        message_ts: the message that is to be classified; None for commands.
        thread_ts: the thread the message stands in; None when it stands in none.
        answer_thread_ts: the thread to answer in; None to post into the channel.
        response_url: where the asking user can be told something alone.
        category: for `OTHER_CATEGORY`, the category whose picture is wanted.
    """

    kind: RequestKind
    delivery: str
    team_id: str
    channel_id: str
    user_id: str
    text: str
    accepted_at: float
    message_ts: str | None = None
    thread_ts: str | None = None
    answer_thread_ts: str | None = None
    response_url: str | None = None
    category: str | None = None

    @property
    def job_id(self) -> str:
        """The same for every delivery of the same wish, whatever its `event_id`.

        Two deliveries with one event id always carry the same message, and two event ids can
        carry the same message too (`app_mention` and `message`); the message decides.
        """
        key = "\n".join((self.kind, self.team_id, self.channel_id, self.delivery))
        return f"{self.kind}-{hashlib.sha256(key.encode()).hexdigest()[:32]}"

    def to_stored(self) -> StoredRequest:
        """As plain JSON values, the form in which it lies in the job store."""
        return {**asdict(self), "kind": self.kind.value}

    @classmethod
    def from_stored(cls, stored: Mapping[str, str | float | None]) -> "ClassificationRequest":
        """The inverse of `to_stored`; fields that a newer version added are passed over.

        Raises:
            KeyError: a field without a default is missing.
        """

        def optional(name: str) -> str | None:
            value = stored.get(name)
            return None if value is None else str(value)

        return cls(
            kind=RequestKind(str(stored["kind"])),
            delivery=str(stored["delivery"]),
            team_id=str(stored["team_id"]),
            channel_id=str(stored["channel_id"]),
            user_id=str(stored["user_id"]),
            text=str(stored["text"]),
            accepted_at=float(stored["accepted_at"] or 0.0),
            message_ts=optional("message_ts"),
            thread_ts=optional("thread_ts"),
            answer_thread_ts=optional("answer_thread_ts"),
            response_url=optional("response_url"),
            category=optional("category"),
        )
