"""Corrections from Slack are read as the bot exports them, and refused row by row."""

from pathlib import Path

import pytest

from classifier import Classifier
from classifier.artifact import SHIPPED_ARTIFACT
from training.corpus import CATEGORIES, Sentence
from training.feedback import Feedback, followed, read_feedback
from training.own_data import OwnDataError


def written(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(["text,label", *rows]) + "\n", encoding="utf-8")
    return path


def test_an_empty_label_means_none_of_the_categories(tmp_path: Path) -> None:
    found = read_feedback(
        written(tmp_path / "f.csv", "新しい端末,携帯電話", '"会議は\n15時から",'), CATEGORIES
    )
    assert [(each.text, each.label) for each in found.sentences] == [("新しい端末", "携帯電話")]
    assert found.others == ("会議は\n15時から",)
    assert len(found) == 2


def test_no_corrections_are_as_good_as_none(tmp_path: Path) -> None:
    found = read_feedback(written(tmp_path / "f.csv"), CATEGORIES)
    assert not found
    assert found == Feedback()


def test_each_bad_row_is_named(tmp_path: Path) -> None:
    file = written(tmp_path / "f.csv", "散歩,天気", ",グルメ", "うどん,グルメ")
    with pytest.raises(OwnDataError) as caught:
        read_feedback(file, CATEGORIES)
    assert "line 2: '天気' is none of the categories (グルメ, 携帯電話, 京都, スポーツ)" in str(
        caught.value
    )
    assert "line 3: the text is empty" in str(caught.value)


def test_the_shipped_model_follows_what_it_says_itself_and_not_the_contrary() -> None:
    text = "駅前のパン屋のクロワッサンが絶品すぎる。"
    said = Classifier.load().classify(text).category
    assert said is not None
    right = Sentence("feedback-2", "feedback-2", text, said)
    assert followed(SHIPPED_ARTIFACT, Feedback((right,), (text,))) == 1


def test_without_an_artefact_there_is_nothing_to_compare_with(tmp_path: Path) -> None:
    assert followed(tmp_path, Feedback()) is None
