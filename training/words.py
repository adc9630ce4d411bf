"""Text → words as the gold corpus cuts them; only the tokenizer's training text is cut like this.

MeCab with the IPA dictionary cuts finer than JUMAN, by whose rules KNBC's morphemes were
annotated: 行っ｜た there, 行った here. The rules say which neighbours are one word.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import fugashi
import ipadic


@dataclass(frozen=True, slots=True)
class Morpheme:
    """What MeCab finds, with the features that the rules look at.

    Attributes:
        surface: as written.
        part_of_speech: 動詞, 助詞, …
        subclass: 接続助詞, 非自立, …
        base: dictionary form, `*` if unknown.
        after_space: whether white space stands before it.
    """

    surface: str
    part_of_speech: str
    subclass: str
    base: str
    after_space: bool


JoinRule = Callable[[Morpheme, Morpheme], bool]
"""Whether the left and the right morpheme are parts of one word."""

_INFLECTED = frozenset({"動詞", "形容詞", "助動詞"})
_AUXILIARY_BASES = frozenset({"た", "だ", "う", "ん", "ぬ"})
_AUXILIARIES = frozenset(
    {"た", "だ", "たら", "だら", "たろ", "う", "よう", "だろ", "ん", "ぬ", "だっ"}
)
_TE_FORMS = frozenset({"て", "で", "ば", "ちゃ", "じゃ"})
_TARI_FORMS = frozenset({"たり", "だり"})
_STEM_ENDINGS = frozenset({"な", "だっ", "に", "だ", "です"})
_LIKENESS = frozenset({"よう", "的", "そう", "みたい"})
_NOMINALIZERS = frozenset({"の", "ん"})
_NOMINALIZER_CLASSES = frozenset({"非自立", "格助詞", "接続助詞", "連体化"})


def joins_auxiliary(left: Morpheme, right: Morpheme) -> bool:
    """行っ + た, 食べ + たら, 行こ + う."""
    if right.part_of_speech != "助動詞":
        return False
    inflects = (
        left.part_of_speech in _INFLECTED
        and right.base in _AUXILIARY_BASES
        and right.surface in _AUXILIARIES
    )
    return inflects or right.base == "う"


def joins_te_form(left: Morpheme, right: Morpheme) -> bool:
    """食べ + て, 行け + ば, 見 + たり."""
    if right.part_of_speech != "助詞" or left.part_of_speech not in ("動詞", "形容詞"):
        return False
    return (right.subclass == "接続助詞" and right.surface in _TE_FORMS) or (
        right.subclass == "並立助詞" and right.surface in _TARI_FORMS
    )


def joins_adjectival_noun(left: Morpheme, right: Morpheme) -> bool:
    """静か + な, 便利 + だっ, よう + に."""
    is_stem = left.subclass == "形容動詞語幹" and right.part_of_speech in ("助動詞", "助詞")
    return (is_stem or left.surface in _LIKENESS) and right.surface in _STEM_ENDINGS


def joins_explanation(left: Morpheme, right: Morpheme) -> bool:
    """の + だ, ん + です."""
    is_nominalizer = left.surface in _NOMINALIZERS and (
        left.subclass in _NOMINALIZER_CLASSES or left.part_of_speech == "名詞"
    )
    return is_nominalizer and right.part_of_speech == "助動詞" and right.base in ("だ", "です")


def joins_copula(left: Morpheme, right: Morpheme) -> bool:
    """で + ある, あっ + た."""
    if left.part_of_speech != "助動詞":
        return False
    is_de_aru = left.base == "だ" and left.surface == "で" and right.base == "ある"
    return is_de_aru or (left.base == "ある" and right.base == "た")


JOIN_RULES: tuple[JoinRule, ...] = (
    joins_auxiliary,
    joins_te_form,
    joins_adjectival_noun,
    joins_explanation,
    joins_copula,
)


class WordCutter:
    """Cuts text into words; loads the dictionary (0.1 s) when it is made."""

    def __init__(self) -> None:
        self._tagger = fugashi.GenericTagger(ipadic.MECAB_ARGS)

    def words(self, text: str) -> list[str]:
        """The words without the white space between: "行った 店だ" → ["行った", "店", "だ"]."""
        words: list[str] = []
        left: Morpheme | None = None
        for right in self._morphemes(text):
            if left is not None and _are_one_word(left, right):
                words[-1] += right.surface
            else:
                words.append(right.surface)
            left = right
        return words

    def _morphemes(self, text: str) -> Iterator[Morpheme]:
        for node in self._tagger(text):
            features = node.feature
            yield Morpheme(
                surface=node.surface,
                part_of_speech=features[0],
                subclass=features[1],
                base=features[6] if len(features) > 6 else "*",
                after_space=bool(node.white_space),
            )


def _are_one_word(left: Morpheme, right: Morpheme) -> bool:
    return not right.after_space and any(rule(left, right) for rule in JOIN_RULES)
