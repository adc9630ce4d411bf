"""The things of the workspace as Slack writes them into its JSON."""

import mimetypes
from pathlib import PurePath

from bot.playground import credentials
from bot.playground.json_values import JsonObject
from bot.playground.model import Channel, File, Message, User, View
from bot.playground.workspace import SLACKBOT_ID, Workspace

PUBLIC_KINDS = {"channel": "public", "group": "private", "im": "private"}


class Wire:
    """Writes things of one workspace; URLs begin with `base_url`."""

    def __init__(self, workspace: Workspace, base_url: str) -> None:
        self._workspace = workspace
        self._installation = workspace.installation
        self.base_url = base_url

    def message(self, message: Message, *, metadata: bool = False) -> JsonObject:
        """Slack's message object, as in `conversations.replies`."""
        fields: JsonObject = {
            "type": "message",
            "user": message.user_id,
            "ts": message.ts,
            "text": message.text,
            "team": self._installation.team_id,
        }
        if message.client_msg_id:
            fields["client_msg_id"] = message.client_msg_id
        if message.bot_id:
            fields |= self._bot_fields()
        fields |= self._content(message) | self._thread(message)
        if metadata and message.metadata is not None:
            fields["metadata"] = message.metadata
        return fields

    def _bot_fields(self) -> JsonObject:
        profile: JsonObject = {
            "id": self._installation.bot_id,
            "app_id": credentials.APP_ID,
            "name": self._installation.bot_real_name,
            "deleted": False,
            "updated": 0,
            "team_id": self._installation.team_id,
        }
        return {
            "bot_id": self._installation.bot_id,
            "app_id": credentials.APP_ID,
            "bot_profile": profile,
        }

    def _content(self, message: Message) -> JsonObject:
        fields: JsonObject = {}
        if message.blocks:
            fields["blocks"] = message.blocks
        if message.attachments:
            fields["attachments"] = message.attachments
        if message.file_ids:
            fields["files"] = [self.file(self._workspace.files[i]) for i in message.file_ids]
            fields |= {"upload": True, "display_as_bot": False}
        if message.edited_ts:
            fields["edited"] = {"user": message.user_id, "ts": message.edited_ts}
        if message.reactions:
            fields["reactions"] = [
                {"name": name, "users": list(users), "count": len(users)}
                for name, users in message.reactions.items()
            ]
        return fields

    def _thread(self, message: Message) -> JsonObject:
        channel = self._workspace.channels.get(message.channel_id)
        if channel is None or message.ephemeral_for:
            return {"thread_ts": message.thread_ts} if message.thread_ts else {}
        if message.thread_ts is not None:
            parent = channel.messages.get(message.thread_ts)
            return {
                "thread_ts": message.thread_ts,
                "parent_user_id": parent.user_id if parent else SLACKBOT_ID,
            }
        replies = channel.thread(message.ts)
        if not replies:
            return {}
        users = list(dict.fromkeys(reply.user_id for reply in replies))
        return {
            "thread_ts": message.ts,
            "reply_count": len(replies),
            "reply_users_count": len(users),
            "latest_reply": replies[-1].ts,
            "reply_users": users[:5],
            "is_locked": False,
            "subscribed": False,
        }

    def file(self, file: File) -> JsonObject:
        """Slack's file object; before its completion type and shares are still empty."""
        mimetype = mimetype_of(file)
        suffix = PurePath(file.name).suffix.removeprefix(".").lower() or "binary"
        path = f"{self._installation.team_id}-{file.id}/{file.name}"
        fields: JsonObject = {
            "id": file.id,
            "created": file.created,
            "timestamp": file.created,
            "name": file.name,
            "title": file.title,
            "mimetype": mimetype if file.shares else "",
            "filetype": suffix if file.shares else "",
            "pretty_type": suffix.upper() if file.shares else "",
            "user": file.user_id,
            "user_team": self._installation.team_id,
            "editable": False,
            "size": file.length,
            "mode": "hosted",
            "is_external": False,
            "external_type": "",
            "is_public": any(self._is_public(share.channel_id) for share in file.shares),
            "public_url_shared": False,
            "display_as_bot": False,
            "username": "",
            "url_private": f"{self.base_url}/files-pri/{path}",
            "url_private_download": f"{self.base_url}/files-pri/{path}",
            "media_display_type": "unknown",
            "permalink": f"{self.base_url}/files/{file.user_id}/{file.id}",
            "comments_count": 0,
            "shares": self._shares(file),
            "has_rich_preview": False,
            "file_access": "visible",
        }
        if file.alt_txt:
            fields["alt_txt"] = file.alt_txt
        return fields | self._places(file)

    def _is_public(self, channel_id: str) -> bool:
        return self._workspace.channels[channel_id].kind == "channel"

    def _places(self, file: File) -> JsonObject:
        shared = {share.channel_id for share in file.shares}
        by_kind = {"channels": "channel", "groups": "group", "ims": "im"}
        return {
            name: sorted(i for i in shared if self._workspace.channels[i].kind == kind)
            for name, kind in by_kind.items()
        }

    def _shares(self, file: File) -> JsonObject:
        shares: dict[str, dict[str, list[JsonObject]]] = {}
        for share in file.shares:
            channel = self._workspace.channels[share.channel_id]
            places = shares.setdefault(PUBLIC_KINDS[channel.kind], {})
            entry: JsonObject = {
                "reply_users": [],
                "reply_users_count": 0,
                "reply_count": 0,
                "ts": share.ts,
                "channel_name": channel.name,
                "team_id": self._installation.team_id,
                "share_user_id": file.user_id,
                "source": "UNKNOWN",
            }
            if share.thread_ts:
                entry["thread_ts"] = share.thread_ts
            places.setdefault(channel.id, []).append(entry)
        return dict(shares)

    def user(self, user: User, *, locale: bool = False) -> JsonObject:
        """Slack's user object."""
        fields: JsonObject = {
            "id": user.id,
            "team_id": self._installation.team_id,
            "name": user.name,
            "deleted": False,
            "real_name": user.real_name,
            "tz": "Asia/Tokyo",
            "tz_label": "Japan Standard Time",
            "tz_offset": 32400,
            "profile": {
                "real_name": user.real_name,
                "display_name": user.real_name,
                "team": self._installation.team_id,
            },
            "is_admin": False,
            "is_owner": False,
            "is_restricted": False,
            "is_ultra_restricted": False,
            "is_bot": user.is_bot,
            "is_app_user": False,
            "updated": 0,
        }
        if locale:
            fields["locale"] = user.locale
        return fields

    def channel(self, channel: Channel) -> JsonObject:
        """Slack's conversation object."""
        if channel.kind == "im":
            other = next(iter(channel.members - {self._installation.bot_user_id}))
            return {"id": channel.id, "is_im": True, "is_archived": False, "user": other}
        return {
            "id": channel.id,
            "name": channel.name,
            "name_normalized": channel.name,
            "is_channel": channel.kind == "channel",
            "is_group": False,
            "is_im": False,
            "is_mpim": False,
            "is_private": channel.kind == "group",
            "is_archived": channel.is_archived,
            "is_general": channel.name == "general",
            "is_shared": False,
            "is_ext_shared": False,
            "is_org_shared": False,
            "is_member": self._installation.bot_user_id in channel.members,
            "context_team_id": self._installation.team_id,
        }

    def view(self, view: View) -> JsonObject:
        """Slack's view object."""
        defaults: JsonObject = {
            "private_metadata": "",
            "callback_id": "",
            "state": {"values": {}},
            "clear_on_close": False,
            "notify_on_close": False,
            "close": None,
            "submit": None,
            "external_id": "",
        }
        return (
            defaults
            | view.definition
            | {
                "id": view.id,
                "team_id": self._installation.team_id,
                "app_id": credentials.APP_ID,
                "app_installed_team_id": self._installation.team_id,
                "bot_id": self._installation.bot_id,
                "hash": view.hash,
                "root_view_id": view.root_id,
                "previous_view_id": view.previous_id,
            }
        )


def mimetype_of(file: File) -> str:
    """The type that the name of a file promises."""
    return mimetypes.guess_type(file.name)[0] or "application/octet-stream"
