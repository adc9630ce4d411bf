"""The Web API methods of the stand-in Slack, one module a family, as Slack's reference has them."""

from bot.playground.web_api import (
    apps,
    auth,
    chat,
    conversations,
    files,
    oauth,
    reactions,
    users,
    views,
)
from bot.playground.web_api.call import Method

METHODS: dict[str, Method] = {
    **apps.METHODS,
    **auth.METHODS,
    **chat.METHODS,
    **conversations.METHODS,
    **files.METHODS,
    **oauth.METHODS,
    **reactions.METHODS,
    **users.METHODS,
    **views.METHODS,
}
