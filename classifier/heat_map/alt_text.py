"""The picture in words, for those who hear it: category, probability and the top words."""

from collections.abc import Iterable

from classifier.classification import Classification
from classifier.heat_map.view import Row, View, ViewKind, is_unsure, view_of
from classifier.heat_map.wording import Language, Wording, percent, signed, wording

LONGEST = 1000  # characters; Slack takes no more
_LONGEST_WORD = 40
_LONGEST_NAME = 40
_MOST_OTHERS = 5


def alt_text(
    classification: Classification, *, category: str | None = None, language: Language = "ja"
) -> str:
    """What `render_heat_map` shows for the same arguments, in at most 1,000 characters.

    Raises:
        ValueError: there is no such category.
    """
    view, words = view_of(classification, category), wording(language)
    sentences = [
        _answer(classification, view, words),
        *_words(view, words),
        _others(classification, view, words),
    ]
    text = words.alt_text.format(sentences="".join(sentences)).strip()
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _answer(classification: Classification, view: View, words: Wording) -> str:
    share = percent(classification.probabilities[view.category])
    category = _short(view.category, _LONGEST_NAME)
    if view.kind is ViewKind.FIT:
        return words.alt_nothing.format(
            category=category,
            share=share,
            fit=percent(classification.fit),
            threshold=f"{classification.fit_threshold:.0%}",
        )
    if view.category != classification.category:
        return words.alt_view.format(category=category, share=share)
    answer = words.alt_category.format(category=category, share=share)
    if is_unsure(classification) and len(classification.ranking) > 1:
        second, second_share = classification.ranking[1]
        answer += words.alt_unsure.format(
            category=_short(second, _LONGEST_NAME), share=percent(second_share)
        )
    return answer


def _words(view: View, words: Wording) -> Iterable[str]:
    favour, against = {
        ViewKind.CATEGORY: (words.alt_supports, words.alt_opposes),
        ViewKind.PAIR: (words.alt_pair, words.alt_pair),
        ViewKind.FIT: (words.alt_fit, words.alt_unfit),
    }[view.kind]
    for sentence, category, rows in (
        (favour, view.category, [row for row in view.rows if row.score > 0]),
        (against, view.opponent or view.category, [row for row in view.rows if row.score < 0]),
    ):
        if rows:
            name = _short(category, _LONGEST_NAME)
            yield sentence.format(category=name, words=_listed(rows, words))


def _listed(rows: Iterable[Row], words: Wording) -> str:
    return words.alt_list_comma.join(
        words.alt_word.format(word=_short(row.word, _LONGEST_WORD), score=signed(row.score))
        for row in rows
    )


def _others(classification: Classification, view: View, words: Wording) -> str:
    others = [pair for pair in classification.ranking if pair[0] != view.category][:_MOST_OTHERS]
    listed = words.alt_list_comma.join(
        f"{_short(category, _LONGEST_NAME)} {percent(share)}" for category, share in others
    )
    return words.alt_others.format(categories=listed)


def _short(text: str, most: int) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= most else plain[: most - 1] + "…"
