"""Classifications without a model: one keyword a category."""

from classifier.classification import Classification, Token
from classifier.errors import TextError, TextProblem

CATEGORIES = ("グルメ", "携帯電話", "京都", "スポーツ")
_KEYWORDS = ("パン", "スマホ", "寺", "試合")


def classification_of(text: str) -> Classification:
    if not text.strip():
        raise TextError(TextProblem.EMPTY, "empty")
    if len(text) > 40_000:
        raise TextError(TextProblem.TOO_LONG, "long")
    if not any(character.isalpha() for character in text):
        raise TextError(TextProblem.NO_WORDS, "no words")
    index = next((i for i, keyword in enumerate(_KEYWORDS) if keyword in text), 0)
    chances = {name: 0.91 if i == index else 0.03 for i, name in enumerate(CATEGORIES)}
    contributions = tuple(2.0 if i == index else -0.5 for i in range(len(CATEGORIES)))
    return Classification(
        text=text,
        category=CATEGORIES[index],
        probabilities=chances,
        fit=0.9,
        fit_threshold=0.5,
        tokens=(Token(text[:6], 0, len(text[:6]), contributions, 1.0),),
        bias=(0.0,) * len(CATEGORIES),
        fit_bias=0.0,
        model="fake 1",
    )
