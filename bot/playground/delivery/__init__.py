"""The ways to the bot: events, commands and interactions by Socket Mode or signed HTTP."""
