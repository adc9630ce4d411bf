"""The pages over HTTP: what they allow, what they escape, whom they refuse."""

import re
from collections.abc import Iterator

import httpx
import pytest

from bot.playground.client import PlaygroundClient


@pytest.fixture
def web(slack: PlaygroundClient) -> Iterator[httpx.Client]:
    headers = {"accept-language": "ja"}
    with httpx.Client(
        base_url=slack.url, trust_env=False, follow_redirects=True, headers=headers
    ) as client:
        yield client


def send(web: httpx.Client, text: str, channel: str = "C0GENERAL0", **fields: str) -> str:
    query = {"tab": "channel", "channel": channel}
    answered = web.post("/page/send", params=query, data={"text": text, **fields})
    assert answered.status_code == 200
    return answered.text


def test_a_page_may_load_nothing_from_elsewhere(web: httpx.Client) -> None:
    page = web.get("/")
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert re.findall(r"(?:src|href|action)=\"(?!/|#)[^\"]+", page.text) == []


def test_what_people_write_is_escaped(web: httpx.Client) -> None:
    page = send(web, "<script>alert(1)</script>")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_message_reaches_the_workspace(web: httpx.Client, slack: PlaygroundClient) -> None:
    send(web, "こんにちは")
    assert slack.messages()[-1].text == "こんにちは"


def test_a_reply_goes_into_its_thread(web: httpx.Client, slack: PlaygroundClient) -> None:
    sent = slack.say("親")
    send(web, "子", thread_ts=str(sent.ts))
    assert [m.text for m in slack.thread(sent)] == ["親", "子"]


def test_an_empty_message_is_not_sent(web: httpx.Client, slack: PlaygroundClient) -> None:
    send(web, "   ")
    assert slack.messages() == []


def test_a_command_in_a_thread_is_explained(web: httpx.Client, slack: PlaygroundClient) -> None:
    sent = slack.say("親")
    send(web, "/classify 文", thread_ts=str(sent.ts))
    assert "スレッドの中では使えません" in slack.ephemeral()[-1].text


def test_a_command_that_nobody_takes_is_told(web: httpx.Client, slack: PlaygroundClient) -> None:
    assert "dispatch_failed" in send(web, "/classify 文")


def test_writing_into_an_archived_channel_is_told(
    web: httpx.Client, slack: PlaygroundClient
) -> None:
    assert "is_archived" in send(web, "文", channel="C0ARCHIVED")


def test_a_message_of_somebody_else_cannot_be_deleted(
    web: httpx.Client, slack: PlaygroundClient
) -> None:
    sent = slack.say("太郎の文", user="taro")
    query = {"tab": "channel", "channel": sent.channel_id}
    web.post("/page/delete", params=query, data={"ts": str(sent.ts)})
    assert [m.text for m in slack.messages()] == ["太郎の文"]


def test_the_chosen_person_writes(web: httpx.Client, slack: PlaygroundClient) -> None:
    query = {"tab": "channel", "channel": "C0GENERAL0"}
    page = web.post("/page/person", params=query, data={"person": "U0ALICE000"})
    assert '<html lang="en"' in page.text
    send(web, "Hello")
    assert slack.messages()[-1].user_id == "U0ALICE000"


def test_a_switch_puts_its_fault_in_force(web: httpx.Client, slack: PlaygroundClient) -> None:
    query = {"tab": "channel", "channel": "C0GENERAL0", "drawer": "faults"}
    page = web.post("/page/fault", params=query, data={"name": "slow"})
    assert 'aria-checked="true" name="name" value="slow"' in page.text
    page = web.post("/page/fault", params=query, data={"name": "slow"})
    assert 'aria-checked="true"' not in page.text


def test_nobody_can_kill_what_nobody_started(web: httpx.Client) -> None:
    page = web.get("/channels/general", params={"drawer": "faults"})
    assert re.search(r'id="fault-kill"[^>]* disabled', page.text)


def test_an_unknown_channel_leads_to_the_first(web: httpx.Client) -> None:
    assert str(web.get("/channels/nowhere").url).endswith("/channels/general")


def test_a_form_of_another_site_is_refused(web: httpx.Client, slack: PlaygroundClient) -> None:
    origin = {"origin": "https://evil.example"}
    query = {"tab": "channel", "channel": "C0GENERAL0"}
    answered = web.post("/page/send", params=query, data={"text": "x"}, headers=origin)
    assert answered.status_code == 403
    assert slack.messages() == []


def test_changes_are_told_as_they_happen(web: httpx.Client, slack: PlaygroundClient) -> None:
    with web.stream("GET", "/page/live") as stream:
        lines = stream.iter_lines()
        assert next(lines) == "event: changed"
        slack.say("何かが起きた")
        assert "event: changed" in (line for line in lines if not line.startswith(":"))


@pytest.mark.parametrize("name", ["regular", "bold", "emoji"])
def test_fonts_come_from_the_packages(web: httpx.Client, name: str) -> None:
    with web.stream("GET", f"/page/fonts/{name}") as font:
        assert font.status_code == 200
        assert int(font.headers["content-length"]) > 100_000


def test_there_is_no_other_font(web: httpx.Client) -> None:
    assert web.get("/page/fonts/passwd").status_code == 404
