"""The connection to the control API of a running playground, and what it refuses."""

import httpx

from bot.playground import credentials
from bot.playground.json_values import JsonObject, json_object, json_text

PREFIX = "/_playground"
DEFAULT_URL = "http://127.0.0.1:3000"
DEFAULT_CHANNEL = "general"
DEFAULT_USER = "hanako"


class PlaygroundError(Exception):
    """The playground refused a request, or cannot be reached; the message says which and why."""


class StillWaiting(PlaygroundError):
    """What was waited for did not happen in time; the message ends with the last log entries."""


class Connection:
    """Speaks JSON with the control API.

    Attributes:
        url: base URL of the server, without a slash at the end.
        team_id: the team that everything is done in.
        api_url: what the bot sets as `SLACK_API_URL`; ends with a slash, as slack_sdk wants it.
    """

    def __init__(self, url: str = DEFAULT_URL, team_id: str = credentials.TEAM_ID) -> None:
        self.url = url.rstrip("/")
        self.team_id = team_id
        self.api_url = f"{self.url}/api/"
        self.http = httpx.Client(
            base_url=self.url + PREFIX, params={"team": team_id}, timeout=60, trust_env=False
        )

    def get(self, path: str, query: dict[str, str] | None = None) -> JsonObject:
        """Ask for something."""
        return self.checked(self.http.get(path, params=query or {}))

    def post(self, path: str, fields: JsonObject) -> JsonObject:
        """Have something done."""
        return self.checked(self.http.post(path, json=fields))

    def checked(self, response: httpx.Response) -> JsonObject:
        """The answer.

        Raises:
            PlaygroundError: it is a refusal.
        """
        answer = json_object(response.json())
        if response.status_code != httpx.codes.OK:
            raise PlaygroundError(json_text(answer.get("error")) or response.text)
        return answer
