"""The log: ids and outcomes, never a message's text or a token, at any level."""

import logging
import sys

# At DEBUG these print whole requests and responses, so they never go below INFO.
_TALKATIVE = ("slack_bolt", "slack_sdk", "urllib3", "httpx")


def configure_logging(level: str) -> None:
    """Write the log to standard error, one line an entry."""
    logging.basicConfig(
        level=level,
        stream=sys.stderr,
        format="%(asctime)s %(levelname)s %(name)s %(message)s",
        force=True,
    )
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(max(logging.INFO, logging.getLevelName(level)))
