"""Tokens at rest: only who has the key reads them."""

import pytest
import sqlalchemy as sa
from cryptography.fernet import Fernet, MultiFernet
from pydantic import SecretStr

from bot.errors import SettingsError, TokensUnreadable
from bot.installing.secrets import EncryptedText, make_cipher

TOKEN = "xoxb-1-secret"


def key() -> str:
    return Fernet.generate_key().decode()


def cipher(*keys: str) -> MultiFernet:
    made = make_cipher(SecretStr(",".join(keys)))
    assert made is not None
    return made


DIALECT = sa.create_engine("sqlite://").dialect


def stored(value: str | None, using: MultiFernet | None) -> str | None:
    return EncryptedText(using).process_bind_param(value, DIALECT)


def read(value: str | None, using: MultiFernet | None) -> str | None:
    return EncryptedText(using).process_result_value(value, DIALECT)


def test_a_token_is_not_to_be_seen_and_comes_back() -> None:
    ours = cipher(key())
    hidden = stored(TOKEN, ours)
    assert hidden is not None
    assert "secret" not in hidden
    assert read(hidden, ours) == TOKEN


def test_no_token_stays_none() -> None:
    assert stored(None, cipher(key())) is None
    assert read(None, cipher(key())) is None


def test_without_a_key_tokens_lie_in_the_clear_and_are_read_after_one_is_set() -> None:
    assert stored(TOKEN, None) == TOKEN
    assert read(TOKEN, cipher(key())) == TOKEN


def test_a_new_key_before_the_old_one_reads_both() -> None:
    old, new = key(), key()
    assert read(stored(TOKEN, cipher(old)), cipher(new, old)) == TOKEN
    assert read(stored(TOKEN, cipher(new, old)), cipher(new)) == TOKEN


def test_another_key_or_none_is_told_by_name() -> None:
    hidden = stored(TOKEN, cipher(key()))
    for using in (cipher(key()), None):
        with pytest.raises(TokensUnreadable, match="TOKEN_ENCRYPTION_KEY"):
            read(hidden, using)


@pytest.mark.parametrize("nonsense", ["", "secret", "あ" * 44, f"{'A' * 43}=,"])
def test_what_is_no_key_is_told_without_being_quoted(nonsense: str) -> None:
    with pytest.raises(SettingsError, match="TOKEN_ENCRYPTION_KEY") as told:
        make_cipher(SecretStr(nonsense))
    assert not nonsense or nonsense not in str(told.value)
