"""From Slack's event to a stored request; nothing slow happens here."""
