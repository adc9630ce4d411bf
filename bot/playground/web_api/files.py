"""files.*: the three steps of an upload, and what became of it."""

from bot.playground.blocks.checking import checked_blocks
from bot.playground.errors import SlackError, invalid
from bot.playground.json_values import JsonObject, json_object, json_objects, json_text
from bot.playground.model import Channel, File
from bot.playground.web_api.call import Call, Method

MAX_ALT_TXT = 1000
UPLOAD_PATH = "/upload/v1"


def get_upload_url(call: Call) -> JsonObject:
    """Announce a file; its bytes go to the URL."""
    name = call.arguments.required("filename")
    length = call.arguments.integer("length", 0)
    if length <= 0:
        raise invalid("invalid_arguments", ["missing required field: length"])
    alt_txt = call.arguments.optional("alt_txt") or ""
    if len(alt_txt) > MAX_ALT_TXT:
        raise SlackError("alt_txt_too_large")
    file = call.workspace.add_file(name, length, call.installation.bot_user_id, alt_txt)
    url = f"{call.playground.base_url}{UPLOAD_PATH}/{file.upload_key}"
    return {"upload_url": url, "file_id": file.id}


def complete_upload(call: Call) -> JsonObject:
    """Finish uploads; in a channel they appear a little later, as one message."""
    files = _files(call)
    channels = _channels(call)
    for channel in channels:
        _share(call, files, channel)
    for file in files:
        file.is_complete = True
    return {"files": [call.playground.wire.file(file) for file in files]}


def info(call: Call) -> JsonObject:
    """A file, and where it has appeared."""
    file = call.workspace.file(call.arguments.required("file"))
    paging = {"count": 0, "total": 0, "page": 1, "pages": 0}
    return {
        "file": call.playground.wire.file(file),
        "comments": [],
        "paging": paging,
        "response_metadata": {"next_cursor": ""},
    }


def delete(call: Call) -> JsonObject:
    """Delete a file of the app's own, with the messages that are nothing but it."""
    file = call.workspace.file(call.arguments.required("file"))
    if file.user_id != call.installation.bot_user_id:
        raise SlackError("cant_delete_file")
    for share in file.shares:
        call.workspace.channel(share.channel_id).messages.pop(share.ts, None)
    del call.workspace.files[file.id]
    return {}


def _files(call: Call) -> list[File]:
    given = json_objects(call.arguments.json("files"))
    if not given:
        raise invalid("invalid_arguments", ["missing required field: files"])
    return [_uploaded(call, json_object(item)) for item in given]


def _uploaded(call: Call, item: JsonObject) -> File:
    file = call.workspace.file(json_text(item.get("id")))
    if file.content is None or file.is_complete:
        raise SlackError("file_not_found")
    file.title = json_text(item.get("title")) or file.title
    return file


def _channels(call: Call) -> list[Channel]:
    one, several = call.arguments.optional("channel_id"), call.arguments.optional("channels")
    ids = [one] if one else several.split(",") if several else []
    if call.arguments.optional("thread_ts") and len(ids) > 1:
        raise invalid("invalid_arguments", ["thread_ts goes with one channel only"])
    return [call.open_channel(channel_id) for channel_id in ids]


def _share(call: Call, files: list[File], channel: Channel) -> None:
    thread_ts = call.arguments.optional("thread_ts")
    call.workspace.check_thread(channel, thread_ts)
    comment = call.arguments.optional("initial_comment") or ""
    message = call.playground.by_bot(channel, comment, thread_ts=thread_ts)
    blocks = call.arguments.json("blocks", "invalid_blocks_format")
    if blocks is not None and not comment:
        message.blocks = checked_blocks(blocks)
    call.playground.share_later(files, message)


METHODS = {
    "files.getUploadURLExternal": Method(get_upload_url, ("files:write",)),
    "files.completeUploadExternal": Method(complete_upload, ("files:write",)),
    "files.info": Method(info, ("files:read",)),
    "files.delete": Method(delete, ("files:write",)),
}
