"""The templates of the page, rendered on the server, everything escaped."""

from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from bot.playground.page.markup import mrkdwn, plain, rich_text_element
from bot.playground.page.shown import option_groups

HERE = Path(__file__).parent

# No address but this one, no inline code: what the page needs comes from the package.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def environment(*folders: Path) -> Environment:
    """The templates of these folders; a variable that is missing is an error."""
    made = Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {
        "mrkdwn": mrkdwn,
        "plain": plain,
        "rich_text_element": rich_text_element,
        "option_groups": option_groups,
    }
    return made


ENVIRONMENT = environment(HERE / "templates")


def rendered(template: str, context: Mapping[str, object], status: int = 200) -> HTMLResponse:
    """A page of the workspace."""
    html = ENVIRONMENT.get_template(template).render(context)
    return HTMLResponse(html, status_code=status, headers=HEADERS)
