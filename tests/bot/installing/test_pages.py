"""The pages of the installation, for people."""

import pytest

from bot.answering.wording import ENGLISH, JAPANESE
from bot.installing.pages import Pages


def pages(language: str = "ja") -> Pages:
    return Pages({"accept-language": [language]})


def test_a_workspaces_name_cannot_bring_markup() -> None:
    page = pages().installed("<script>alert(1)</script>", "https://slack.com/app_redirect")
    assert "<script" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("access_denied", JAPANESE.install_cancelled),
        ("invalid_state", JAPANESE.install_expired),
        ("invalid_browser", JAPANESE.install_expired),
        ("invalid_code", JAPANESE.install_expired),
        ("storage_error", JAPANESE.not_accepted),
        ("<b>a code of tomorrow</b>", JAPANESE.not_accepted),
    ],
)
def test_every_mishap_gets_a_sentence_and_the_way_back(reason: str, sentence: str) -> None:
    page = pages().failed(reason, "/slack/install")
    assert sentence in page
    assert 'href="/slack/install"' in page
    assert reason not in page


def test_the_language_is_the_browsers() -> None:
    assert ENGLISH.install_button in pages("en-US,en;q=0.9").install("https://slack.com")
    assert JAPANESE.install_button in pages("fr").install("https://slack.com")
