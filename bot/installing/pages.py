"""The pages that a person sees who installs the app, in the language of their browser."""

from collections.abc import Mapping, Sequence

from jinja2 import Environment, PackageLoader, select_autoescape

from bot.answering.wording import Language, Wording, wording

HTML_HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    # The page loads nothing, and nobody may put it into a frame.
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
_TEMPLATE = Environment(
    loader=PackageLoader("bot.installing"), autoescape=select_autoescape()
).get_template("page.html")


class Pages:
    """The pages in one language."""

    def __init__(self, headers: Mapping[str, Sequence[str]]) -> None:
        accepted = next(iter(headers.get("accept-language", ())), "")
        self._language = Language.of_locale(accepted.partition(",")[0])
        self._words: Wording = wording(self._language)

    def install(self, authorize_url: str) -> str:
        """What the app does, sees and keeps, and the button."""
        words = self._words
        return self._page(
            words.install_title,
            points=(words.install_does, words.install_sees, words.home_privacy),
            paragraphs=(words.install_next,),
            link=authorize_url,
            link_text=words.install_button,
        )

    def installed(self, workspace: str, link: str) -> str:
        """It worked; what to do first."""
        words = self._words
        return self._page(
            words.installed_title.format(workspace=workspace),
            paragraphs=(words.installed_next,),
            link=link,
            link_text=words.installed_open,
        )

    def failed(self, reason: str, install_path: str) -> str:
        """It did not work: why, and the way back to the beginning.

        Args:
            reason: Bolt's or Slack's code; it chooses a sentence and is not shown itself.
        """
        words = self._words
        sentence = {
            "access_denied": words.install_cancelled,
            "invalid_browser": words.install_expired,
            "invalid_state": words.install_expired,
            "missing_code": words.install_expired,
            "invalid_code": words.install_expired,
        }.get(reason, words.not_accepted)
        return self._page(
            words.install_failed,
            paragraphs=(sentence,),
            link=install_path,
            link_text=words.install_again,
        )

    def _page(
        self,
        title: str,
        *,
        points: Sequence[str] = (),
        paragraphs: Sequence[str] = (),
        link: str,
        link_text: str,
    ) -> str:
        return _TEMPLATE.render(
            language=self._language.value,
            title=title,
            points=points,
            paragraphs=paragraphs,
            link=link,
            link_text=link_text,
        )
