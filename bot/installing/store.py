"""Where installations are kept: slack_sdk's store, in the job store's database."""

import sqlalchemy as sa
from cryptography.fernet import MultiFernet
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.oauth.installation_store.sqlalchemy import SQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.sqlalchemy import SQLAlchemyOAuthStateStore

from bot.installing.secrets import EncryptedText, make_cipher
from bot.jobs.database import TABLES
from bot.settings import Settings

_SECRETS = ("bot_token", "bot_refresh_token")


class InstallationStore(SQLAlchemyInstallationStore):
    """Keeps each workspace's bot token and nothing of the person who installed it."""

    def __init__(self, client_id: str, engine: sa.Engine, cipher: MultiFernet | None) -> None:
        super().__init__(client_id, engine)
        for name in _SECRETS:
            self.bots.columns[name].type = EncryptedText(cipher)

    @classmethod
    def build_bots_table(cls, metadata: sa.MetaData, table_name: str) -> sa.Table:
        """slack_sdk's, with room for encrypted tokens."""
        table = super().build_bots_table(metadata, table_name)
        for name in _SECRETS:
            table.columns[name].type = EncryptedText()
        return table

    def save(self, installation: Installation) -> None:
        """Keep the new token, and drop those of earlier installations of the same workspace."""
        bot = installation.to_bot()
        self.save_bot(bot)
        table = self.bots.c
        newest = sa.select(sa.func.max(table.id)).where(self._same(bot.enterprise_id, bot.team_id))
        older = self._same(bot.enterprise_id, bot.team_id) & (table.id < newest.scalar_subquery())
        with self.engine.begin() as connection:
            connection.execute(sa.delete(self.bots).where(older))

    def all_workspaces(self) -> list[str]:
        """The names of the workspaces; reads every token on the way.

        Raises:
            TokensUnreadable: they were encrypted with another key.
        """
        mine = self.bots.c.client_id == self.client_id
        with self.engine.connect() as connection:
            rows = connection.execute(sa.select(self.bots).where(mine)).mappings()
            return [str(row["team_name"] or row["enterprise_name"]) for row in rows]

    def _same(self, enterprise_id: str | None, team_id: str | None) -> sa.ColumnElement[bool]:
        table = self.bots.c
        return (
            (table.client_id == self.client_id)
            & (table.enterprise_id == enterprise_id)
            & (table.team_id == team_id)
        )


def open_store(settings: Settings, engine: sa.Engine) -> InstallationStore:
    """The store of this app's installations.

    Raises:
        SettingsError: the key is of no use.
        TokensUnreadable: tokens were encrypted with another one.
    """
    cipher = make_cipher(settings.token_encryption_key)
    store = InstallationStore(settings.slack_client_id or "", engine, cipher)
    store.all_workspaces()
    return store


# The same tables once more, for migration.py, which makes all of them.
InstallationStore.build_bots_table(TABLES, InstallationStore.default_bots_table_name)
STATES = SQLAlchemyOAuthStateStore.build_oauth_states_table(
    TABLES, SQLAlchemyOAuthStateStore.default_table_name
)
