"""Every sentence of the page, in Japanese and in English."""

from dataclasses import dataclass

from bot.playground.model import User


@dataclass(frozen=True, slots=True)
class Wording:
    """One language's sentences. A language that lacks one cannot be made."""

    language: str

    # Around
    title: str
    stand_in: str
    skip_to_composer: str
    channels: str
    apps: str
    pages: str
    you_are: str
    theme: str
    theme_light: str
    theme_dark: str
    theme_system: str
    open_sidebar: str
    private: str
    archived: str
    bot_connected: str
    bot_missing: str

    # A channel
    topic: str
    topic_direct: str
    messages: str
    empty_title: str
    empty_text: str
    bot_not_here: str
    invite: str
    is_archived: str
    app: str
    edited: str
    only_for_you: str
    replies: str
    menu_of: str
    menu_reply: str
    menu_traffic: str
    menu_delete: str
    enlarge: str
    alt_text: str
    no_alt_text: str
    close: str
    reacted: str

    # A thread
    thread: str
    close_thread: str

    # Writing
    compose: str
    compose_reply: str
    compose_direct: str
    placeholder: str
    placeholder_reply: str
    send: str
    mention: str
    command: str
    enter_hint: str
    unknown_command: str
    no_command_in_thread: str
    refused: str

    # The tray
    tray: str
    play: str
    stop: str

    # The app
    home_tab: str
    messages_tab: str
    home_loading: str

    # The drawer
    drawer: str
    drawer_traffic: str
    drawer_faults: str
    drawer_close: str
    traffic_pick: str
    traffic_nothing: str
    traffic_of: str
    to_bot: str
    from_bot: str
    inside: str
    milliseconds: str
    faults_intro: str
    fault_rate_limited: str
    fault_rate_limited_note: str
    fault_slow: str
    fault_slow_note: str
    fault_dropped: str
    fault_dropped_note: str
    fault_unshared: str
    fault_unshared_note: str
    fault_killed: str
    fault_killed_note: str
    fault_killed_alone: str


JAPANESE = Wording(
    language="ja",
    title="{place} ｜ プレイグラウンド",
    stand_in="Slackの代役（手元だけ）",
    skip_to_composer="入力欄へ移動",
    channels="チャンネル",
    apps="アプリ",
    pages="試す",
    you_are="あなた",
    theme="配色",
    theme_light="明るい",
    theme_dark="暗い",
    theme_system="自動",
    open_sidebar="チャンネル一覧を開く",
    private="非公開",
    archived="アーカイブ済み",
    bot_connected="ボットは接続中",
    bot_missing="ボットは未接続",
    topic="文章を書いてボットにメンションすると、スレッドに答えが届きます",
    topic_direct="ボットとのダイレクトメッセージ",
    messages="{place}のメッセージ",
    empty_title="ここから始めましょう",
    empty_text="下の例文をひとつ押すか、文章を書いてください。ボットがカテゴリを判定し、決め手の語を塗った図をスレッドに投稿します。",
    bot_not_here="ボットはこのチャンネルにいません。",
    invite="招待する",
    is_archived="このチャンネルはアーカイブされています。",
    app="アプリ",
    edited="（編集済み）",
    only_for_you="あなただけに表示されています",
    replies="{count}件の返信",
    menu_of="{author}の投稿（{time}）のメニュー",
    menu_reply="スレッドで返信する",
    menu_traffic="通信を見る",
    menu_delete="削除する",
    enlarge="図を拡大する：{title}",
    alt_text="代替テキスト",
    no_alt_text="この図には代替テキストがありません。",
    close="閉じる",
    reacted="{names} が :{name}: を付けました",
    thread="スレッド",
    close_thread="スレッドを閉じる",
    compose="{place}へのメッセージ",
    compose_reply="スレッドへの返信",
    compose_direct="ボットへのメッセージ",
    placeholder="{place} へのメッセージ",
    placeholder_reply="返信する…",
    send="送信",
    mention="ボットにメンション",
    command="コマンド",
    enter_hint="Enterで送信、Shift+Enterで改行",
    unknown_command="{command} は有効なコマンドではありません。使えるのは {known} です。",
    no_command_in_thread="{command} はスレッドの中では使えません。チャンネルで打ってください。",
    refused="送れませんでした（{code}）。",
    tray="例文",
    play="デモを再生",
    stop="止める",
    home_tab="ホーム",
    messages_tab="メッセージ",
    home_loading="ボットがホームを用意しています…",
    drawer="舞台裏",
    drawer_traffic="通信",
    drawer_faults="故障",
    drawer_close="舞台裏を閉じる",
    traffic_pick="投稿のメニューから「通信を見る」を選ぶと、その投稿をめぐってSlackとボットが交わしたやりとりが、かかった時間とともに並びます。",
    traffic_nothing="この投稿について、ボットとのやりとりはありません。",
    traffic_of="{author}の投稿 {time}",
    to_bot="Slack → ボット",
    from_bot="ボット → Slack",
    inside="Slackの中",
    milliseconds="{value} ミリ秒",
    faults_intro="Slackやボットをわざと壊して、どう切り抜けるかを見てください。",
    fault_rate_limited="429：待て",
    fault_rate_limited_note="次の2回の投稿に「3秒待て」と返します。",
    fault_slow="遅いSlack",
    fault_slow_note="切るまで、すべての応答が2秒遅れます。",
    fault_dropped="返事が消える",
    fault_dropped_note="次の投稿は届きますが、返事が届く前に回線が切れます。二重投稿になるでしょうか。",
    fault_unshared="図が現れない",
    fault_unshared_note="次の図は受け取られますが、スレッドに現れません。",
    fault_killed="ボットを強制終了",
    fault_killed_note="ボットを kill -9 します。途中の仕事は、起き直したボットが引き継ぎます。",
    fault_killed_alone="make run で始めたときだけ使えます。",
)

ENGLISH = Wording(
    language="en",
    title="{place} · Playground",
    stand_in="A local stand-in for Slack",
    skip_to_composer="Skip to the message box",
    channels="Channels",
    apps="Apps",
    pages="Try",
    you_are="You are",
    theme="Theme",
    theme_light="Light",
    theme_dark="Dark",
    theme_system="Auto",
    open_sidebar="Open the list of channels",
    private="private",
    archived="archived",
    bot_connected="Bot connected",
    bot_missing="Bot not connected",
    topic="Write a text and mention the bot; the answer comes into the thread",
    topic_direct="Direct messages with the bot",
    messages="Messages in {place}",
    empty_title="Start here",
    empty_text="Press one of the examples below, or write a text of your own. The bot names its "
    "category and posts a picture of the words that decided into the thread.",
    bot_not_here="The bot is not in this channel.",
    invite="Invite it",
    is_archived="This channel is archived.",
    app="app",
    edited="(edited)",
    only_for_you="Only visible to you",
    replies="{count} replies",
    menu_of="Menu of the message by {author} at {time}",
    menu_reply="Reply in thread",
    menu_traffic="Show the traffic",
    menu_delete="Delete",
    enlarge="Enlarge the picture: {title}",
    alt_text="Alt text",
    no_alt_text="This picture has no alt text.",
    close="Close",
    reacted="{names} reacted with :{name}:",
    thread="Thread",
    close_thread="Close the thread",
    compose="Message to {place}",
    compose_reply="Reply in the thread",
    compose_direct="Message to the bot",
    placeholder="Message {place}",
    placeholder_reply="Reply…",
    send="Send",
    mention="Mention the bot",
    command="Command",
    enter_hint="Enter sends, Shift+Enter breaks the line",
    unknown_command="{command} is not a valid command. There is {known}.",
    no_command_in_thread="{command} does not work in threads. Type it in the channel.",
    refused="It could not be sent ({code}).",
    tray="Examples",
    play="Play demo",
    stop="Stop",
    home_tab="Home",
    messages_tab="Messages",
    home_loading="The bot is preparing its Home tab…",
    drawer="Backstage",
    drawer_traffic="Traffic",
    drawer_faults="Faults",
    drawer_close="Close backstage",
    traffic_pick="Choose “Show the traffic” in a message's menu: what Slack and the bot said to "
    "each other about it stands here, in order, with the time each took.",
    traffic_nothing="Slack and the bot exchanged nothing about this message.",
    traffic_of="Message by {author}, {time}",
    to_bot="Slack → bot",
    from_bot="bot → Slack",
    inside="inside Slack",
    milliseconds="{value} ms",
    faults_intro="Break Slack or the bot, and see how the bot copes.",
    fault_rate_limited="429: wait",
    fault_rate_limited_note="The next two posts are told to wait three seconds.",
    fault_slow="Slow Slack",
    fault_slow_note="Until switched off, every answer comes two seconds late.",
    fault_dropped="Dropped answer",
    fault_dropped_note="The next post arrives, but the line is cut before its answer. "
    "Will it be posted twice?",
    fault_unshared="Unshared picture",
    fault_unshared_note="The next picture is accepted, but never appears in the thread.",
    fault_killed="Kill the bot",
    fault_killed_note="kill -9 for the bot's process. Work under way is taken over by the bot "
    "that starts again.",
    fault_killed_alone="Only when started by make run.",
)


def wording_for(person: User) -> Wording:
    """The page speaks the language of the one who looks, as Slack does."""
    return ENGLISH if person.locale.startswith("en") else JAPANESE
