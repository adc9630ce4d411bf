"""The article's table can be read: every row in the picture, every figure in the CSV."""

import csv
import io
from pathlib import Path

import pytest
from PIL import Image

from classifier.heat_map import palette
from training.attention_table import COLUMNS, draw, run, write_csv
from training.errors import TrainingError
from training.seed_network import attention_rows
from training.settings import TrainingSettings
from training.workspace import Workspace

TABLE = attention_rows(["もちろん", "、", "おいしい", "うどん"], [4.86, 4.21, 5.47, 4.24])


def test_the_csv_holds_every_figure_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    write_csv(TABLE, file)
    with file.open(encoding="utf-8-sig", newline="") as lines:
        head, *rows = csv.reader(lines)
    assert tuple(head) == COLUMNS
    assert [row[0] for row in rows] == ["もちろん", "、", "おいしい", "うどん"]
    assert [float(row[1]) for row in rows] == [row.weight for row in TABLE]
    assert [row[4] for row in rows] == ["True", "False", "True", "False"]


def test_the_picture_grows_by_a_row_for_each_piece() -> None:
    heights = [Image.open(io.BytesIO(draw(TABLE[:number]))).height for number in (2, 3, 4)]
    assert heights[2] - heights[1] == heights[1] - heights[0] > 0


def test_only_what_the_article_marks_is_blue() -> None:
    def colours(picture: bytes) -> set[object]:
        counted = Image.open(io.BytesIO(picture)).convert("RGB").getcolors(1000) or []
        return {colour for _, colour in counted}

    assert palette.SUPPORT[-1] in colours(draw(TABLE))
    unmarked = attention_rows(["、", "。"], [4.2, 4.2])
    assert colours(draw(unmarked)).isdisjoint(palette.SUPPORT)


def test_without_the_articles_network_the_command_that_trains_it_is_named(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="fit --network seed"):
        run(Workspace(tmp_path), TrainingSettings())
