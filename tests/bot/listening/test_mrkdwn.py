"""Slack's markup and back, with every form that once went wrong or could."""

import pytest

from bot.listening.mrkdwn import decode, decode_message, escape


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("ただの文章。", "ただの文章。"),
        ("A &amp; B &lt;C&gt;", "A & B <C>"),
        ("&amp;lt;@U1&amp;gt;", "&lt;@U1&gt;"),  # unescaped once, not twice
        ("&lt;@U1&gt; さん", "<@U1> さん"),  # typed signs do not become a mention
        ("<@U1> へ", " へ"),
        ("<@U1|mika> へ", "@mika へ"),
        ("<#C1|general> で", "#general で"),
        ("<#C1> で", " で"),
        ("<!here> 集合", "@here 集合"),
        ("<!subteam^S1|@backend> へ", "@backend へ"),
        ("<!subteam^S1> へ", " へ"),
        ("<!date^1392734382^{date}|2月18日> に", "2月18日 に"),
        ("<https://e.com/a?b=1&amp;c=2>", "https://e.com/a?b=1&c=2"),
        ("<https://e.com|店&amp;宿>", "店&宿"),
        ("<mailto:a@e.com|a@e.com>", "a@e.com"),
        ("<tel:+8175|075>", "075"),
        ("うまい:sushi::beer:", "うまい"),
        ("いいね:+1::skin-tone-3:", "いいね"),
        ("12:30:45 に集合", "12:30:45 に集合"),
        ("http://localhost:3000/a:b:c", "http://localhost:3000/a:b:c"),
        ("1 < 2 の <", "1 < 2 の <"),  # not sent by Slack like this, but never an error
        ("", ""),
        ("<>", ""),
        ("\x00 ｶﾞｷﾞ が\u3099", "\x00 ｶﾞｷﾞ が\u3099"),
    ],
)
def test_markup_becomes_what_was_typed(sent: str, typed: str) -> None:
    assert decode(sent) == typed


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ("<@UBOT> パン屋", "パン屋"),
        ("パン屋 <@UBOT|classifier>", "パン屋"),
        ("<@UBOT>", ""),
        ("<@UBOT>\u3000\n", ""),
        ("```パン屋```", "パン屋"),
        ("`パン屋` に行った", "パン屋 に行った"),
        ("&gt; パン屋\n&gt; の話", "パン屋\nの話"),
        ('"パン屋に行った"', "パン屋に行った"),
        ("“パン屋”", "パン屋"),
        ("「パン屋」", "「パン屋」"),
        ('"パン" と "茶"', '"パン" と "茶"'),
        ("一段落目\n\n二段落目", "一段落目\n\n二段落目"),
    ],
)
def test_a_message_is_reduced_to_its_words(sent: str, words: str) -> None:
    assert decode_message(sent, "UBOT") == words


@pytest.mark.parametrize("text", ["<!here> & <@U1>", "&lt;", "a<b>c", "パン屋", ""])
def test_escaped_text_holds_no_markup_and_comes_back_unchanged(text: str) -> None:
    assert "<" not in escape(text)
    assert ">" not in escape(text)
    assert decode(escape(text)) == text
