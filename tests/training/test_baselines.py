"""Every baseline trains on labelled texts and gives probabilities for any text."""

from dataclasses import replace

import numpy as np
import pytest

from training.baselines import BASELINES, SeedNetwork
from training.contenders import Contender, Context
from training.corpus import CATEGORIES, Sentence
from training.settings import SeedSettings
from training.workspace import Workspace

TINY = SeedSettings(length=12, dimensions=16, hidden=4, epochs=2, batch_size=64)
TEXTS = ["うどんがおいしい", "x" * 500, "", "😭", "携帯の料金"]


@pytest.fixture(scope="module")
def few(sentences: list[Sentence]) -> list[Sentence]:
    return sentences[::20]


@pytest.fixture(params=list(BASELINES))
def contender(request: pytest.FixtureRequest, small_workspace: Workspace) -> Contender:
    context = Context(CATEGORIES, small_workspace.tokenizer, small_workspace.vectors)
    found = BASELINES[request.param](context)
    if isinstance(found, SeedNetwork):
        attention = found.settings.attention
        return replace(found, settings=replace(TINY, attention=attention))
    return found


def test_every_text_gets_probabilities(contender: Contender, few: list[Sentence]) -> None:
    answers = contender.fit_predict(few, TEXTS, 0)
    assert answers.shape == (len(TEXTS), len(CATEGORIES))
    assert (answers >= 0).all()
    assert answers.sum(axis=1) == pytest.approx(np.ones(len(TEXTS)), abs=1e-5)


@pytest.mark.parametrize("name", ["majority", "tfidf-nb", "tfidf-svm", "use-svm"])
def test_the_same_seed_gives_the_same_answers(
    name: str, few: list[Sentence], small_workspace: Workspace
) -> None:
    """Of the network: `test_seed_network.py`."""
    context = Context(CATEGORIES, small_workspace.tokenizer, small_workspace.vectors)
    first, again = (BASELINES[name](context).fit_predict(few, TEXTS, 3) for _ in range(2))
    assert np.array_equal(first, again)


def test_it_is_called_by_the_name_under_which_it_is_found(small_workspace: Workspace) -> None:
    context = Context(CATEGORIES, small_workspace.tokenizer, small_workspace.vectors)
    assert [make(context).name for make in BASELINES.values()] == list(BASELINES)
    assert len({make(context).title for make in BASELINES.values()}) == len(BASELINES)


@pytest.mark.parametrize("name", ["tfidf-nb", "tfidf-svm", "use-svm"])
def test_a_category_without_texts_gets_no_probability(
    name: str, few: list[Sentence], small_workspace: Workspace
) -> None:
    context = Context(CATEGORIES, small_workspace.tokenizer, small_workspace.vectors)
    without_sports = [each for each in few if each.label != CATEGORIES[-1]]
    answers = BASELINES[name](context).fit_predict(without_sports, TEXTS, 0)
    assert not answers[:, -1].any()
