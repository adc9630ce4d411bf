"""What the scenarios expect to see in a channel."""

from bot.playground.client import PlaygroundClient
from bot.playground.sightings import Message, Sent

TEXT = "駅前のパン屋のクロワッサンが絶品すぎる。"


def bot_messages(slack: PlaygroundClient, sent: Sent) -> list[Message]:
    """Everything the bot has posted in this channel since then, oldest first."""
    return [
        message
        for message in slack.messages(sent.channel_id)
        if message.bot_id and message.sequence > sent.sequence
    ]


def expect_one_answer_and_one_picture(slack: PlaygroundClient, sent: Sent) -> None:
    """One text and one picture in the thread of `sent`, and nothing else in the channel."""
    slack.wait_for_picture(sent)
    slack.wait_until_quiet()
    answer, picture = bot_messages(slack, sent)
    assert "グルメ" in answer.text
    assert len(picture.files) == 1
    assert {answer.thread_ts, picture.thread_ts} == {sent.thread_ts or sent.ts}


def expect_silence(slack: PlaygroundClient, sent: Sent) -> None:
    """Nothing of the bot in the channel, now and after everything has settled."""
    slack.wait_until_quiet()
    assert bot_messages(slack, sent) == []


def mention_and_await_acceptance(
    slack: PlaygroundClient, text: str, channel: str = "general"
) -> Sent:
    """A mention that has been accepted before the next one can be sent."""
    sent = slack.mention(text, channel=channel)
    slack.wait_for(
        lambda: (
            True
            if any(
                entry.detail["event_id"] in sent.event_ids and entry.detail["accepted"]
                for entry in slack.deliveries("app_mention")
            )
            else None
        ),
        what="the acknowledgement",
    )
    return sent
