"""For whoever runs the bot: health, checks, logs."""
