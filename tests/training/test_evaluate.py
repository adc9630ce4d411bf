"""The evaluation compares on the same folds, resumes, and writes what it found."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from training import evaluate
from training.baselines import Majority
from training.contenders import Context
from training.corpus import CATEGORIES, Sentence
from training.cross_validation import Result, Task, views
from training.errors import TrainingError
from training.evaluate import EvaluationSettings, find_contender
from training.own_writing import own_writing
from training.report import Row, as_json, markdown, on_common_folds, rows
from training.settings import TrainingSettings
from training.workspace import Workspace

SETTINGS = EvaluationSettings(("majority", "tfidf-nb"), ("articles",), folds=2, jobs=1)


@pytest.fixture(scope="module")
def prepared(
    small_settings: TrainingSettings, tmp_path_factory: pytest.TempPathFactory
) -> Workspace:
    workspace = Workspace(tmp_path_factory.mktemp("work"))
    evaluate.run(workspace, small_settings, SETTINGS)
    return workspace


def test_tokenizer_and_vectors_are_made_without_the_corpus(prepared: Workspace) -> None:
    assert prepared.open_text_only.tokenizer.exists()
    assert prepared.open_text_only.vectors.exists()
    assert not prepared.tokenizer.exists()


def test_the_report_has_a_row_for_each_contender(prepared: Workspace) -> None:
    page = (prepared.evaluation / "evaluation.md").read_text(encoding="utf-8")
    assert page.count("| Most frequent category |") == 3
    assert page.count("| Character TF-IDF + complement naive Bayes |") == 3
    assert "2-fold" in page
    assert "have finished" not in page


def test_the_same_figures_stand_in_the_json(prepared: Workspace) -> None:
    found = json.loads((prepared.evaluation / "evaluation.json").read_text(encoding="utf-8"))
    assert [row["contender"] for row in found] == ["majority", "tfidf-nb"]
    scores = found[0]["scores"]
    assert scores["articles/sentences"]["accuracy"] == pytest.approx(1498 / 4186, abs=2e-2)
    assert scores["articles/posts"]["folds"] == 2
    assert found[1]["none_auroc"] > found[0]["none_auroc"] == 0.5


def test_the_pictures_are_drawn(prepared: Workspace) -> None:
    for name in ("confusion", "reliability", "length"):
        picture = (prepared.evaluation / f"evaluation-{name}.png").read_bytes()
        assert picture.startswith(b"\x89PNG")


def test_without_results_a_report_is_refused(
    prepared: Workspace, small_settings: TrainingSettings
) -> None:
    settings = replace(SETTINGS, folds=3, report_only=True)
    with pytest.raises(TrainingError, match="no results yet"):
        evaluate.run(prepared, small_settings, settings)


def test_an_unknown_contender_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="'bert'; there are majority"):
        find_contender("bert", Context(CATEGORIES, tmp_path, tmp_path))


def test_posts_are_answered_where_they_are_at_hand(tmp_path: Path) -> None:
    assert own_writing(CATEGORIES, tmp_path) == {}
    assert own_writing(("質問", "雑談")) == {}
    assert set(own_writing(CATEGORIES)) == {"posts", "none"}


@pytest.fixture
def unequal(sentences: list[Sentence], tmp_path: Path) -> list[Result]:
    """One contender has finished two folds, another only the first."""
    context = Context(CATEGORIES, tmp_path, tmp_path)
    test = {"articles": tuple(sentences[:40])}
    one, two = Majority(context), Majority(context, name="other", title="Other")
    return [
        Result(
            Task(contender, "articles", fold, 0, (), views(test["articles"], "articles"), {}),
            {
                view: np.tile([0.7, 0.1, 0.1, 0.1], (len(texts), 1))
                for view, texts in views(test["articles"], "articles").items()
            },
            1.0,
        )
        for contender, fold in ((one, 0), (one, 1), (two, 0))
    ]


def test_unfinished_contenders_are_marked_and_compared_on_common_folds(
    unequal: list[Result],
) -> None:
    page = markdown(unequal, CATEGORIES, folds=2)
    assert "1 of 2 folds" in page
    assert "Only the folds that every contender has finished" in page
    assert [result.task.fold for result in on_common_folds(unequal)] == [0, 0]


def test_rows_become_plain_data(unequal: list[Result]) -> None:
    found: list[Row] = rows(unequal, CATEGORIES)
    assert [row.none_auroc for row in found] == [None, None]
    assert json.loads(json.dumps(as_json(found)))[1]["scores"]["articles/articles"]["folds"] == 1
