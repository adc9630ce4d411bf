"""The app is installed in the playground as its manifest says."""

import yaml

from bot.playground.credentials import first_installation
from bot.playground.process import ROOT


def test_scopes_and_events_are_those_of_the_manifest() -> None:
    manifest = yaml.safe_load((ROOT / "manifest.yaml").read_text(encoding="utf-8"))
    installation = first_installation()
    assert installation.scopes == set(manifest["oauth_config"]["scopes"]["bot"])
    subscriptions = manifest["settings"]["event_subscriptions"]["bot_events"]
    assert installation.subscriptions == set(subscriptions)
