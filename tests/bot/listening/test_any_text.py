"""Whatever people write and Slack makes of it: decoding ends, and what is shown is never markup."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.listening.mrkdwn import decode, decode_message, escape
from tests.classifier.hard_texts import HARD_TEXTS

UNTIMED = settings(deadline=None)  # a busy machine is no failure
MARKUP = st.lists(
    st.sampled_from(
        ["<", ">", "|", "&", "&amp;", "&lt;", "<@U1>", "<#C1|a>", "<!here>", ":a:", "`", "```", '"']
    )
    | st.text(max_size=4),
    max_size=40,
).map("".join)

NASTY = {
    **HARD_TEXTS,
    "tags never closed": "<" * 20_000,
    "tags in tags": "<@U1|" * 5_000 + ">" * 5_000,
    "entities of entities": "&amp;" * 8_000 + "lt;",
    "colons": ":" * 40_000,
    "names of emoji that never end": ":a" * 20_000,
    "back ticks": "`" * 40_000,
    "quotation marks": '"' * 40_000,
    "quote lines": "> " * 20_000,
    "white space": " \n" * 20_000,
}


@UNTIMED
@given(text=MARKUP)
def test_any_markup_is_decoded(text: str) -> None:
    assert isinstance(decode(text), str)
    assert isinstance(decode_message(text, "U1"), str)


@UNTIMED
@given(text=MARKUP)
def test_decoding_what_was_escaped_gives_the_words_back(text: str) -> None:
    plain = text.replace(":", "")  # a name between colons is an emoji, however it came there
    assert decode(escape(plain)) == plain


@pytest.mark.parametrize("name", NASTY)
def test_a_nasty_text_is_decoded_and_grows_by_nothing(name: str) -> None:
    """Were a pattern to go back and forth over it, this test would not end."""
    assert len(decode_message(NASTY[name], "U1")) <= len(NASTY[name])
