"""The demo: the bot in a stand-in Slack on this machine, and a page to play with its model."""
