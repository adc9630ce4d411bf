"""What can go wrong between us and Slack, as one tree. Messages hold codes and ids, never texts.

SlackError
├── SlackUnavailable    it may work later: rate limit, server error, broken connection
└── SlackRefused        it will not work again: Slack said no, with its own error code
"""


class SlackError(Exception):
    """Root of the tree; `code` is Slack's error code or the name of the network error."""

    def __init__(self, method: str, code: str) -> None:
        super().__init__(f"{method}: {code}")
        self.method = method
        self.code = code


class SlackUnavailable(SlackError):
    """Slack did not answer, or not clearly. What was sent may have arrived all the same."""


class SlackRefused(SlackError):
    """Slack refused for good.

    Attributes:
        needed, provided: scopes, where `code` is `missing_scope`.
    """

    def __init__(self, method: str, code: str, needed: str = "", provided: str = "") -> None:
        super().__init__(method, code)
        self.needed = needed
        self.provided = provided

    def as_tuple(self) -> tuple[str, str, str, str]:
        """Its arguments, to keep it in the job store and raise it again."""
        return (self.method, self.code, self.needed, self.provided)
