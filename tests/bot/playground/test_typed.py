"""What people type becomes Slack's markup."""

import pytest

from bot.playground.credentials import first_installation
from bot.playground.log import Log
from bot.playground.typed import as_read, as_written, rich_text
from bot.playground.workspace import Workspace


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("駅前のパン屋", "駅前のパン屋"),
        ("R&D <b> a>b", "R&amp;D &lt;b&gt; a&gt;b"),
        ("&amp;", "&amp;amp;"),
        ("@hanako さん", "<@U0HANAKO00> さん"),
        ("@nobody さん", "@nobody さん"),
        ("#random で", "<#C0RANDOM00|random> で"),
        ("#1 の店", "#1 の店"),
        ("@here 見て", "<!here> 見て"),
        ("https://example.com/?a=1&b=2 を", "<https://example.com/?a=1&amp;b=2> を"),
        ("https://example.com。次", "<https://example.com>。次"),
        ("(https://example.com).", "(<https://example.com>)."),
        ("a@example.com へ", "<mailto:a@example.com|a@example.com> へ"),
        ("寿司🍣と☕", "寿司:sushi:と:coffee:"),
        (
            "👍🏽 https://example.com/👍",
            ":thumbsup::skin-tone-4: <https://example.com/>:thumbsup:",
        ),
        ("", ""),
    ],
)
def test_typed_text(typed: str, written: str) -> None:
    assert as_written(typed, Workspace(Log(), first_installation())) == written


def test_rich_text_says_the_same_without_escapes() -> None:
    (block,) = rich_text(
        "<@U1> R&amp;D <https://a.jp|店> <!here> <!date^1^{date}|今日>:sushi:", "b1"
    )
    assert block["elements"] == [
        {
            "type": "rich_text_section",
            "elements": [
                {"type": "user", "user_id": "U1"},
                {"type": "text", "text": " R&D "},
                {"type": "link", "url": "https://a.jp", "text": "店"},
                {"type": "text", "text": " "},
                {"type": "broadcast", "range": "here"},
                {"type": "text", "text": " "},
                {"type": "date", "timestamp": 1, "format": "{date}", "fallback": "今日"},
                {"type": "emoji", "name": "sushi"},
            ],
        }
    ]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<@U0HANAKO00> R&amp;D &lt;b&gt; :sushi:", "@hanako R&D <b> 🍣"),
        ("<@U0UNKNOWN> <#C1|random> <!here>", "@U0UNKNOWN #random @here"),
        ("<https://a.jp> <https://a.jp|店>", "https://a.jp 店"),
    ],
)
def test_read_text(written: str, read: str) -> None:
    assert as_read(written, {"U0HANAKO00": "hanako"}) == read
