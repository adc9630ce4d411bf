"""chat.*: messages of the app."""

from bot.playground.blocks.checking import checked_blocks, length_of_blocks
from bot.playground.errors import SlackError
from bot.playground.json_values import JsonObject, json_object, json_objects, json_text
from bot.playground.model import Channel, Message
from bot.playground.web_api.call import Call, Method

MAX_TEXT = 40_000
MAX_BLOCKS_TEXT = 13_200


def post_message(call: Call) -> JsonObject:
    """Post to a channel, by id or name, or to a user's direct messages, by user id."""
    channel = _writable(call, call.arguments.required("channel"))
    thread_ts = call.arguments.optional("thread_ts")
    call.workspace.check_thread(channel, thread_ts)
    message = call.playground.by_bot(channel, "", thread_ts=thread_ts)
    fill(call, message)
    if thread_ts is not None and call.arguments.flag("reply_broadcast"):
        message.is_broadcast, message.subtype = True, "thread_broadcast"
    call.playground.post(message)
    written = call.playground.wire.message(message, metadata=True)
    return {"channel": channel.id, "ts": message.ts, "message": written}


def update(call: Call) -> JsonObject:
    """Change a message of the app's own."""
    channel = call.open_channel(call.arguments.required("channel"))
    message = call.workspace.message(channel.id, call.arguments.required("ts"))
    if message.user_id != call.installation.bot_user_id:
        raise SlackError("cant_update_message")
    changed = call.playground.by_bot(channel, message.text)
    fill(call, changed)
    call.playground.change(message, lambda: _take_over(message, changed, call))
    written = call.playground.wire.message(message, metadata=True)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": written}


def delete(call: Call) -> JsonObject:
    """Delete a message of the app's own."""
    channel = call.joined_channel(call.arguments.required("channel"))
    message = call.workspace.message(channel.id, call.arguments.required("ts"))
    if message.user_id != call.installation.bot_user_id:
        raise SlackError("cant_delete_message")
    call.playground.delete(message)
    return {"channel": channel.id, "ts": message.ts}


def post_ephemeral(call: Call) -> JsonObject:
    """Show a message to one user of a channel."""
    channel = call.open_channel(call.arguments.required("channel"))
    user_id = call.arguments.required("user")
    if user_id not in channel.members:
        raise SlackError("user_not_in_channel")
    thread_ts = call.arguments.optional("thread_ts")
    call.workspace.check_thread(channel, thread_ts)
    message = call.playground.by_bot(channel, "", thread_ts=thread_ts)
    message.ephemeral_for = user_id
    fill(call, message)
    call.workspace.post(message)
    return {"message_ts": message.ts}


def get_permalink(call: Call) -> JsonObject:
    """The address of a message."""
    channel = call.workspace.channel(call.arguments.required("channel"))
    message = call.workspace.message(channel.id, call.arguments.required("message_ts"))
    path = f"archives/{channel.id}/p{message.ts.replace('.', '')}"
    return {"channel": channel.id, "permalink": f"{call.playground.base_url}/{path}"}


def fill(call: Call, message: Message) -> None:
    """Take text, blocks, attachments and metadata from the arguments, checked."""
    arguments = call.arguments
    message.text = arguments.optional("text") or arguments.optional("markdown_text") or ""
    blocks = arguments.json("blocks", "invalid_blocks_format")
    message.blocks = checked_blocks(blocks) if blocks is not None else []
    message.attachments = json_objects(arguments.json("attachments"))
    message.metadata = _metadata(call)
    if not (message.text.strip() or message.blocks or message.attachments):
        raise SlackError("no_text")
    if len(message.text) > MAX_TEXT:
        raise SlackError("msg_too_long")
    if length_of_blocks(message.blocks) > MAX_BLOCKS_TEXT:
        raise SlackError("msg_blocks_too_long")


def _writable(call: Call, reference: str) -> Channel:
    if reference in call.workspace.users:
        return call.workspace.direct_channel(reference)
    if reference in call.workspace.channels:
        return call.open_channel(reference)
    if reference.startswith("@"):
        raise SlackError("channel_not_found")
    return call.open_channel(call.workspace.find_channel(reference).id)


def _metadata(call: Call) -> JsonObject | None:
    given = call.arguments.json("metadata", "invalid_metadata_format")
    if given is None:
        return None
    metadata = json_object(given)
    if not json_text(metadata.get("event_type")):
        raise SlackError("invalid_metadata_format")
    if not isinstance(metadata.get("event_payload"), dict):
        raise SlackError("invalid_metadata_format")
    return {"event_type": metadata["event_type"], "event_payload": metadata["event_payload"]}


def _take_over(message: Message, changed: Message, call: Call) -> None:
    """What is not given stays: an empty array takes blocks or attachments away."""
    given = call.arguments.values
    message.text = changed.text
    if "blocks" in given:
        message.blocks = changed.blocks
    if "attachments" in given:
        message.attachments = changed.attachments
    if "metadata" in given:
        message.metadata = changed.metadata


METHODS = {
    "chat.postMessage": Method(post_message, ("chat:write",)),
    "chat.update": Method(update, ("chat:write",)),
    "chat.delete": Method(delete, ("chat:write",)),
    "chat.postEphemeral": Method(post_ephemeral, ("chat:write",)),
    "chat.getPermalink": Method(get_permalink),
}
