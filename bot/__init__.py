"""The Slack app: from a message in Slack to the category and the heat map in its thread."""
