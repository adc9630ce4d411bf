"""Every fold is trained once, kept, and made anew when what it was made from has changed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from training import cross_validation
from training.baselines import Majority, TfidfNaiveBayes
from training.contenders import Context, Probabilities, fingerprint
from training.corpus import CATEGORIES, Sentence
from training.cross_validation import Task, available, load, run, tasks, train_and_save, views
from training.errors import TrainingError

POSTS = {"posts": (Sentence("p-0", "p-0", "スマホを買った", CATEGORIES[1]),)}


@dataclass(frozen=True)
class Constant:
    """Answers the same for every text."""

    answer: tuple[float, ...] = (0.7, 0.1, 0.1, 0.1)
    name: str = "constant"
    title: str = "Always the same"

    def inputs(self) -> Sequence[object]:
        return [self.answer]

    def fit_predict(
        self, train: Sequence[Sentence], texts: Sequence[str], seed: int
    ) -> Probabilities:
        return np.tile(np.array(self.answer), (len(texts), 1))


@pytest.fixture(scope="module")
def task(sentences: list[Sentence]) -> Task:
    return next(tasks([Constant()], sentences, extras=POSTS))


def test_splits_take_turns(sentences: list[Sentence]) -> None:
    found = list(tasks([Constant()], sentences, extras={}, folds=3, seeds=2))
    assert [(each.fold, each.split) for each in found[:3]] == [
        (0, "articles"),
        (0, "sentences"),
        (1, "articles"),
    ]
    assert [each.seed for each in found] == [0] * 6 + [1] * 6


def test_no_article_is_on_both_sides(task: Task) -> None:
    learned = {sentence.article_id for sentence in task.train}
    assert learned.isdisjoint(each.article_id for each in task.views["sentences"])


def test_every_sentence_is_held_out_once(sentences: list[Sentence]) -> None:
    for split in cross_validation.SPLITS:
        found = tasks([Constant()], sentences, extras={}, splits=[split], folds=5)
        held_out = [each.id for task in found for each in task.views["sentences"]]
        assert sorted(held_out) == sorted(each.id for each in sentences)


def test_articles_are_asked_as_one_text_with_and_without_the_theme(task: Task) -> None:
    assert task.views["articles"][0].text.startswith("［")
    assert not any("［グルメ］" in each.text for each in task.views["articles-untitled"])
    assert len(task.views["articles"]) == len({each.article_id for each in task.views["sentences"]})


def test_at_random_there_are_no_whole_articles(sentences: list[Sentence]) -> None:
    assert set(views(sentences[:9], "sentences")) == {"sentences", "sentences-untitled"}


def test_answers_are_kept_by_view(task: Task, tmp_path: Path) -> None:
    assert load(task, tmp_path) is None
    train_and_save(task, tmp_path)
    result = load(task, tmp_path)
    assert result is not None
    assert {view: len(found) for view, found in result.probabilities.items()} == {
        view: len(found) for view, found in task.texts().items()
    }
    assert result.labels("posts", CATEGORIES).tolist() == [1]


@pytest.mark.parametrize(
    "changed",
    [
        {"contender": Constant((0.1, 0.7, 0.1, 0.1))},
        {"train": ()},
        {"views": {}},
    ],
)
def test_a_result_made_from_other_inputs_is_not_taken(
    task: Task, tmp_path: Path, changed: dict[str, object]
) -> None:
    train_and_save(replace(task, **changed), tmp_path)  # type: ignore[arg-type]
    assert load(task, tmp_path) is None


def test_changed_posts_cost_no_training_but_their_own_column(task: Task, tmp_path: Path) -> None:
    train_and_save(replace(task, extras={}), tmp_path)
    result = load(task, tmp_path)
    assert result is not None
    assert set(result.probabilities) == set(task.views)


def test_a_run_goes_on_where_it_stopped(sentences: list[Sentence], tmp_path: Path) -> None:
    contender = Majority(Context(CATEGORIES, tmp_path, tmp_path))
    wanted = list(tasks([contender], sentences, extras={}, splits=["articles"], folds=2))
    train_and_save(wanted[0], tmp_path)
    before = (tmp_path / "majority/articles-0-0.npz").stat().st_mtime_ns
    assert len(available(wanted, tmp_path)) == 1
    assert len(run(wanted, tmp_path)) == 2
    assert (tmp_path / "majority/articles-0-0.npz").stat().st_mtime_ns == before


def test_one_that_fails_stops_the_rest(sentences: list[Sentence], tmp_path: Path) -> None:
    contender = TfidfNaiveBayes(Context(CATEGORIES, tmp_path, tmp_path))
    wanted = list(tasks([contender], sentences, extras={}, splits=["articles"]))
    wanted[0] = replace(wanted[0], train=())
    with pytest.raises(ValueError, match="empty vocabulary"):
        run(wanted, tmp_path)
    assert len(available(wanted, tmp_path)) < 5


def test_an_unknown_split_is_refused(sentences: list[Sentence]) -> None:
    with pytest.raises(TrainingError, match="articles and sentences"):
        list(tasks([Constant()], sentences, extras={}, splits=["weeks"]))


def test_files_count_by_content_and_not_by_path(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_bytes(b"pieces")
    two.write_bytes(b"pieces")
    assert fingerprint(one) == fingerprint(two)
    two.write_bytes(b"other pieces")
    assert fingerprint(one) != fingerprint(two)
