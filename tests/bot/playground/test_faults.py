"""Faults on request, as slack_sdk's client meets them."""

import logging
from http.client import RemoteDisconnected
from urllib.error import HTTPError

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry import RateLimitErrorRetryHandler, default_retry_handlers

from bot.playground.client import PlaygroundClient

GENERAL = "C0GENERAL0"
logging.getLogger("slack_sdk").setLevel(logging.CRITICAL)


def post(web: WebClient) -> None:
    web.chat_postMessage(channel=GENERAL, text="x")


def test_too_many_requests_says_when_to_come_again(web: WebClient, slack: PlaygroundClient) -> None:
    slack.set_fault("rate_limited", "chat.postMessage", seconds=7)
    with pytest.raises(SlackApiError) as refusal:
        post(web)
    response = refusal.value.response
    assert (response.status_code, response["error"]) == (429, "ratelimited")
    assert response.headers["Retry-After"] == "7"
    assert slack.messages() == []
    post(web)


def test_the_log_says_what_a_refused_call_asked_for(
    web: WebClient, slack: PlaygroundClient
) -> None:
    slack.set_fault("rate_limited", "chat.postMessage")
    with pytest.raises(SlackApiError):
        post(web)
    (call,) = slack.calls("chat.postMessage")
    assert call.arguments["channel"] == GENERAL
    assert "token" not in call.arguments


def test_the_sdk_comes_again_after_a_429(web: WebClient, slack: PlaygroundClient) -> None:
    web.retry_handlers.append(RateLimitErrorRetryHandler(max_retry_count=1))
    slack.set_fault("rate_limited", "chat.postMessage", seconds=1)
    post(web)
    assert [call.detail["status"] for call in slack.calls("chat.postMessage")] == [429, 200]


def test_a_server_error_is_no_json(web: WebClient, slack: PlaygroundClient) -> None:
    slack.set_fault("server_error", "chat.postMessage")
    with pytest.raises(SlackApiError) as refusal:
        post(web)
    assert refusal.value.response.status_code == 500
    assert slack.messages() == []


def test_any_error_code_can_be_had(web: WebClient, slack: PlaygroundClient) -> None:
    slack.set_fault("error", "files.completeUploadExternal", code="file_uploads_disabled")
    with pytest.raises(SlackApiError, match="file_uploads_disabled"):
        web.files_upload_v2(channel=GENERAL, filename="a.png", content=b"x")


def test_a_dropped_request_does_nothing(web: WebClient, slack: PlaygroundClient) -> None:
    slack.set_fault("drop", "chat.postMessage")
    with pytest.raises((RemoteDisconnected, ConnectionResetError)):
        post(web)
    assert slack.messages() == []


def test_an_answer_dropped_after_accepting_leaves_the_post(
    web: WebClient, slack: PlaygroundClient
) -> None:
    slack.set_fault("drop_after_accepting", "chat.postMessage")
    with pytest.raises((RemoteDisconnected, ConnectionResetError)):
        post(web)
    assert len(slack.messages()) == 1


def test_the_sdks_default_handler_posts_twice_after_a_drop(
    web: WebClient, slack: PlaygroundClient
) -> None:
    web.retry_handlers.extend(default_retry_handlers())
    slack.set_fault("drop_after_accepting", "chat.postMessage")
    post(web)
    assert len(slack.messages()) == 2


def test_the_bytes_of_a_file_can_be_refused(web: WebClient, slack: PlaygroundClient) -> None:
    slack.set_fault("server_error", "upload")
    with pytest.raises(HTTPError) as refusal:
        web.files_upload_v2(channel=GENERAL, filename="a.png", content=b"x")
    assert refusal.value.code == 500
    refusal.value.close()


def test_a_delayed_answer_outlasts_an_impatient_client(
    web: WebClient, slack: PlaygroundClient
) -> None:
    slack.set_fault("delay", "auth.test", seconds=2)
    impatient = WebClient(
        token=slack.bot_token,
        base_url=slack.api_url,
        retry_handlers=[],
        timeout=1,
    )
    with pytest.raises(TimeoutError):
        impatient.auth_test()


def test_a_fault_hits_as_often_as_told_and_only_its_target(
    web: WebClient, slack: PlaygroundClient
) -> None:
    slack.set_fault("error", "chat.postMessage", times=2, skip=1)
    post(web)
    web.auth_test()
    for _ in range(2):
        with pytest.raises(SlackApiError):
            post(web)
    post(web)
    assert len(slack.messages()) == 2


def test_a_fault_lasts_as_long_as_told(web: WebClient, slack: PlaygroundClient) -> None:
    slack.set_fault("error", "auth.test", times=None, during=0)
    web.auth_test()
    with slack.fault("error", "auth.test", code="fatal_error"):
        for _ in range(3):
            with pytest.raises(SlackApiError, match="fatal_error"):
                web.auth_test()
    web.auth_test()


def test_what_went_wrong_stands_in_the_log(web: WebClient, slack: PlaygroundClient) -> None:
    slack.set_fault("server_error", "auth.test")
    with pytest.raises(SlackApiError):
        web.auth_test()
    (call,) = slack.calls("auth.test")
    assert (call.detail["fault"], call.detail["status"]) == ("server_error", 500)
