"""`python -m bot.playground say`: a person at the command line."""

import subprocess
import sys
from pathlib import Path

import pytest
from slack_sdk import WebClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from bot.playground.client import PlaygroundClient
from bot.playground.process import ROOT
from tests.bot.playground.conftest import ListeningBot

PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)


def say(slack: PlaygroundClient, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot.playground", "say", "--url", slack.url, *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)


@pytest.fixture
def drawing_bot(listening_bot: ListeningBot, web: WebClient) -> ListeningBot:
    def answer(request: SocketModeRequest) -> SocketModeResponse | None:
        event = request.payload.get("event", request.payload)
        if "bot_id" not in event:
            channel = event.get("channel") or event["channel_id"]
            ts = event.get("thread_ts") or event.get("ts")
            posted = web.chat_postMessage(channel=channel, thread_ts=ts, text="グルメ &gt; 京都")
            thread_ts = ts or posted["ts"]
            web.files_upload_v2(
                channel=channel,
                thread_ts=thread_ts,
                filename="map.png",
                content=PNG,
                alt_txt="パン屋",
            )
        return SocketModeResponse(envelope_id=request.envelope_id)

    listening_bot.answer = answer
    return listening_bot


@pytest.mark.parametrize("way", ["--mention", "--command", "--direct"])
def test_the_thread_is_shown_with_the_path_of_its_picture(
    slack: PlaygroundClient, drawing_bot: ListeningBot, tmp_path: Path, way: str
) -> None:
    done = say(slack, "駅前のパン屋", way, "--pictures", str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    assert "classifier: グルメ > 京都" in done.stdout
    (picture,) = tmp_path.iterdir()
    assert picture.read_bytes() == PNG
    assert str(picture) in done.stdout
    assert "パン屋" in done.stdout


def test_a_bare_mention_can_go_into_a_thread(
    slack: PlaygroundClient, drawing_bot: ListeningBot, tmp_path: Path
) -> None:
    parent = slack.say("駅前のパン屋")
    done = say(slack, "--thread", parent.ts or "", "--pictures", str(tmp_path))
    assert done.returncode == 0
    assert "hanako: 駅前のパン屋" in done.stdout


def test_without_an_answer_it_says_so(slack: PlaygroundClient, listening_bot: ListeningBot) -> None:
    done = say(slack, "x", "--timeout", "0.5")
    assert done.returncode == 1
    assert "No picture within 0.5 s" in done.stderr


def test_it_waits_for_a_bot_that_is_only_starting(
    slack: PlaygroundClient, drawing_bot: ListeningBot, tmp_path: Path
) -> None:
    slack.disconnect_socket_mode("cut")
    done = say(slack, "駅前のパン屋", "--pictures", str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")


def test_without_a_bot_it_says_so(slack: PlaygroundClient) -> None:
    done = say(slack, "x", "--timeout", "0.5")
    assert done.returncode == 1
    assert "No bot has connected within 0.5 s" in done.stderr
    assert slack.messages() == []


def test_without_a_playground_it_says_how_to_start_one(slack: PlaygroundClient) -> None:
    done = say(slack, "x", "--url", "http://127.0.0.1:9")
    assert done.returncode == 2
    assert "make run" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_channel_is_refused(
    slack: PlaygroundClient, listening_bot: ListeningBot
) -> None:
    done = say(slack, "x", "--channel", "nowhere")
    assert done.returncode == 2
    assert "channel_not_found" in done.stderr
