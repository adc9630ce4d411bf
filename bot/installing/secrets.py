"""Tokens at rest: encrypted in the database where a key is set."""

import sqlalchemy as sa
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from pydantic import SecretStr

from bot.errors import SettingsError, TokensUnreadable

_FERNET_VERSION = "gAAAA"  # how every Fernet token begins; Slack's begin with xox


def make_cipher(keys: SecretStr | None) -> MultiFernet | None:
    """The cipher of `TOKEN_ENCRYPTION_KEY`; None where it is not set.

    Args:
        keys: one Fernet key, or several with commas: the first encrypts, all of them decrypt.

    Raises:
        SettingsError: one is no Fernet key.
    """
    if keys is None:
        return None
    try:
        return MultiFernet([Fernet(key.strip()) for key in keys.get_secret_value().split(",")])
    except ValueError:
        raise SettingsError(
            "TOKEN_ENCRYPTION_KEY is no Fernet key (32 bytes in URL-safe base64); docs/operate.md "
            "says how to make one"
        ) from None


class EncryptedText(sa.types.TypeDecorator[str]):
    """A text that only this process can read; in the clear where there is no cipher.

    What was written before a key was set is read as it stands.
    """

    impl = sa.Text
    cache_ok = False

    def __init__(self, cipher: MultiFernet | None = None) -> None:
        super().__init__()
        self._cipher = cipher

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> str | None:
        """On the way into the database."""
        if value is None or self._cipher is None:
            return value
        return self._cipher.encrypt(value.encode()).decode("ascii")

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> str | None:
        """On the way out.

        Raises:
            TokensUnreadable: it was encrypted with another key.
        """
        if value is None or not value.startswith(_FERNET_VERSION):
            return value
        try:
            if self._cipher is not None:
                return self._cipher.decrypt(value).decode()
        except InvalidToken:
            pass
        raise TokensUnreadable(
            "tokens in the database were encrypted with another key: set TOKEN_ENCRYPTION_KEY to "
            "it, or to a new one and it with a comma between"
        )
