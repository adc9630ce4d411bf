"""A team's own file is trained on only if it is sound; otherwise each bad row is named."""

from pathlib import Path

import pytest

from training.own_data import OwnDataError, read_own_data

LABELS = ("質問", "依頼", "雑談")
GOOD = [f"{label}の文その{number},{label}" for label in LABELS for number in range(10)]


def write(path: Path, lines: list[str], encoding: str = "utf-8") -> Path:
    path.write_bytes(("\n".join(lines) + "\n").encode(encoding))
    return path


def complaint(path: Path) -> str:
    with pytest.raises(OwnDataError) as caught:
        read_own_data(path)
    return str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_texts_and_labels_are_read_in_order(tmp_path: Path, encoding: str) -> None:
    found = read_own_data(write(tmp_path / "posts.csv", ["text,label", *GOOD], encoding))
    assert len(found) == 30
    assert (found[0].text, found[0].label) == ("質問の文その0", "質問")
    assert len({each.article_id for each in found}) == 30


def test_columns_may_stand_in_any_order_among_others(tmp_path: Path) -> None:
    rows = [f"x,{label},{text}" for text, label in (line.split(",") for line in GOOD)]
    found = read_own_data(write(tmp_path / "posts.csv", ["id,Label,text", *rows]))
    assert (found[0].text, found[0].label) == ("質問の文その0", "質問")


def test_the_articles_pair_of_files_is_read(tmp_path: Path) -> None:
    texts, labels = zip(*(line.split(",") for line in GOOD), strict=True)
    write(tmp_path / "features.csv", ["feature", *texts])
    write(tmp_path / "labels.csv", ["label", *labels])
    expected = read_own_data(write(tmp_path / "posts.csv", ["text,label", *GOOD]))
    assert read_own_data(tmp_path) == read_own_data(tmp_path / "features.csv") == expected


def test_each_empty_text_and_missing_label_is_named(tmp_path: Path) -> None:
    lines = ["text,label", *GOOD[:2], " ,質問", "何か,", "何か", *GOOD[2:]]
    said = complaint(write(tmp_path / "posts.csv", lines))
    assert "line 4: the text is empty" in said
    assert "line 5: the label is empty" in said
    assert "line 6: the label is empty" in said


def test_lines_are_counted_as_an_editor_counts_them(tmp_path: Path) -> None:
    lines = ["text,label", '"二行の\n文",質問', "", ",雑談", *GOOD]
    assert "line 5: the text is empty" in complaint(write(tmp_path / "posts.csv", lines))


def test_a_rare_label_is_named_with_its_line(tmp_path: Path) -> None:
    said = complaint(write(tmp_path / "posts.csv", ["text,label", *GOOD, "何か,しつもん"]))
    assert "'しつもん': 1 texts (first in line 32); at least 10" in said


def test_one_label_is_too_few(tmp_path: Path) -> None:
    assert "1 labels; at least 2" in complaint(
        write(tmp_path / "posts.csv", ["text,label", *GOOD[:10]])
    )


def test_broken_encoding_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "posts.csv"
    path.write_bytes("text,label\n文,質問\n".encode() + "文,質問\n".encode("shift_jis"))
    assert "line 3: broken encoding; save the file as UTF-8" in complaint(path)


def test_a_file_without_the_columns_says_what_its_first_line_reads(tmp_path: Path) -> None:
    said = complaint(write(tmp_path / "posts.csv", ["本文,分類", *GOOD]))
    assert "no column text" in said
    assert "本文,分類" in said


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    assert "(nothing)" in complaint(write(tmp_path / "posts.csv", []))


def test_a_pair_of_different_length_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "features.csv", ["feature", "文"])
    write(tmp_path / "labels.csv", ["label", "質問", "雑談"])
    assert "features.csv has 1 rows and labels.csv has 2" in complaint(tmp_path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert "posts.csv cannot be read" in complaint(tmp_path / "posts.csv")


def test_of_very_many_bad_rows_the_first_are_shown(tmp_path: Path) -> None:
    lines = ["text,label", *[",質問"] * 50]
    assert "and 30 more" in complaint(write(tmp_path / "posts.csv", lines))
