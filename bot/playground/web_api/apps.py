"""apps.connections.open: the address for Socket Mode."""

from bot.playground import credentials
from bot.playground.delivery.socket_mode import PATH
from bot.playground.json_values import JsonObject
from bot.playground.web_api.call import Call, Method


def connections_open(call: Call) -> JsonObject:
    """A WebSocket URL that works once."""
    address = call.playground.base_url.replace("http://", "ws://", 1)
    ticket = call.playground.socket_mode.new_ticket()
    url = f"{address}{PATH}/?ticket={ticket}&app_id={credentials.APP_ID}"
    return {"url": url}


METHODS = {"apps.connections.open": Method(connections_open, token="app")}
