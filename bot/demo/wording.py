"""Every sentence of the model's page, in Japanese and in English."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """One language's sentences."""

    language: str
    title: str
    lead: str
    back: str
    text: str
    examples: str
    classify: str
    verdict_none: str
    unsure: str
    probabilities: str
    own_view: str
    words: str
    words_hint: str
    against: str
    favour: str
    word: str
    nothing_chosen: str
    without: str
    score: str
    sum: str
    base: str
    total: str
    compare: str
    compare_hint: str
    points: str
    picture: str
    picture_hint: str
    model: str


JAPANESE = Wording(
    language="ja",
    title="モデルで遊ぶ",
    lead="文章を書き換えると、判定と語の得点がその場で変わります。",
    back="ワークスペースへ戻る",
    text="文章",
    examples="例文",
    classify="判定する",
    verdict_none="どれでもない",
    unsure="自信は高くありません",
    probabilities="確率（押すとそのカテゴリから見た図）",
    own_view="判定そのもの",
    words="決め手の語",
    words_hint="語を指すと、各カテゴリへの寄与が見えます。矢印キーで語を移れます。",
    against="反対",
    favour="支持",
    word="語",
    nothing_chosen="語を選んでください",
    without="この語を消してみる",
    score="この図での得点",
    sum="全語の合計",
    base="基準値",
    total="モデルの得点",
    compare="この文章を比較の基準にする",
    compare_hint="書き換える前の文章との差が、確率の横に出ます。",
    points="{change} ポイント",
    picture="Slackに届く図",
    picture_hint="ボットがスレッドに投稿するPNGそのものです。",
    model="モデル: {model}",
)

ENGLISH = Wording(
    language="en",
    title="Play with the model",
    lead="Edit the text: the answer and every word's score change as you write.",
    back="Back to the workspace",
    text="Text",
    examples="Examples",
    classify="Classify",
    verdict_none="None of them",
    unsure="not very sure",
    probabilities="Probabilities (press one for its view)",
    own_view="The answer itself",
    words="The words that decided",
    words_hint="Point at a word to see what it adds to each category; arrow keys move on.",
    against="against",
    favour="for",
    word="Word",
    nothing_chosen="Choose a word",
    without="Try without this word",
    score="Score in this view",
    sum="All words",
    base="base",
    total="the model's score",
    compare="Compare with this text from now on",
    compare_hint="The difference to the text before your edits stands beside each probability.",
    points="{change} points",
    picture="What Slack gets",
    picture_hint="The very PNG that the bot posts into the thread.",
    model="Model: {model}",
)


def wording_in(language: str) -> Wording:
    """The sentences of "ja" or "en"."""
    return ENGLISH if language == "en" else JAPANESE
