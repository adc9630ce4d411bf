"""What the page reads from files: the app's manifest, the examples."""

from bot.playground.page.installed_app import installed_app
from bot.playground.page.tray import examples


def test_commands_and_shortcuts_are_those_of_the_manifest() -> None:
    app = installed_app()
    assert [command.name for command in app.commands] == ["/classify"]
    assert [shortcut.callback_id for shortcut in app.shortcuts] == ["classify_message"]


def test_the_tray_has_one_of_each_kind() -> None:
    labels = {example.label_en for example in examples()}
    assert labels >= {"Food", "Phones", "Kyoto", "Sports", "Unsure", "None", "Long"}
    assert max(len(example.text) for example in examples()) > 500
