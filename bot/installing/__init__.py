"""Many workspaces: people install the app themselves; each is answered with its own token."""
