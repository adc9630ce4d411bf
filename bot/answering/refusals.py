"""Slack's error codes: what each means for the job, and which sentence the user gets for it."""

from enum import StrEnum

from bot.answering.errors import SlackRefused
from bot.answering.wording import Wording


class Remedy(StrEnum):
    """Who can do something about a refusal, and so what the user is told."""

    INVITE = "invite"  # the user invites the bot
    REINSTALL = "reinstall"  # an administrator reinstalls the app
    ASK_ADMIN = "ask_admin"  # an administrator changes a restriction
    PLAIN_TEXT = "plain_text"  # we send less: without blocks, shortened
    WORDS_ONLY = "words_only"  # the text stays the answer, no picture
    NOTHING = "nothing"  # final, and there is nobody to tell


_REMEDIES = {
    "not_in_channel": Remedy.INVITE,
    "channel_not_found": Remedy.INVITE,
    "missing_scope": Remedy.REINSTALL,
    "not_allowed_token_type": Remedy.REINSTALL,
    "restricted_action": Remedy.ASK_ADMIN,
    "restricted_action_read_only_channel": Remedy.ASK_ADMIN,
    "restricted_action_thread_only_channel": Remedy.ASK_ADMIN,
    "restricted_action_non_threadable_channel": Remedy.ASK_ADMIN,
    "restricted_action_thread_locked": Remedy.ASK_ADMIN,
    "is_archived": Remedy.NOTHING,
    "thread_not_found": Remedy.NOTHING,
    "message_not_found": Remedy.NOTHING,
    "cannot_reply_to_message": Remedy.NOTHING,
    "invalid_auth": Remedy.NOTHING,
    "token_revoked": Remedy.NOTHING,
    "token_expired": Remedy.NOTHING,
    "account_inactive": Remedy.NOTHING,
    "file_uploads_disabled": Remedy.WORDS_ONLY,
    "storage_limit_reached": Remedy.WORDS_ONLY,
    "file_type_not_allowed": Remedy.WORDS_ONLY,
    "slack_connect_file_upload_sharing_blocked": Remedy.WORDS_ONLY,
    "msg_too_long": Remedy.PLAIN_TEXT,
    "msg_blocks_too_long": Remedy.PLAIN_TEXT,
    "invalid_blocks": Remedy.PLAIN_TEXT,
    "invalid_blocks_format": Remedy.PLAIN_TEXT,
}
# The installation is gone: no call with this token will ever work again.
LOST_INSTALLATION = frozenset(
    {"invalid_auth", "token_revoked", "token_expired", "account_inactive"}
)


def remedy_of(code: str) -> Remedy:
    """What to do about an error code of Slack; an unknown one is final."""
    return _REMEDIES.get(code, Remedy.NOTHING)


def sentence_for(refusal: SlackRefused, words: Wording, mention: str) -> str | None:
    """What the user is told, or None where nothing helps.

    Args:
        mention: how the bot is addressed, for `/invite`.
    """
    return {
        Remedy.INVITE: words.invite.format(mention=mention),
        Remedy.REINSTALL: words.reinstall,
        Remedy.ASK_ADMIN: words.ask_admin,
    }.get(remedy_of(refusal.code))
