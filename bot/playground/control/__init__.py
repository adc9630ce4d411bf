"""The control API: what tests, the command line and the page do and see, beside Slack's API."""
