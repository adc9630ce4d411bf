"""What Slack accepts as Block Kit: blocks of messages, Home tabs and modals."""
