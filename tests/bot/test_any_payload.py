"""Whatever Slack may send: it is acknowledged, stored whole or let go, and no exception escapes."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_bolt.request import BoltRequest

from bot.app import build_app
from bot.listening.requests import Request, read_stored
from bot.settings import Settings

UNTIMED = settings(deadline=None)  # a busy machine is no failure
_WHO_AND_WHERE = frozenset({"user", "channel", "team"})
_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
_EVENT = {
    "type": "app_mention",
    "channel": "C1",
    "channel_type": "im",
    "user": "U1",
    "text": "<@UBOT> パン屋",
    "ts": "1700000000.000100",
    "thread_ts": "1700000000.000050",
    "files": [{"name": "a.txt", "size": 3, "url_private": "https://files.slack.com/a"}],
}
_INTERACTION = {
    "user": {"id": "U1"},
    "team": {"id": "T1"},
    "channel": {"id": "C1"},
    "trigger_id": "1.2.3",
    "response_url": "https://hooks.slack.com/actions/1",
    "message": {"ts": "1700000000.000100", "text": "パン屋"},
    "container": {"message_ts": "1700000000.000100"},
}


def _with_changes(fields: dict[str, object]) -> st.SearchStrategy[dict[str, object]]:
    """The same with some fields of another kind, or gone.

    Who and where stay objects: Bolt itself looks into them before any code of ours does.
    """
    names = st.sampled_from(sorted(fields.keys() - _WHO_AND_WHERE))
    changed = st.dictionaries(names, _ANYTHING, max_size=3)
    return st.tuples(changed, st.sets(st.sampled_from(sorted(fields)), max_size=2)).map(
        lambda drawn: {k: v for k, v in {**fields, **drawn[0]}.items() if k not in drawn[1]}
    )


class _Door:
    """The app, and what came in through it."""

    def __init__(self) -> None:
        self.accepted: list[Request] = []
        self._app = build_app(Settings(), self.accepted.append)

    def acknowledges(self, body: dict[str, object]) -> bool:
        """And what it stores of this can be read again."""
        self.accepted.clear()
        response = self._app.dispatch(BoltRequest(body=json.dumps(body), mode="socket_mode"))
        stored = [json.loads(json.dumps(request.to_stored())) for request in self.accepted]
        return response.status == 200 and [read_stored(each) for each in stored] == self.accepted


@pytest.fixture(scope="module")
def door() -> _Door:
    return _Door()


@UNTIMED
@given(kind=st.sampled_from(["app_mention", "message"]), event=_with_changes(dict(_EVENT)))
def test_any_event_is_acknowledged(door: _Door, kind: str, event: dict[str, object]) -> None:
    body = {"type": "event_callback", "event_id": "Ev1", "team_id": "T1"}
    assert door.acknowledges({**body, "event": {**event, "type": kind}})


@UNTIMED
@given(
    envelope=_with_changes({"event_id": "Ev1", "team_id": "T1", "enterprise_id": "E1"}),
    tab=_ANYTHING,
)
def test_any_envelope_of_the_home_tab_is_acknowledged(
    door: _Door, envelope: dict[str, object], tab: object
) -> None:
    event = {"type": "app_home_opened", "user": "U1", "channel": "D1", "tab": tab}
    body = {**envelope, "type": "event_callback", "event": event}
    assert door.acknowledges(body)


@UNTIMED
@given(
    fields=_with_changes(
        {
            "channel_id": "C1",
            "user_id": "U1",
            "team_id": "T1",
            "trigger_id": "1.2.3",
            "text": "パン屋",
            "response_url": "https://hooks.slack.com/commands/1",
        }
    )
)
def test_any_command_is_acknowledged(door: _Door, fields: dict[str, object]) -> None:
    assert door.acknowledges({**fields, "command": "/classify"})


@UNTIMED
@given(fields=_with_changes(dict(_INTERACTION)))
def test_any_message_shortcut_is_acknowledged(door: _Door, fields: dict[str, object]) -> None:
    body = {**fields, "type": "message_action", "callback_id": "classify_message"}
    assert door.acknowledges(body)


@UNTIMED
@given(
    fields=_with_changes(dict(_INTERACTION)),
    action=_with_changes({"block_id": "feedback", "value": "x", "selected_option": {"value": "y"}}),
    action_id=st.sampled_from(["feedback_right", "feedback_correction", "try_example", "other"]),
)
def test_any_click_is_acknowledged(
    door: _Door, fields: dict[str, object], action: dict[str, object], action_id: str
) -> None:
    clicked = {**action, "action_id": action_id, "type": "button"}
    body = {**fields, "type": "block_actions", "actions": [clicked]}
    assert door.acknowledges(body)
