"""Everything the bot sends to Slack: text, picture, reaction. Nothing is posted twice.

A post whose fate is unknown is looked for before it is sent again: each carries its job's id in
its message metadata.
"""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from bot.answering.answer import Answer
from bot.answering.blocks import Block
from bot.answering.errors import SlackRefused
from bot.answering.slack_client import fetch_bytes, send_bytes, slack_errors
from bot.answering.workspace import Workspace

METADATA_EVENT = "classification_answered"
_ALT_TEXT_CHARACTERS = 1_000
_PAGE = 100
_CLOCK_SKEW = 300.0  # seconds that our clock and Slack's may differ


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer goes: a channel, and the thread in it (None: a new root message)."""

    channel_id: str
    thread_ts: str | None


class SlackPoster:
    """Sends for one workspace. Every method raises `SlackUnavailable` or `SlackRefused`.

    Args:
        share_timeout: seconds to wait for an uploaded file to appear; Slack shares it after the
            call that asks for it has returned, and sometimes never.
    """

    def __init__(self, workspace: Workspace, share_timeout: float = 10.0) -> None:
        self._workspace = workspace
        self._share_timeout = share_timeout

    @property
    def _client(self) -> WebClient:
        return self._workspace.client()

    def bot_user_id(self) -> str:
        """The bot's own user id in this workspace."""
        return self._workspace.bot_user_id()

    def post(self, job_id: str, place: Place, answer: Answer) -> str:
        """Post the answer and return its `ts`. Only for a job that cannot have posted yet."""
        with slack_errors("chat.postMessage"):
            response = self._client.chat_postMessage(
                channel=place.channel_id,
                thread_ts=place.thread_ts,
                text=answer.text,
                blocks=list(answer.blocks) or None,
                metadata={"event_type": METADATA_EVENT, "event_payload": {"job_id": job_id}},
                unfurl_links=False,
                unfurl_media=False,
            )
            return str(response["ts"])

    def find_post(self, job_id: str, place: Place, since: float) -> str | None:
        """The `ts` of what this job has posted there already, or None.

        Args:
            since: seconds since 1970; nothing older is looked at.
        """
        for message in self._messages(place, since):
            if _job_id_of(message) == job_id:
                return str(message.get("ts"))
        return None

    def parent_text(self, channel_id: str, thread_ts: str) -> str | None:
        """The text of the message that a thread hangs under; None where a bot wrote it."""
        with slack_errors("conversations.replies"):
            response = self._client.conversations_replies(channel=channel_id, ts=thread_ts, limit=1)
        for message in response.get("messages") or []:
            if str(message.get("ts")) == thread_ts:
                return None if message.get("bot_id") else str(message.get("text") or "")
        return None

    def read_file(self, url: str, at_most: int) -> bytes:
        """The first bytes of a file that a user attached."""
        client = self._client
        trusted = {urlsplit(client.base_url).hostname, "files.slack.com"}
        if urlsplit(url).hostname not in trusted:
            raise SlackRefused("file", "foreign_host")  # the token goes to Slack alone
        return fetch_bytes("file", url, client.token or "", at_most)

    def upload(self, filename: str, content: bytes, alt_text: str | None) -> str:
        """Bring the bytes of a file to Slack, shared nowhere yet, and return the file's id."""
        with slack_errors("files.getUploadURLExternal"):
            reserved = self._client.files_getUploadURLExternal(
                filename=filename,
                length=len(content),
                alt_txt=alt_text[:_ALT_TEXT_CHARACTERS] if alt_text else None,
            )
        send_bytes("upload", str(reserved["upload_url"]), content, "application/octet-stream")
        return str(reserved["file_id"])

    def share(self, file_id: str, title: str, place: Place) -> bool:
        """Share an uploaded file in a thread; False where it does not appear there in time."""
        with slack_errors("files.completeUploadExternal"):
            self._client.files_completeUploadExternal(
                files=[{"id": file_id, "title": title}],
                channel_id=place.channel_id,
                thread_ts=place.thread_ts,
            )
        return self.await_share(file_id, place)

    def await_share(self, file_id: str, place: Place) -> bool:
        """Whether the file stands in the channel, asked until it does or the time is over."""
        deadline = time.monotonic() + self._share_timeout
        pause = 0.1
        while not self._is_shared(file_id, place):
            if time.monotonic() + pause > deadline:
                return False
            time.sleep(pause)
            pause = min(pause * 2, 2.0)
        return True

    def react(self, channel_id: str, message_ts: str, name: str) -> None:
        """Put a reaction on a message; it may be there already."""
        self._toggle(self._client.reactions_add, channel_id, message_ts, name)

    def unreact(self, channel_id: str, message_ts: str, name: str) -> None:
        """Take the bot's reaction off a message; it may be gone already."""
        self._toggle(self._client.reactions_remove, channel_id, message_ts, name)

    def locale(self, user_id: str) -> str | None:
        """The user's locale, such as `ja-JP`."""
        with slack_errors("users.info"):
            user = self._client.users_info(user=user_id, include_locale=True)["user"]
        locale = user.get("locale")
        return str(locale) if locale else None

    def whisper(self, response_url: str, answer: Answer, replace: bool) -> None:
        """Tell only the one who asked, by the `response_url` of a command or click.

        Args:
            replace: put it in the place of the message that was clicked on.
        """
        body = {
            "response_type": "ephemeral",
            "replace_original": replace,
            "text": answer.text,
            "blocks": list(answer.blocks),
        }
        send_bytes("response_url", response_url, json.dumps(body).encode(), "application/json")

    def publish_home(self, user_id: str, view: Block) -> None:
        """Show this view in the user's Home tab."""
        with slack_errors("views.publish"):
            self._client.views_publish(user_id=user_id, view=view)

    def send_directly(self, user_id: str, answer: Answer) -> None:
        """Write to a user in the direct messages with the bot."""
        with slack_errors("chat.postMessage"):
            self._client.chat_postMessage(
                channel=user_id, text=answer.text, blocks=list(answer.blocks) or None
            )

    def whisper_in_channel(self, channel_id: str, user_id: str, answer: Answer) -> None:
        """Tell only one user, in a channel where both are members."""
        with slack_errors("chat.postEphemeral"):
            self._client.chat_postEphemeral(
                channel=channel_id, user=user_id, text=answer.text, blocks=list(answer.blocks)
            )

    def _is_shared(self, file_id: str, place: Place) -> bool:
        with slack_errors("files.info"):
            shares = self._client.files_info(file=file_id)["file"].get("shares") or {}
        return any(place.channel_id in shares.get(kind, {}) for kind in ("public", "private"))

    def _messages(self, place: Place, since: float) -> Iterator[Mapping[str, object]]:
        cursor: str | None = None
        while cursor != "":
            response = self._page(place, f"{since - _CLOCK_SKEW:.6f}", cursor)
            yield from response.get("messages") or []
            cursor = str((response.get("response_metadata") or {}).get("next_cursor") or "")

    def _page(self, place: Place, oldest: str, cursor: str | None) -> SlackResponse:
        if place.thread_ts is None:
            with slack_errors("conversations.history"):
                return self._client.conversations_history(
                    channel=place.channel_id,
                    oldest=oldest,
                    cursor=cursor,
                    limit=_PAGE,
                    include_all_metadata=True,
                )
        with slack_errors("conversations.replies"):
            return self._client.conversations_replies(
                channel=place.channel_id,
                ts=place.thread_ts,
                oldest=oldest,
                cursor=cursor,
                limit=_PAGE,
                include_all_metadata=True,
            )

    @staticmethod
    def _toggle(
        call: Callable[..., SlackResponse], channel_id: str, message_ts: str, name: str
    ) -> None:
        try:
            with slack_errors("reactions"):
                call(channel=channel_id, timestamp=message_ts, name=name)
        except SlackRefused as refusal:
            if refusal.code not in {"already_reacted", "no_reaction"}:
                raise


def _job_id_of(message: Mapping[str, object]) -> str | None:
    metadata = message.get("metadata")
    if not isinstance(metadata, Mapping) or metadata.get("event_type") != METADATA_EVENT:
        return None
    payload = metadata.get("event_payload")
    return str(payload.get("job_id")) if isinstance(payload, Mapping) else None
