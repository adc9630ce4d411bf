"""Why the bot cannot start, as one tree; each message names what is wrong and what to do.

    CannotStart
    ├── SettingsError        settings are missing or have no usable value
    ├── AlreadyRunning       another worker has the same SQLite file
    ├── StoreTooNew          a newer bot has used the job store
    ├── TokensUnreadable     stored tokens were encrypted with another key
    └── SocketModeRefused    Slack refuses the app token

What goes wrong with Slack while it runs: answering/errors.py.
"""


class CannotStart(Exception):
    """Root of the tree."""


class SettingsError(CannotStart):
    """Settings are missing or wrong; all of them are named, with what each is for."""


class AlreadyRunning(CannotStart):
    """Another worker uses the same SQLite file; two would answer everything twice."""


class StoreTooNew(CannotStart):
    """A newer version of the bot has used this job store."""


class TokensUnreadable(CannotStart):
    """Tokens in the database cannot be decrypted with the key that is set."""


class SocketModeRefused(CannotStart):
    """Slack refuses the app token."""
