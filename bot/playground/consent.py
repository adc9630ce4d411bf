"""Slack's consent page: which team, which permissions, allow or cancel."""

from dataclasses import dataclass

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from bot.playground import credentials
from bot.playground.playground import Playground

PATH = "/oauth/v2/authorize"
_PAGE = Environment(autoescape=True).from_string(
    """<!doctype html>
<html lang="ja"><meta charset="utf-8"><title>{{ app }} をインストール</title>
<body style="font: 1rem/1.7 sans-serif; max-width: 34rem; margin: 3rem auto">
<h1>{{ app }} にアクセスを許可しますか</h1>
<ul>{% for scope in scopes %}<li><code>{{ scope }}</code></li>{% endfor %}</ul>
<form method="post">
<p><select name="team">{% for id, name in teams %}<option value="{{ id }}">{{ name }}</option>
{% endfor %}</select></p>
<p><button name="decision" value="allow">許可する</button>
<button name="decision" value="cancel">キャンセル</button></p>
</form></body></html>"""
)


@dataclass(frozen=True)
class Consent:
    """The page and what its buttons do."""

    playground: Playground

    async def show(self, request: Request) -> Response:
        """GET: ask."""
        refusal = self._refusal(request)
        if refusal is not None:
            return refusal
        teams = [
            (team_id, team.workspace.installation.team_name)
            for team_id, team in self.playground.teams.items()
        ]
        scopes = request.query_params["scope"].split(",")
        page = _PAGE.render(app=credentials.BOT_REAL_NAME, scopes=scopes, teams=teams)
        return HTMLResponse(page)

    async def decide(self, request: Request) -> Response:
        """POST: send the person back to the app, with a code or without."""
        refusal = self._refusal(request)
        if refusal is not None:
            return refusal
        query = request.query_params
        async with request.form() as form:
            team_id, decision = str(form.get("team")), form.get("decision")
        redirect_uri, state = query.get("redirect_uri", ""), query.get("state", "")
        distribution = self.playground.distribution
        answer = {"error": "access_denied"}
        if decision == "allow" and team_id in self.playground.teams:
            user_id = next(iter(self.playground.teams[team_id].workspace.users))
            answer = {"code": distribution.allow(team_id, user_id, query["scope"], redirect_uri)}
        back = distribution.back_to(redirect_uri, **answer, state=state)
        return RedirectResponse(back, status_code=302)

    def _refusal(self, request: Request) -> Response | None:
        query = request.query_params
        distribution = self.playground.distribution
        if query.get("client_id") != credentials.CLIENT_ID:
            return PlainTextResponse("Invalid client_id parameter", status_code=400)
        if not query.get("scope"):
            return PlainTextResponse("No scopes requested", status_code=400)
        named = query.get("redirect_uri", "")
        if not distribution.redirect_url or named not in ("", distribution.redirect_url):
            return PlainTextResponse("redirect_uri did not match any configured URIs", 400)
        return None
