"""The wire format read by clients that are not ours: npm's @slack/web-api and @slack/socket-mode.

What the stand-in and slack_sdk agree on could be wrong in both tests; these clients share no code
with either. They are installed once, into build/second-client, by `make second-client`.
"""

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.playground.client import PlaygroundClient
from bot.playground.json_values import JsonObject, json_object, json_objects
from bot.playground.process import ROOT

HERE = Path(__file__).parent / "second_client"
INSTALLED = ROOT / "build/second-client"
NODE = shutil.which("node")
GENERAL, HANAKO = "C0GENERAL0", "U0HANAKO00"
PNG = b"\x89PNG\r\n\x1a\n and the rest of it"
SECONDS = 60


def environment(slack: PlaygroundClient, **more: str) -> dict[str, str]:
    """Where Slack is; without any proxy, which is not for this machine."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    where = {"SLACK_API_URL": slack.api_url, "NODE_PATH": str(INSTALLED / "node_modules")}
    return kept | where | more


if NODE is None:

    def test_this_machine_has_no_node_so_the_second_client_was_not_asked() -> None:
        assert shutil.which("node") is None

else:
    node: str = NODE

    @pytest.fixture(scope="module", autouse=True)
    def _installed() -> None:
        """The packages; a machine that cannot fetch them is told so, and the tests fail."""
        made = subprocess.run(
            ["make", "--silent", "second-client"], cwd=ROOT, capture_output=True, text=True
        )
        if made.returncode != 0:
            pytest.fail(f"`make second-client` cannot install the npm packages:\n{made.stderr}")

    def run(slack: PlaygroundClient, script: str, **variables: str) -> JsonObject:
        ran = subprocess.run(
            [node, HERE / script],
            env=environment(slack, **variables),
            capture_output=True,
            text=True,
            timeout=SECONDS,
        )
        assert ran.returncode == 0, ran.stderr
        return json_object(json.loads(ran.stdout))

    @pytest.fixture(scope="module")
    def seen(playground_process: PlaygroundClient) -> Mapping[str, JsonObject]:
        """What @slack/web-api got for each call of web_api.cjs."""
        slack = playground_process
        slack.start_over()
        slack.configure(share_after=0.05)
        slack.set_fault("rate_limited", "auth.test", seconds=1)
        answers = run(
            slack,
            "web_api.cjs",
            SLACK_BOT_TOKEN=slack.bot_token,
            CHANNEL=GENERAL,
            USER=HANAKO,
            PNG=base64.b64encode(PNG).decode(),
        )
        kept = {name: json_object(answer) for name, answer in answers.items()}
        return kept | {"thread": {"messages": answers["thread"]}}

    def test_it_knows_itself_and_waits_out_a_rate_limit(
        seen: Mapping[str, JsonObject], slack: PlaygroundClient
    ) -> None:
        assert seen["identity"]["user_id"] == slack.bot_user_id
        scopes = json_object(seen["identity"]["response_metadata"])["scopes"]
        assert isinstance(scopes, list)
        assert "chat:write" in scopes

    def test_a_thread_is_read_page_by_page_with_metadata(seen: Mapping[str, JsonObject]) -> None:
        parent, reply, picture = json_objects(seen["thread"]["messages"])
        assert reply["thread_ts"] == parent["ts"]
        assert reply["text"] == "京都"
        assert json_object(reply["metadata"])["event_payload"] == {"job_id": "42"}
        # Not the alt text: this client says alt_text where Slack's reference has alt_txt.
        assert json_objects(picture["files"])[0]["mimetype"] == "image/png"

    def test_an_upload_goes_the_whole_way(seen: Mapping[str, JsonObject]) -> None:
        file = json_object(seen["file"]["file"])
        assert (file["name"], file["size"]) == ("heatmap.png", len(PNG))
        assert GENERAL in json_object(json_object(file["shares"])["public"])

    def test_history_user_and_home_have_the_shapes_it_expects(
        seen: Mapping[str, JsonObject],
    ) -> None:
        (newest,) = json_objects(seen["history"]["messages"])
        assert newest["text"] == "親"
        assert json_object(seen["user"]["user"])["locale"] == "ja-JP"
        assert json_object(seen["home"]["view"])["type"] == "home"
        assert seen["alone"]["message_ts"]

    def test_a_refusal_is_a_platform_error_with_slacks_code(
        seen: Mapping[str, JsonObject],
    ) -> None:
        assert seen["refusal"] == {
            "code": "slack_webapi_platform_error",
            "error": "channel_not_found",
        }

    def test_a_code_is_exchanged_for_a_token_that_works(slack: PlaygroundClient) -> None:
        slack.configure(redirect_url="http://127.0.0.1/back")
        asked = f"client_id={slack.client_id}&scope=chat:write&state=s"
        back = slack.decide(f"{slack.url}/oauth/v2/authorize?{asked}")
        (code,) = parse_qs(urlsplit(back).query)["code"]
        answers = run(
            slack,
            "oauth.cjs",
            CLIENT_ID=slack.client_id,
            CLIENT_SECRET=slack.client_secret,
            CODE=code,
        )
        access = json_object(answers["access"])
        assert (access["token_type"], access["scope"]) == ("bot", "chat:write")
        assert json_object(access["team"])["id"] == slack.team_id
        assert json_object(answers["identity"])["user_id"] == access["bot_user_id"]

    @contextmanager
    def listening(slack: PlaygroundClient) -> Iterator[Callable[[], JsonObject]]:
        """@slack/socket-mode connected; gives what it received, one thing after the other."""
        process = subprocess.Popen(
            [node, HERE / "socket_mode.cjs"],
            env=environment(slack, SLACK_APP_TOKEN=slack.app_token),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        received: Queue[JsonObject] = Queue()

        def read() -> None:
            for line in process.stdout or ():
                received.put(json_object(json.loads(line)))
            received.put({"kind": "ended"})

        reader = Thread(target=read)
        reader.start()
        try:
            assert received.get(timeout=SECONDS)["kind"] == "connected"
            yield lambda: received.get(timeout=SECONDS)
        finally:
            if process.stdin is not None:
                process.stdin.close()
            process.wait(timeout=SECONDS)
            reader.join()
            if process.stdout is not None:
                process.stdout.close()

    def test_events_commands_and_clicks_come_and_are_acknowledged(slack: PlaygroundClient) -> None:
        with listening(slack) as next_thing:
            sent = slack.mention("パン屋")
            mention = next_thing()
            assert mention["kind"] == "events_api"
            assert mention["has_id"] is True
            assert json_object(json_object(mention["body"])["event"])["ts"] == sent.ts
            command = slack.command("パン屋")
            assert json_object(next_thing()["body"])["trigger_id"] == command.trigger_id
            assert slack.wait_for_ephemeral(command).text == "受け付けました"
            slack.message_shortcut(sent, callback_id="classify_message")
            shortcut = next_thing()
            assert shortcut["kind"] == "interactive"
            assert json_object(shortcut["body"])["type"] == "message_action"
            slack.wait_until_quiet()
            assert all(delivery.detail["accepted"] for delivery in slack.deliveries())

    @pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
    def test_it_connects_again_when_slack_asks_it_to(reason: str, slack: PlaygroundClient) -> None:
        with listening(slack) as next_thing:
            slack.disconnect_socket_mode("warning" if reason == "warning" else "refresh_requested")
            assert next_thing()["kind"] == "connected"
            slack.mention("パン屋")
            assert next_thing()["kind"] == "events_api"
