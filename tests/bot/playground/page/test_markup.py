"""Slack's markup becomes HTML, and nothing of a text can become HTML by itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from bot.playground.page.markup import mrkdwn, plain

NAMES = {"U1": "花子", "C1": "general"}

TABLE = [
    ("*グルメ*　99%", "<strong>グルメ</strong>　99%"),
    ("a_b_c は _斜体_", "a_b_c は <em>斜体</em>"),
    ("~取り消し~", "<s>取り消し</s>"),
    ("2 * 3 * 4", "2 * 3 * 4"),
    ("`/classify *文*`", "<code>/classify *文*</code>"),
    ("```\n行1\n行2```", "<pre>行1\n行2</pre>"),
    (
        "<@U1> と <#C1>",
        '<span class="mention">@花子</span> と <span class="mention">#general</span>',
    ),
    ("<!here> みて", '<span class="mention">@here</span> みて'),
    ("&lt;b&gt; &amp;amp;", "&lt;b&gt; &amp;amp;"),
    ("一\n二", "一<br>二"),
    (":sushi: すし", "🍣 すし"),
    ("<javascript:alert(1)|押す>", "押す"),
]


@pytest.mark.parametrize(("written", "html"), TABLE)
def test_markup_is_shown_as_slack_shows_it(written: str, html: str) -> None:
    assert mrkdwn(written, NAMES) == Markup(html)


def test_a_link_opens_elsewhere_and_tells_nothing_of_us() -> None:
    html = mrkdwn("<https://example.com/?a=1&amp;b=2|こちら>", {})
    assert 'href="https://example.com/?a=1&amp;b=2"' in html
    assert 'rel="noreferrer noopener"' in html


@given(st.text())
def test_no_text_becomes_a_tag(text: str) -> None:
    assert "<" not in str(plain(text)).replace("<br>", "")
