"""apps.connections.open: the address for Socket Mode."""

from bot.playground import credentials
from bot.playground.json_values import JsonObject
from bot.playground.methods.call import Call, Method
from bot.playground.socket_mode import PATH


def connections_open(call: Call) -> JsonObject:
    """A WebSocket URL that works once."""
    address = call.playground.base_url.replace("http://", "ws://", 1)
    ticket = call.playground.socket_mode.new_ticket()
    url = f"{address}{PATH}/?ticket={ticket}&app_id={credentials.APP_ID}"
    return {"url": url}


METHODS = {"apps.connections.open": Method(connections_open, token="app")}
