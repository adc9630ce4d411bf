"""Every setting, typed, read once from the environment at start."""

from typing import Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import SettingsError


class Settings(BaseSettings):
    """What can be set; each field's name in capitals is its environment variable."""

    model_config = SettingsConfigDict(
        frozen=True, extra="ignore", hide_input_in_errors=True, env_ignore_empty=True
    )

    slack_bot_token: SecretStr | None = Field(
        default=None, description="Bot User OAuth Token (xoxb-…), from OAuth & Permissions"
    )
    slack_app_token: SecretStr | None = Field(
        default=None, description="App-Level Token (xapp-…) for Socket Mode, from Basic Information"
    )
    slack_signing_secret: SecretStr | None = Field(
        default=None, description="Signing Secret for HTTP, from Basic Information"
    )
    slack_client_id: str | None = Field(
        default=None, description="Client ID from Basic Information, to be installed by many"
    )
    slack_client_secret: SecretStr | None = Field(
        default=None, description="Client Secret from Basic Information, to be installed by many"
    )
    token_encryption_key: SecretStr | None = Field(
        default=None, description="Fernet key for the bot tokens of many workspaces"
    )
    slack_api_url: str = Field(
        default="https://slack.com/api/",
        description="Base URL of Slack's Web API",
        pattern="^https?://",
    )
    database_url: str = Field(
        default="sqlite:///data/bot.sqlite",
        description="Where jobs are kept: sqlite:///path or postgres://…",
        pattern="^(sqlite|postgres(ql)?([+]psycopg)?)://",
    )
    share_timeout: float = Field(
        default=10.0,
        gt=0,
        le=60,
        description="Seconds to wait until Slack shows an uploaded picture",
    )
    requests_per_minute: int = Field(
        default=30, ge=0, description="Requests of one user in one channel a minute (0: any)"
    )
    port: int = Field(default=3000, gt=0, lt=65_536, description="Port for HTTP")
    health_port: int | None = Field(
        default=None,
        gt=0,
        lt=65_536,
        description="Port of /healthz and /metrics outside HTTP (none: off)",
    )
    health_host: str = Field(default="127.0.0.1", description="Address for that port")
    log_format: Literal["text", "json"] = "text"
    log_level: str = Field(default="INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$")

    @property
    def has_no_tokens(self) -> bool:
        """Whether no Slack app is configured at all, so the playground is meant."""
        return not (
            self.slack_bot_token
            or self.slack_app_token
            or self.slack_signing_secret
            or self.serves_many
        )

    @property
    def serves_many(self) -> bool:
        """Whether any workspace may install the app, where no token names the only one."""
        return self.slack_bot_token is None and bool(
            self.slack_client_id or self.slack_client_secret
        )

    def require_tokens(self, *names: str) -> None:
        """Check that these are there, and what is needed to answer in one workspace or in many.

        Raises:
            SettingsError: names all that are missing together.
        """
        many = ("slack_client_id", "slack_client_secret")
        self.require(*(many if self.serves_many else ("slack_bot_token",)), *names)

    def require(self, *names: str) -> None:
        """Check that these settings are there.

        Raises:
            SettingsError: names all that are missing together.
        """
        missing = [name for name in names if getattr(self, name) is None]
        if missing:
            fields = type(self).model_fields
            lines = [f"  {name.upper()}: {fields[name].description}" for name in missing]
            raise SettingsError("missing settings:\n" + "\n".join(lines))


def read_settings() -> Settings:
    """The settings as the environment has them now.

    Raises:
        SettingsError: some have a value that cannot be used; all are named.
    """
    try:
        return Settings()
    except ValidationError as error:
        lines = [
            f"  {'.'.join(map(str, each['loc'])).upper()}: {each['msg']}" for each in error.errors()
        ]
        raise SettingsError("settings that cannot be used:\n" + "\n".join(lines)) from None
