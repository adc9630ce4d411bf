"""A stand-in Slack workspace as its own process: the bot talks to it as to Slack, by a base URL."""
