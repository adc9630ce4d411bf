"""Typical and hard texts, classified by hand: what the gallery and the tests draw."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import regex

from classifier.classification import Classification, Token
from classifier.heat_map.wording import Language

FOUR = ("グルメ", "携帯電話", "京都", "スポーツ")
_PIECE = (
    r"https?://[!-~]+|[\p{Latin}\d'._-]+|\p{Han}+|[\p{Katakana}ー]+|\p{Hiragana}{1,3}"
    r"|[\uFF66-\uFF9F]+|\p{Emoji_Presentation}|[^\s\p{P}\p{C}]"
)


@dataclass(frozen=True, slots=True)
class Example:
    """A text with what its words say.

    Attributes:
        name: of its picture.
        text: as its author wrote it.
        said: word → (C,) contributions; every other word gets a faint one.
        probabilities: category → probability.
        fit: whether any category fits; .5 is needed.
        view: the category to look from; None for the prediction's own view.
        full: all of a long text.
        language: of the card's wording.
    """

    name: str
    text: str
    said: Mapping[str, Sequence[float]]
    probabilities: Mapping[str, float]
    fit: float = 0.97
    view: str | None = None
    full: bool = False
    language: Language = field(default="ja")

    @property
    def classification(self) -> Classification:
        """The text cut into the words of `said`, and between them by script.

        The biases are such that the logits are the probabilities' logarithms.
        """
        words = sorted(map(regex.escape, self.said), key=len, reverse=True)
        pieces = regex.finditer(rf"(?:{'|'.join([*words, _PIECE])})\p{{M}}*", self.text)
        nearest = max(self.probabilities, key=self.probabilities.__getitem__)
        tokens = tuple(self._token(*piece.span()) for piece in pieces)
        return Classification(
            text=self.text,
            category=nearest if self.fit >= 0.5 else None,
            probabilities=self.probabilities,
            fit=self.fit,
            fit_threshold=0.5,
            tokens=tokens,
            bias=tuple(
                math.log(max(probability, 1e-9))
                - sum(token.contributions[index] for token in tokens)
                for index, probability in enumerate(self.probabilities.values())
            ),
            fit_bias=_logit(self.fit) - sum(token.fit_contribution for token in tokens),
            model="hand-made",
        )

    def _token(self, start: int, end: int) -> Token:
        word = self.text[start:end]
        said = self.said.get(word)
        contributions = tuple(said or _faint(word, len(self.probabilities)))
        fit = max(contributions) if said else -0.6 * abs(contributions[0])
        return Token(word, start, end, contributions, fit)


def _logit(probability: float) -> float:
    return math.log(probability / (1 - probability))


def _faint(word: str, categories: int) -> list[float]:
    seed = sum(map(ord, word))
    return [(seed * (7 + index) % 23 - 11) / 160 for index in range(categories)]


def _for(index: int, strength: float, categories: int = 4) -> tuple[float, ...]:
    """Contributions that speak for one category by `strength` more than for the others."""
    others = -strength / categories
    return tuple(others + strength * (each == index) for each in range(categories))


def _shares(*shares: float) -> dict[str, float]:
    return dict(zip(FOUR, shares, strict=True))


_GOURMET, _PHONE, _KYOTO, _SPORTS = range(4)
_RAMEN = {
    "ラーメン": _for(_GOURMET, 1.9),
    "旨み": _for(_GOURMET, 1.4),
    "チャーシュー": _for(_GOURMET, 1.3),
    "キーマカレー": _for(_GOURMET, 1.1),
    "ランチ": _for(_GOURMET, 0.5),
    "大阪": _for(_KYOTO, 0.6),
}
_LONG_TEXT = (
    "週末、大阪の﨑山さんと𠮷野家の近くにある小さなラーメン屋さんに行ってきました。扉をあけて"
    "席に着くと、店主が静かに湯を切っています。スープをひと口入れた瞬間に鶏の旨みがぶわーっと"
    "広がって、もう止まりません。\nチャーシューは低温調理のしっとりしたもので、噛むほどに味が出て"
    "きます。隣の人はスパイスの効いたキーマカレーを頼んでいて、これもまた評判だそうです。\n"
    "帰り道は川沿いを歩いて、夕焼けを眺めながら来週の予定を話しました。ランチの時間は並ぶので、"
    "すこし早めに行くのがよさそうです。"
)
_PAIR = {
    "抹茶": _for(_GOURMET, 0.9),
    "パフェ": _for(_GOURMET, 1.2),
    "祇園": _for(_KYOTO, 1.3),
    "八坂神社": _for(_KYOTO, 1.1),
    "食べ": _for(_GOURMET, 0.6),
    "石畳": _for(_KYOTO, 0.5),
}
_OWN = (
    "請求・支払いについてのお問い合わせ",
    "障害報告",
    "Feature requests",
    "採用",
    "その他の雑談",
)
_MANY = (
    *("経理", "人事", "総務", "法務", "広報", "開発", "営業", "購買"),
    *("品質保証", "情報システム", "海外事業"),
)

EXAMPLES = (
    Example(
        "gourmet",
        "もちろん、おいしいうどんを食べることを、第一の目的にして行くのだが。",
        {
            "うどん": _for(_GOURMET, 1.35),
            "を食べる": _for(_GOURMET, 0.71),
            "おいしい": _for(_GOURMET, 0.62),
            "の目的": _for(_SPORTS, 1.2),
            "第一": _for(_PHONE, 0.7),
        },
        _shares(0.998, 0.0003, 0.0007, 0.001),
    ),
    Example(
        "phone",
        "新しいスマホに機種変更したら、電池の持ちが全然ちがう。アンテナも三本立つ。",
        {
            "スマホ": _for(_PHONE, 2.1),
            "機種変更": _for(_PHONE, 1.8),
            "電池": _for(_PHONE, 0.9),
            "アンテナ": _for(_PHONE, 0.8),
            "持ち": _for(_GOURMET, 0.5),
        },
        _shares(0.0001, 0.99995, 0.00003, 0.00002),
    ),
    Example(
        "kyoto",
        "平安京があった昔の日本の首都です。観光地としても有名で、海外から多くの観光客が訪れます。",
        {
            "平安京": _for(_KYOTO, 2.0),
            "観光地": _for(_KYOTO, 1.2),
            "観光客": _for(_KYOTO, 1.1),
            "首都": _for(_KYOTO, 0.6),
            "海外": _for(_SPORTS, 0.7),
        },
        _shares(0.014, 0.012, 0.964, 0.01),
    ),
    Example(
        "sports",
        "延長12回、サヨナラホームラン！！ 甲子園が揺れた。",
        {
            "サヨナラ": _for(_SPORTS, 1.0),
            "ホームラン": _for(_SPORTS, 2.2),
            "甲子園": _for(_SPORTS, 1.9),
            "延長": _for(_SPORTS, 0.9),
        },
        _shares(0.01, 0.02, 0.01, 0.96),
    ),
    Example(
        "unsure",
        "祇園の石畳を歩いて八坂神社へ。そのあと抹茶のパフェを食べて、のんびりしました。",
        _PAIR,
        _shares(0.46, 0.03, 0.44, 0.07),
    ),
    Example(
        "nothing-fits",
        "確定申告の書類をまだ出していないので、明日は税務署に寄ってから会社に行きます。お昼は食堂で。",
        {"お昼": _for(_GOURMET, 0.7), "食堂": _for(_GOURMET, 0.9)},
        _shares(0.71, 0.12, 0.09, 0.08),
        fit=0.324,
    ),
    Example("long", _LONG_TEXT * 4, _RAMEN, _shares(0.87, 0.04, 0.06, 0.03)),
    Example("long-unsure", (_LONG_TEXT + "祇園" * 1) * 3, _RAMEN, _shares(0.55, 0.1, 0.2, 0.15)),
    Example("whole-paragraphs", _LONG_TEXT, _RAMEN, _shares(0.87, 0.04, 0.06, 0.03), full=True),
    Example(
        "other-view",
        "祇園の石畳を歩いて八坂神社へ。そのあと抹茶のパフェを食べて、のんびりしました。",
        _PAIR,
        _shares(0.93, 0.01, 0.05, 0.01),
        view="京都",
    ),
    Example(
        "other-view-nothing-fits",
        "確定申告の書類をまだ出していないので、お昼は食堂で。",
        {"お昼": _for(_GOURMET, 0.7), "食堂": _for(_GOURMET, 0.9)},
        _shares(0.71, 0.12, 0.09, 0.08),
        fit=0.2,
        view="グルメ",
    ),
    Example("one-character", "麺", {"麺": _for(_GOURMET, 1.2)}, _shares(0.8, 0.05, 0.05, 0.1)),
    Example("nothing-said", "それはそうと、まあ。", {}, _shares(0.3, 0.25, 0.25, 0.2)),
    Example(
        "emoji",
        "今日のラーメン🍜👍🏽最高😋❤️ 👨‍👩‍👧‍👦で行った🇯🇵 1️⃣位 ☕️ ✨ 🏳️‍🌈 (๑•̀ㅂ•́)و✧ ʕ•ᴥ•ʔ ╥﹏╥ ♨︎",
        {"ラーメン": _for(_GOURMET, 1.5), "🍜": _for(_GOURMET, 1.1), "😋": _for(_GOURMET, 0.8)},
        _shares(0.95, 0.02, 0.02, 0.01),
    ),
    Example(
        "hard-characters",
        "𠮷野家と髙島屋と﨑山さん、㌔≒①、ｶﾞﾗｹｰ、か\u3099き\u3099、①〜⑳、㈱㍿、ﾊﾟﾝ、〆切、々、"
        "x\u0304、e\u0301、½㎡、→⇒∀∃∴≡、♡♥☆★◎、Ⅷ、𝕏、\ue000",
        {"ｶﾞﾗｹｰ": _for(_PHONE, 1.6), "𠮷野家": _for(_GOURMET, 0.9)},
        _shares(0.2, 0.77, 0.02, 0.01),
    ),
    Example(
        "address",
        "予約はこちら https://www.example.com/restaurants/kyoto/2026/11/?course=dinner&seats=4"
        "#reservation-form から。iPhone 17 Pro でも Don't panic と表示されるのでOKです(笑)。",
        {"予約": _for(_GOURMET, 1.0), "iPhone": _for(_PHONE, 0.8)},
        _shares(0.7, 0.25, 0.03, 0.02),
    ),
    Example(
        "english",
        "I went to a tiny ramen shop near Kyoto station yesterday. The broth was really rich, "
        "and the noodles had a perfect bite.",
        {"ramen": _for(_GOURMET, 1.4), "noodles": _for(_GOURMET, 1.0), "Kyoto": _for(_KYOTO, 1.2)},
        _shares(0.85, 0.03, 0.1, 0.02),
        language="en",
    ),
    Example(
        "right-to-left",
        "カフェの名前は שלום です。メニューには مرحبا と書いてあった。한국어도 ภาษาไทย हिन्दी",
        {"カフェ": _for(_GOURMET, 1.4), "メニュー": _for(_GOURMET, 1.0)},
        _shares(0.75, 0.05, 0.15, 0.05),
    ),
    Example(
        "brackets",
        "「『（「すごい」）』」と……言った――。" * 2 + "。。。っっっー、「「「味」」」！？！？",
        {"すごい": _for(_SPORTS, 0.9), "味": _for(_GOURMET, 1.2)},
        _shares(0.62, 0.03, 0.05, 0.3),
    ),
    Example(
        "paragraphs",
        "買い物メモ\n\t・トマト\r\n\t・チーズ\n\n\x00\x07夜は  鍋\u200b。\n以上",
        {"トマト": _for(_GOURMET, 1.4), "チーズ": _for(_GOURMET, 1.2), "鍋": _for(_GOURMET, 1.0)},
        _shares(0.97, 0.01, 0.01, 0.01),
    ),
    Example(
        "long-names",
        "先月分の請求書がまだ届いていません。支払い方法をカードに変えたいです。",
        {"請求書": _for(0, 1.8, 5), "支払い": _for(0, 1.5, 5), "カード": _for(2, 0.8, 5)},
        dict(zip(_OWN, (0.9, 0.04, 0.03, 0.02, 0.01), strict=True)),
    ),
    Example(
        "many-categories",
        "新しいサーバーの契約書を確認してほしい。VPNの設定もお願いします。",
        {"サーバー": _for(9, 1.5, 11), "契約書": _for(3, 1.4, 11), "VPN": _for(9, 1.2, 11)},
        dict(
            zip(
                _MANY, (0.01, 0.01, 0.02, 0.1, 0.01, 0.08, 0.02, 0.02, 0.02, 0.7, 0.01), strict=True
            )
        ),
    ),
    Example(
        "two-categories",
        "返品したいのですが、箱を捨ててしまいました。",
        {"返品": (1.1, -1.0), "箱": (0.2, -0.1), "捨て": (-0.3, 0.4)},
        {"苦情": 0.97, "称賛": 0.03},
    ),
    Example(
        "torn-word",
        "それから、とてもとてもすばらしい"
        + "スペシャルデラックスジャンボチョコレートパフェ"
        + "を食べた。",
        {"スペシャルデラックスジャンボチョコレートパフェ": _for(_GOURMET, 1.8)},
        _shares(0.9, 0.03, 0.03, 0.04),
    ),
)
