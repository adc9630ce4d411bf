"""Every sentence of the picture and of its alt text, in Japanese and English."""

from dataclasses import dataclass
from typing import Literal

Language = Literal["ja", "en"]


@dataclass(frozen=True, slots=True)
class Wording:
    """The sentences of one language; braces are filled in by `str.format`."""

    predicted: str
    viewed: str
    nothing_fits: tuple[str, str]
    verdict: str
    probability: str
    fit: str
    nearest_but: str
    prediction_is: str
    prediction_none: str
    unsure: str
    others: str
    opposes: str
    supports: str
    leaning: str
    belongs: str
    not_belongs: str
    rank_sign: str
    rank: str
    word: str
    share: str
    score: str
    no_words: str
    times: str
    note_category: str
    note_pair: str
    note_fit: str
    note_sum: str
    note_sum_with_base: str
    note_share: str
    note_times: str
    excerpt: str
    alt_category: str
    alt_unsure: str
    alt_nothing: str
    alt_view: str
    alt_supports: str
    alt_opposes: str
    alt_pair: str
    alt_fit: str
    alt_unfit: str
    alt_others: str
    alt_word: str
    alt_list_comma: str
    alt_text: str


_JAPANESE = Wording(
    predicted="予測カテゴリ",
    viewed="このカテゴリから見た図",
    nothing_fits=("どのカテゴリにも", "当てはまりません"),
    verdict="判定",
    probability="確率 {share}",
    fit="当てはまり度 {share}",
    nearest_but="いちばん近いのは「{category}」（{share}）ですが、どれかのカテゴリに"
    "当てはまる度合いが {fit} しかなく、必要な {threshold} に届きません。",
    prediction_is="予測は {category} {share}",
    prediction_none="予測は 該当なし",
    unsure="低確度",
    others="ほか{count}件",
    opposes="反対",
    supports="支持",
    leaning="{category}寄り",
    belongs="当てはまる",
    not_belongs="当てはまらない",
    rank_sign="＝順位",
    rank="順位",
    word="語",
    share="割合",
    score="得点",
    no_words="目立った語はありません",
    times="×{count}",
    note_category="得点＝「{category}」を支持する強さ"
    "（他カテゴリとの差、確率の高いものほど重く比べる。−は反対、下線つき）。",
    note_pair="得点＝「{category}」と「{opponent}」のどちらに傾くか"
    "（−は「{opponent}」寄り、下線つき）。",
    note_fit="得点＝その語がいずれかのカテゴリらしいか（−はらしくない語、下線つき）。",
    note_sum="全語の合計 {total}＝モデルの得点。",
    note_sum_with_base="全語の合計 {sum}＋基準値 {base}＝モデルの得点 {total}。",
    note_share="割合＝得点の比。",
    note_times="×＝回数、得点は最大。",
    excerpt="抜粋（全{total}字から{shown}字）。",
    alt_category="判定は「{category}」、確率{share}。",
    alt_unsure="ただし確度は低く、次点は「{category}」{share}。",
    alt_nothing="どのカテゴリにも当てはまりません。いちばん近いのは「{category}」{share}、"
    "当てはまり度は{fit}（必要 {threshold}）。",
    alt_view="「{category}」（確率{share}）から見た図。",
    alt_supports="「{category}」を支持する語：{words}。",
    alt_opposes="反対する語：{words}。",
    alt_pair="「{category}」寄りの語：{words}。",
    alt_fit="いずれかのカテゴリらしい語：{words}。",
    alt_unfit="カテゴリらしくない語：{words}。",
    alt_others="ほかの確率：{categories}。",
    alt_word="{word}（{score}）",
    alt_list_comma="、",
    alt_text="本文の語を判定への影響で色分けした図。{sentences}",
)

_ENGLISH = Wording(
    predicted="Category",
    viewed="As seen from",
    nothing_fits=("None of the", "categories fits"),
    verdict="Result",
    probability="Prob. {share}",
    fit="Fit {share}",
    nearest_but="Nearest is “{category}” ({share}), but the text fits the categories "
    "by only {fit}, less than the {threshold} it needs.",
    prediction_is="predicted: {category} {share}",
    prediction_none="predicted: none",
    unsure="unsure",
    others="{count} others",
    opposes="against",
    supports="for",
    leaning="{category}",
    belongs="fits",
    not_belongs="does not fit",
    rank_sign=" = rank",
    rank="Rank",
    word="Word",
    share="Share",
    score="Score",
    no_words="No word stands out",
    times="×{count}",
    note_category="Score: how far a word speaks for “{category}” rather than the others, "
    "the likelier the more they count (−, underlined: against). ",
    note_pair="Score: whether a word leans to “{category}” or (−, underlined) “{opponent}”. ",
    note_fit="Score: whether a word is typical of any category (−, underlined: of none). ",
    note_sum="All words add up to the model’s score, {total}. ",
    note_sum_with_base="All words {sum} + base {base} = the model’s score {total}. ",
    note_share="Share: of all scores’ sizes. ",
    note_times="×: times; score of the strongest.",
    excerpt="Excerpt: {shown} of {total} characters. ",
    alt_category="Category “{category}”, probability {share}. ",
    alt_unsure="Unsure: the next is “{category}”, {share}. ",
    alt_nothing="None of the categories fits. Nearest is “{category}”, {share}; "
    "the fit is {fit} ({threshold} needed). ",
    alt_view="As seen from “{category}” (probability {share}). ",
    alt_supports="Words for “{category}”: {words}. ",
    alt_opposes="Words against: {words}. ",
    alt_pair="Words leaning to “{category}”: {words}. ",
    alt_fit="Words typical of a category: {words}. ",
    alt_unfit="Words typical of none: {words}. ",
    alt_others="Other probabilities: {categories}. ",
    alt_word="{word} ({score})",
    alt_list_comma=", ",
    alt_text="The text with its words coloured by their influence. {sentences}",
)

_LANGUAGES: dict[Language, Wording] = {"ja": _JAPANESE, "en": _ENGLISH}


def wording(language: Language) -> Wording:
    """The sentences in Japanese ("ja") or English ("en")."""
    return _LANGUAGES[language]


def percent(share: float) -> str:
    """A probability as people read it.

    Example: .9981 → "99.8%", .0002 → "<0.1%", .99999 → ">99.9%".
    """
    if 0 < share < 0.001:
        return "<0.1%"
    if 0.999 < share < 1:
        return ">99.9%"
    return f"{share:.1%}"


def signed(score: float) -> str:
    """A score with its sign.

    Example: 1.354 → "+1.35", -.2 → "−0.20".
    """
    rounded = round(score, 2)
    return f"{'−' if rounded < 0 else '+'}{abs(rounded):.2f}"
