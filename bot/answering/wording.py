"""Every sentence that a person in Slack reads, in Japanese and in English.

Placeholders are filled by `str.format`; whoever fills them escapes what people wrote.
"""

from dataclasses import dataclass
from enum import StrEnum

from classifier.errors import TextProblem


class Language(StrEnum):
    """The languages the bot speaks."""

    JAPANESE = "ja"
    ENGLISH = "en"

    @classmethod
    def of_locale(cls, locale: str | None) -> "Language":
        """Japanese, unless the user's Slack is set to English: `en-GB` → English."""
        return cls.ENGLISH if (locale or "").lower().startswith("en") else cls.JAPANESE


@dataclass(frozen=True, slots=True)
class Wording:
    """One language's sentences. A language that lacks one cannot be made."""

    # The answer
    verdict: str
    verdict_unsure: str
    verdict_none: str
    runners_up: str
    top_words: str
    runner_up: str
    between_items: str
    between_words: str
    picture_title: str

    # Under the answer
    button_right: str
    button_wrong: str
    menu_other_category: str
    menu_correction: str
    group_category_only: str
    group_with_text: str
    none_of_these: str
    ask_correction: str
    thanks_right: str
    thanks_correction: str
    text_kept: str
    text_not_kept: str
    text_gone: str

    # How to use it
    usage: str
    hint_mention: str

    # The Home tab
    home_title: str
    home_examples: str
    home_past: str
    home_nothing_yet: str
    home_model: str
    home_privacy: str
    button_try: str

    # What cannot be classified
    text_empty: str
    text_no_words: str
    text_too_long: str
    files_not_read: str
    too_old: str
    too_many: str
    not_accepted: str

    # The pages of the installation
    install_title: str
    install_does: str
    install_sees: str
    install_next: str
    install_button: str
    installed_title: str
    installed_next: str
    installed_open: str
    install_failed: str
    install_cancelled: str
    install_expired: str
    install_again: str

    # When Slack says no
    invite: str
    reinstall: str
    ask_admin: str
    failed: str

    def of_problem(self, problem: TextProblem) -> str:
        """Why a text cannot be classified, and what to do instead."""
        return {
            TextProblem.EMPTY: self.text_empty,
            TextProblem.NO_WORDS: self.text_no_words,
            TextProblem.TOO_LONG: self.text_too_long,
        }[problem]


JAPANESE = Wording(
    verdict="*{category}*　{percent}%",
    verdict_unsure="*{category}*　{percent}%（自信は高くありません）",
    verdict_none="どのカテゴリにも当てはまらないようです（いちばん近いのは{category}）。",
    runners_up="ほかの候補: {items}",
    top_words="決め手の語: {items}",
    runner_up="{category} {percent}%",
    between_items="、",
    between_words="・",
    picture_title="判定の根拠（{category}）",
    button_right="正しい",
    button_wrong="違う",
    menu_other_category="他のカテゴリの根拠",
    menu_correction="正しいカテゴリを選ぶ",
    group_category_only="カテゴリだけを伝える",
    group_with_text="文章も学習用に提供する",
    none_of_these="どれでもない",
    ask_correction="正しいカテゴリを教えてください。文章を保存するのは、提供を選んだときだけです。",
    thanks_right="ありがとうございます。「正しい」と記録しました。",
    thanks_correction=(
        "ありがとうございます。正しいカテゴリは「{category}」と記録しました。{text_note}\n"
        "選び直すには、もう一度「違う」を押してください。"
    ),
    text_kept="文章も学習用に保存しました。",
    text_not_kept="文章は保存していません。",
    text_gone=(
        "元の文章は24時間で消えるため、もう手元にありません。もう一度判定してからお試しください。"
    ),
    usage=(
        "文章のカテゴリ（{categories}）を判定し、決め手になった語を図で示します。\n"
        "使い方: `/classify 駅前のパン屋のクロワッサンが絶品すぎる。`\n"
        "メンションに文章を続けても、投稿のスレッドでメンションだけしても判定できます。"
    ),
    hint_mention=(
        "メンションのあとに文章を続けるか、判定したい投稿のスレッドでメンションしてください。\n"
        "例: {mention} 駅前のパン屋のクロワッサンが絶品すぎる。"
    ),
    home_title="文章のカテゴリを判定します",
    home_examples="試してみる",
    home_past="最近の判定（24時間）",
    home_nothing_yet="まだありません。",
    home_model="モデル: {model}",
    home_privacy=(
        "文章は判定のあと24時間で消えます。外部には送らず、提供に同意されたものだけを学習に使います。"
    ),
    button_try="試す",
    text_empty="判定する文章がありません。文章を入れて、もう一度お試しください。",
    text_no_words=(
        "絵文字・URL・メンション・記号だけでは判定できません。言葉を入れて、もう一度お試しください。"
    ),
    text_too_long="文章が長すぎて判定できません。40,000文字以内に分けてお試しください。",
    files_not_read="読んでいないファイル: {names}（読めるのは100kBまでの .txt と .md です）",
    too_old="混み合っていて1時間以内に判定できませんでした。必要でしたら、もう一度お試しください。",
    too_many="短い時間にたくさんのご依頼をいただいています。1分ほど待ってからお試しください。",
    not_accepted="ただいま受け付けられません。少し待ってから、もう一度お試しください。",
    install_title="Slackで文章のカテゴリを判定する",
    install_does=(
        "/classify かメンションで文章を送ると、カテゴリを判定し、決め手になった語を図で示します。"
    ),
    install_sees=(
        "読むのは、コマンド・メンション・ダイレクトメッセージと、判定を頼まれた投稿だけです。"
    ),
    install_next="次の画面で、Slackがワークスペースと必要な権限を確認します。",
    install_button="Slackに追加する",
    installed_title="{workspace} に追加しました",
    installed_next=(
        "使いたいチャンネルで /invite @classifier と入力して招待し、"
        "/classify に続けて文章を入力してください。"
    ),
    installed_open="Slackを開く",
    install_failed="追加できませんでした",
    install_cancelled="Slackの画面でキャンセルされました。何も変更していません。",
    install_expired=(
        "手続きの有効期限（10分）が切れたか、途中で別のブラウザーに移りました。"
        "はじめからやり直してください。"
    ),
    install_again="はじめからやり直す",
    invite=(
        "このチャンネルに入っていないため、お答えできません。"
        "`/invite {mention}` で招待してから、もう一度お試しください。"
    ),
    reinstall=(
        "アプリに必要な権限が足りないため、お答えできません。"
        "アプリの再インストールを管理者にお願いしてください。"
    ),
    ask_admin=(
        "このチャンネルの設定により投稿できません。投稿の制限について管理者にご確認ください。"
    ),
    failed="うまく判定できませんでした。しばらくしてから、もう一度お試しください。",
)

ENGLISH = Wording(
    verdict="*{category}* {percent}%",
    verdict_unsure="*{category}* {percent}% (not very sure)",
    verdict_none="This fits none of the categories (the nearest is {category}).",
    runners_up="Other candidates: {items}",
    top_words="Deciding words: {items}",
    runner_up="{category} {percent}%",
    between_items=", ",
    between_words=" · ",
    picture_title="Why ({category})",
    button_right="Right",
    button_wrong="Wrong",
    menu_other_category="Why another category",
    menu_correction="Choose the right category",
    group_category_only="Tell the category only",
    group_with_text="Give the text to learn from too",
    none_of_these="None of these",
    ask_correction=("Which category is right? The text is kept only if you choose to give it."),
    thanks_right="Thank you. Noted as right.",
    thanks_correction=(
        "Thank you. Noted: the right category is {category}. {text_note}\n"
        "To change it, press “Wrong” again."
    ),
    text_kept="The text is kept to learn from.",
    text_not_kept="The text is not kept.",
    text_gone=(
        "The text is deleted after 24 hours and no longer here. "
        "Please have it classified again first."
    ),
    usage=(
        "I tell which category a text belongs to ({categories}) and draw the words that decided.\n"
        "Usage: `/classify 駅前のパン屋のクロワッサンが絶品すぎる。`\n"
        "You can also mention me with a text, or mention me alone in a message's thread."
    ),
    hint_mention=(
        "Write a text after the mention, or mention me in the thread of a message.\n"
        "Example: {mention} 駅前のパン屋のクロワッサンが絶品すぎる。"
    ),
    home_title="I tell which category a text belongs to",
    home_examples="Try it",
    home_past="Your last answers (24 hours)",
    home_nothing_yet="None yet.",
    home_model="Model: {model}",
    home_privacy=(
        "Texts are deleted 24 hours after the answer. They go to no third party, and only those "
        "you agree to give are learnt from."
    ),
    button_try="Try",
    text_empty="There is no text to classify. Please add some and try again.",
    text_no_words=(
        "Emoji, URLs, mentions and signs alone cannot be classified. "
        "Please add some words and try again."
    ),
    text_too_long="The text is too long. Please try again with at most 40,000 characters.",
    files_not_read="Files not read: {names} (.txt and .md of up to 100 kB can be read)",
    too_old="I could not get to this within an hour. Please try again if you still need it.",
    too_many="That was a lot in a short time. Please wait a minute and try again.",
    not_accepted="I cannot take this right now. Please wait a moment and try again.",
    install_title="Classify texts in Slack",
    install_does=(
        "Send a text with /classify or a mention: I tell its category and draw the words that "
        "decided."
    ),
    install_sees=(
        "I read commands, mentions, direct messages and the posts I am asked about, nothing else."
    ),
    install_next="On the next page Slack asks for the workspace and the permissions.",
    install_button="Add to Slack",
    installed_title="Added to {workspace}",
    installed_next=(
        "Invite me where you want me with /invite @classifier, then type /classify and a text."
    ),
    installed_open="Open Slack",
    install_failed="Not added",
    install_cancelled="It was cancelled on Slack's page. Nothing has changed.",
    install_expired=(
        "It took longer than 10 minutes, or went on in another browser. "
        "Please start from the beginning."
    ),
    install_again="Start again",
    invite=(
        "I am not in this channel, so I cannot answer here. "
        "Please invite me with `/invite {mention}` and try again."
    ),
    reinstall=(
        "The app lacks a permission it needs, so I cannot answer. "
        "Please ask an administrator to reinstall it."
    ),
    ask_admin=(
        "This channel's settings do not let me post. "
        "Please ask an administrator about its posting restrictions."
    ),
    failed="I could not classify this. Please try again in a while.",
)

_WORDINGS = {Language.JAPANESE: JAPANESE, Language.ENGLISH: ENGLISH}


def wording(language: Language) -> Wording:
    """The sentences of one language."""
    return _WORDINGS[language]
