"""What we need to know of a Slack event in order to answer it, and nothing else."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, TypeAdapter

StoredRequest = Mapping[str, JsonValue]


def job_id_prefix(team_id: str) -> str:
    """How the ids of all jobs of one workspace begin."""
    return f"{team_id}-"


_READABLE_BYTES = 100_000
_READABLE_SUFFIXES = (".txt", ".md")


class AttachedFile(BaseModel):
    """A file under a message. Only small plain texts are read."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    name: str = ""
    size: int = 0
    url_private: str = ""

    @property
    def is_readable(self) -> bool:
        """Whether its content is read as a part of the message."""
        is_text = self.name.lower().endswith(_READABLE_SUFFIXES)
        return is_text and bool(self.url_private) and 0 < self.size <= _READABLE_BYTES


class RequestKind(StrEnum):
    """The way in. A mention and the same message seen as `message` are one kind, hence one job."""

    COMMAND = "command"
    MESSAGE = "message"
    SHORTCUT = "shortcut"


@dataclass(frozen=True, slots=True)
class Installed:
    """Where the app is installed: in a workspace, or in a whole Enterprise Grid organization.

    Attributes:
        team_id: None where it is the organization.
        enterprise_id: None outside Enterprise Grid.
    """

    team_id: str | None
    enterprise_id: str | None
    is_enterprise_install: bool

    @property
    def id(self) -> str:
        """One id for either."""
        return self.team_id or self.enterprise_id or ""


class _Accepted(BaseModel):
    """What every stored request has.

    Attributes:
        team_id, channel_id, user_id: Slack's ids; the team is the one in which the app is
            installed, in a shared channel not always the user's own, and the enterprise where it
            is installed in the whole organization.
        enterprise_id, is_enterprise_install: of that installation.
        accepted_at: seconds since 1970 by our clock.
        response_url: where the asking user can be told something alone.
    """

    # An error of pydantic quotes its input; ours must never carry a message's text into a log.
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    team_id: str
    channel_id: str
    user_id: str
    accepted_at: float
    response_url: str | None = None
    enterprise_id: str | None = None
    is_enterprise_install: bool = False

    @property
    def installed(self) -> Installed:
        """The installation whose token the answer needs."""
        team_id = None if self.is_enterprise_install else self.team_id
        return Installed(team_id, self.enterprise_id, self.is_enterprise_install)

    @property
    def partition(self) -> str:
        """Requests of one partition are answered one after the other, in order."""
        return f"{self.team_id}-{self.channel_id}"

    @property
    def user_key(self) -> str:
        """The user across workspaces, under which the job store finds their jobs."""
        return f"{self.team_id}-{self.user_id}"

    @property
    def asked_at(self) -> float:
        """When it was asked, in seconds since 1970: what the order within a partition goes by."""
        return self.accepted_at

    def to_stored(self) -> dict[str, JsonValue]:
        """As plain JSON values, the form in which it lies in the job store."""
        return self.model_dump(mode="json")

    def _id_of(self, kind: str, *parts: str) -> str:
        """An id that begins with the team's, by which all jobs of a workspace are found."""
        key = "\n".join((self.team_id, self.channel_id, *parts))
        digest = hashlib.sha256(key.encode()).hexdigest()[:32]
        return f"{job_id_prefix(self.team_id)}{kind}-{digest}"


class ClassificationRequest(_Accepted):
    """One wish to have a text classified, as it is stored before Slack gets its acknowledgement.

    Attributes:
        kind: the way it came in.
        delivery: what tells this wish from every other one of its channel: the message's `ts`,
            or for a command, which has none, its `trigger_id`.
        text: in Slack's own markup, as it arrived.
        message_ts: the message that is to be classified; None for commands.
        thread_ts: the thread the message stands in; None when it stands in none.
        answer_thread_ts: the thread to answer in; None to post into the channel.
        files: what is attached to the message.
        is_one_too_many: whether the user is only to be told that it was too much at once.
    """

    type: Literal["classification"] = "classification"
    kind: RequestKind
    delivery: str
    text: str
    message_ts: str | None = None
    thread_ts: str | None = None
    answer_thread_ts: str | None = None
    files: tuple[AttachedFile, ...] = ()
    is_one_too_many: bool = False

    @property
    def job_id(self) -> str:
        """The same for every delivery of the same wish, whatever its `event_id`.

        Two deliveries with one event id always carry the same message, and two event ids can
        carry the same message too (`app_mention` and `message`); the message decides.
        """
        return self._id_of(self.kind, self.kind, self.delivery)

    @property
    def asked_at(self) -> float:
        """A message's `ts` is Slack's own clock, so the order is that of the channel."""
        try:
            return float(self.message_ts or self.accepted_at)
        except ValueError:
            return self.accepted_at


EXAMPLE_ACTION = "try_example"


class ClickKind(StrEnum):
    """What a button or menu under an answer is for; the value is its `action_id`."""

    RIGHT = "feedback_right"
    WRONG = "feedback_wrong"
    CORRECTION = "feedback_correction"
    OTHER_CATEGORY = "other_category"


class Click(_Accepted):
    """A button pressed or a menu item chosen under an answer.

    Attributes:
        kind: which one.
        trigger_id: different for every click.
        answer_job_id: the job whose answer it stands under.
        value: what the button or item says; a category or a choice (see answering/buttons.py).
        thread_ts: the thread of the answer.
    """

    type: Literal["click"] = "click"
    kind: ClickKind
    trigger_id: str
    answer_job_id: str
    value: str
    thread_ts: str | None = None

    @property
    def job_id(self) -> str:
        """One job a click; but the picture of one category is drawn once under one answer."""
        if self.kind is ClickKind.OTHER_CATEGORY:
            return self._id_of("click", self.kind, self.answer_job_id, self.value)
        return self._id_of("click", self.kind, self.trigger_id)


class HomeOpened(_Accepted):
    """The Home tab opened.

    Attributes:
        delivery: the event's id.
        channel_id: the user's direct messages with the bot.
    """

    type: Literal["home"] = "home"
    delivery: str

    @property
    def job_id(self) -> str:
        """One job a delivery."""
        return self._id_of("home", self.delivery)


class Uninstalled(_Accepted):
    """The app was removed from a workspace, or its token revoked.

    Attributes:
        delivery: the event's id.
        happened_at: when, in seconds since 1970 by Slack's clock.
        code: Slack's error code for a token that is gone in this way.
    """

    type: Literal["uninstalled"] = "uninstalled"
    delivery: str
    happened_at: float
    code: str

    @property
    def job_id(self) -> str:
        """One job a delivery."""
        return self._id_of("uninstalled", self.delivery)


Request = ClassificationRequest | Click | HomeOpened | Uninstalled
_ANY_REQUEST: TypeAdapter[Request] = TypeAdapter(Annotated[Request, Field(discriminator="type")])


def read_stored(stored: StoredRequest) -> Request:
    """The inverse of `to_stored`; fields that a newer version added are passed over.

    Raises:
        pydantic.ValidationError: it is no request of ours.
    """
    return _ANY_REQUEST.validate_python(stored)
