"""The least that a Slack app can do, by Bolt's own tutorial: it echoes a mention in its thread."""

import os
import threading

from slack_bolt import App, Say
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.playground.json_values import JsonObject


def main() -> None:
    """Echo until killed."""
    client = WebClient(token=os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"])
    client.proxy = None  # as the bot does for a Slack on this machine
    app = App(client=client)

    @app.event("app_mention")
    def echo(event: JsonObject, say: Say) -> None:
        say(text=str(event["text"]), thread_ts=str(event["ts"]))

    handler = SocketModeHandler(app, os.environ["SLACK_APP_TOKEN"], web_client=client)
    handler.client.proxy = None
    handler.client.connect()
    print("the bot is ready", flush=True)  # what whoever starts a bot's process waits for
    threading.Event().wait()


if __name__ == "__main__":
    main()
