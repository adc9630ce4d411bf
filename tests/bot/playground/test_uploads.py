"""Files: the three steps of an upload, the share that comes later, and the bytes back."""

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.playground.client import PlaygroundClient

GENERAL = "C0GENERAL0"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)


def upload(web: WebClient, thread_ts: str | None = None) -> str:
    completed = web.files_upload_v2(
        channel=GENERAL, thread_ts=thread_ts, filename="map.png", content=PNG, alt_txt="熱図"
    )
    return str(completed["file"]["id"])


def test_an_uploaded_picture_appears_in_the_thread(web: WebClient, slack: PlaygroundClient) -> None:
    sent = slack.mention("x")
    upload(web, sent.ts)
    picture = slack.wait_for_picture(sent)
    assert picture.png == PNG
    assert picture.message.thread_ts == sent.ts
    assert (picture.file.alt_txt, picture.file.mimetype) == ("熱図", "image/png")


def test_the_share_comes_after_the_answer(web: WebClient, slack: PlaygroundClient) -> None:
    slack.configure(share_after=0.5)
    sent = slack.say("x")
    file_id = upload(web, sent.ts)
    before = web.files_info(file=file_id)["file"]
    assert (before["shares"], before["mimetype"]) == ({}, "")
    message = slack.wait_for_picture(sent).message
    (share,) = web.files_info(file=file_id)["file"]["shares"]["public"][GENERAL]
    assert (share["ts"], share["thread_ts"]) == (message.ts, sent.ts)


def test_a_withheld_share_never_appears(web: WebClient, slack: PlaygroundClient) -> None:
    slack.set_fault("unshared_file")
    lost = upload(web)
    slack.wait_until_quiet(seconds=0.3)
    assert web.files_info(file=lost)["file"]["shares"] == {}
    assert slack.messages() == []
    upload(web)
    slack.wait_for(lambda: slack.messages() or None)


def test_several_files_make_one_message(web: WebClient, slack: PlaygroundClient) -> None:
    web.files_upload_v2(
        channel=GENERAL,
        initial_comment="二枚",
        file_uploads=[{"filename": f"{n}.png", "content": PNG} for n in range(2)],
    )
    (message,) = slack.wait_for(lambda: slack.messages() or None)
    assert message.text == "二枚"
    assert [file.name for file in message.files] == ["0.png", "1.png"]


def test_only_the_token_opens_the_bytes(web: WebClient, slack: PlaygroundClient) -> None:
    url = web.files_info(file=upload(web))["file"]["url_private"]
    with httpx.Client(trust_env=False) as client:
        assert client.get(url).status_code == 403
        bearer = {"Authorization": f"Bearer {slack.bot_token}"}
        assert client.get(url, headers=bearer).content == PNG


def test_the_bytes_must_be_as_long_as_announced(web: WebClient) -> None:
    announced = web.files_getUploadURLExternal(filename="a.png", length=3)
    with httpx.Client(trust_env=False) as client:
        assert client.post(announced["upload_url"], content=b"1234").status_code == 400
        assert client.post(announced["upload_url"], content=b"123").status_code == 200
        form = {"file": ("a.png", b"123")}
        assert client.post(announced["upload_url"], files=form).status_code == 200


def test_what_was_not_uploaded_cannot_be_completed(web: WebClient) -> None:
    announced = web.files_getUploadURLExternal(filename="a.png", length=3)
    with pytest.raises(SlackApiError, match="file_not_found"):
        web.files_completeUploadExternal(files=[{"id": announced["file_id"]}], channel_id=GENERAL)


@pytest.mark.parametrize(
    ("channel", "thread_ts", "code"),
    [
        ("general", None, "channel_not_found"),
        ("U0HANAKO00", None, "channel_not_found"),
        ("C0NOBOT000", None, "not_in_channel"),
        (GENERAL, "1700000000.000001", "thread_not_found"),
    ],
)
def test_a_share_needs_a_channel_id_and_a_parent(
    web: WebClient, channel: str, thread_ts: str | None, code: str
) -> None:
    with pytest.raises(SlackApiError, match=code):
        web.files_upload_v2(channel=channel, thread_ts=thread_ts, filename="a.png", content=PNG)


def test_a_person_can_attach_a_file(web: WebClient, slack: PlaygroundClient) -> None:
    sent = slack.attach("note.txt", "本文".encode(), text="読んで", channel="@hanako")
    (message,) = slack.messages("@hanako")
    assert message.files[0].name == "note.txt"
    assert slack.file_bytes(message.files[0].id) == "本文".encode()
    assert sent.event_ids
