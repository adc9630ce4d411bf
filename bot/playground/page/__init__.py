"""The workspace page: a small Slack client in the browser, for people who try the bot."""
