"""The Web API: one endpoint, one module a family of methods, as Slack's reference has them."""
