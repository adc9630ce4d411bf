"""Nobody but this machine reaches the playground, not even through its user's browser."""

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from bot.playground.client import PlaygroundClient


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example:3000"},
        {"Host": ""},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9"},
        {"Origin": "https://localhost"},
    ],
    ids=str,
)
@pytest.mark.parametrize("path", ["/", "/api/auth.test", "/_playground/state"])
def test_foreign_hosts_and_origins_are_refused(
    slack: PlaygroundClient, path: str, headers: dict[str, str]
) -> None:
    assert slack.http.get(slack.url + path, headers=headers).status_code == 403


def test_its_own_names_are_let_in(slack: PlaygroundClient) -> None:
    port = slack.url.rpartition(":")[2]
    for host in (f"localhost:{port}", f"127.0.0.1:{port}", "127.0.0.1"):
        assert slack.http.get("/state", headers={"Host": host}).status_code == 200
    origin = {"Origin": f"http://localhost:{port}"}
    assert slack.http.get("/state", headers=origin).status_code == 200


def test_a_foreign_page_gets_no_web_socket(slack: PlaygroundClient) -> None:
    address = slack.url.replace("http", "ws", 1) + "/link/?ticket=x"
    with (
        pytest.raises(InvalidStatus),
        connect(address, additional_headers={"Origin": "http://evil.example"}, proxy=None),
    ):
        pass
