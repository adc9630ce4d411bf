"""Open text comes line by line with its source, sampled by seed."""

import lzma
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from training.errors import CorpusError
from training.open_text import OpenLine, find_open_text, open_text, sources


def write(folder: Path, texts: Mapping[str, str]) -> Path:
    for source, text in texts.items():
        (folder / f"{source}.txt.xz").write_bytes(lzma.compress(text.encode()))
    return folder


def test_lines_come_with_their_source_in_order(tmp_path: Path) -> None:
    write(tmp_path, {"b": "三\n", "a": "一\n\n二\n"})
    assert sources(tmp_path) == ["a", "b"]
    assert list(open_text(tmp_path)) == [
        OpenLine(*p) for p in [("a", "一"), ("a", "二"), ("b", "三")]
    ]


def test_a_line_ends_at_a_line_feed_only(tmp_path: Path) -> None:
    write(tmp_path, {"a": "一\u2028二\x85三\n四\n"})
    assert [line.text for line in open_text(tmp_path)] == ["一\u2028二\x85三", "四"]


def test_a_rate_thins_out_its_source_only(tmp_path: Path) -> None:
    lines = "".join(f"{n}\n" for n in range(4000))
    write(tmp_path, {"a": lines, "b": lines})
    counts = Counter(line.source for line in open_text(tmp_path, rates={"a": 0.25}))
    assert counts["b"] == 4000
    assert 900 < counts["a"] < 1100


def test_the_encyclopaedia_is_thinned_out_unless_told_otherwise(tmp_path: Path) -> None:
    write(tmp_path, {"nict_kyoto_wiki": "".join(f"{n}\n" for n in range(4000))})
    assert 1250 < sum(1 for _ in open_text(tmp_path)) < 1550


def test_the_seed_decides_the_sample(tmp_path: Path) -> None:
    write(tmp_path, {"a": "".join(f"{n}\n" for n in range(100))})
    first, again, other = (
        list(open_text(tmp_path, seed=seed, rates={"a": 0.5})) for seed in (1, 1, 2)
    )
    assert first == again != other


def test_another_collection_changes_no_sample(tmp_path: Path) -> None:
    write(tmp_path, {"m": "".join(f"{n}\n" for n in range(100))})
    alone = list(open_text(tmp_path, rates={"m": 0.5}))
    write(tmp_path, {"a": "一\n"})
    assert [line for line in open_text(tmp_path, rates={"m": 0.5}) if line.source == "m"] == alone


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    write(tmp_path, {"a": "一\n" * 5000})
    path = tmp_path / "a.txt.xz"
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(CorpusError, match=r"a\.txt\.xz is damaged"):
        list(open_text(tmp_path))


def test_a_missing_folder_says_how_to_name_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPEN_TEXT_DIR", str(tmp_path))
    with pytest.raises(CorpusError, match="--open-text or OPEN_TEXT_DIR"):
        find_open_text()


def test_the_variable_names_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPEN_TEXT_DIR", str(write(tmp_path, {"a": "一\n"})))
    assert find_open_text() == tmp_path
