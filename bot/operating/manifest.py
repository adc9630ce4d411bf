"""manifest.yaml, the one place where the app's scopes are listed."""

from pathlib import Path

import yaml
from pydantic import BaseModel, Field

MANIFEST = Path(__file__).parents[2] / "manifest.yaml"


class _Scopes(BaseModel):
    bot: list[str]


class _OAuthConfig(BaseModel):
    scopes: _Scopes


class Manifest(BaseModel):
    """The part of the manifest that the bot itself reads."""

    oauth: _OAuthConfig = Field(alias="oauth_config")


def bot_scopes() -> frozenset[str]:
    """The scopes that the bot token needs."""
    manifest = Manifest.model_validate(yaml.safe_load(MANIFEST.read_text(encoding="utf-8")))
    return frozenset(manifest.oauth.scopes.bot)
