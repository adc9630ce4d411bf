"""A team's own texts and labels, checked row by row before anything is trained on them.

One file with the columns text and label, or the article's pair: features.csv (column feature) and
labels.csv (column label) in the same order.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from training.corpus import Sentence
from training.errors import TrainingError

MIN_TEXTS_PER_LABEL = 10
MIN_LABELS = 2
MOST_SHOWN = 20
"""Bad rows named one by one; of more, how many there are."""


class OwnDataError(TrainingError):
    """The file cannot be trained on; the message names each bad row."""


class Row(NamedTuple):
    """One row: the line of the file it begins on, as an editor counts, and its fields."""

    line: int
    text: str
    label: str


def read_own_data(path: Path) -> list[Sentence]:
    """The texts, each an article of its own, sorted by nothing: in the order of the file.

    Args:
        path: a CSV file (text,label), a features.csv that has a labels.csv beside it, or the
            folder of the two.

    Raises:
        OwnDataError: the file is missing, not UTF-8, has other columns, or has bad rows.
    """
    rows, problems = _read(path)
    problems += _bad_rows(rows)
    if not problems:
        problems += _bad_labels(rows)
    refuse(path, problems)
    return [
        Sentence(f"row-{row.line}", f"row-{row.line}", row.text.strip(), row.label.strip())
        for row in rows
    ]


def refuse(path: Path, problems: Sequence[str]) -> None:
    """Passes a file without problems.

    Raises:
        OwnDataError: there are some; the message names each.
    """
    if problems:
        shown = [f"  {problem}" for problem in problems[:MOST_SHOWN]]
        if len(problems) > MOST_SHOWN:
            shown.append(f"  … and {len(problems) - MOST_SHOWN} more")
        raise OwnDataError("\n".join([f"{path} cannot be trained on:", *shown]))


def _read(path: Path) -> tuple[list[Row], list[str]]:
    features = path / "features.csv" if path.is_dir() else path
    labels = features.with_name("labels.csv")
    if features.name == "features.csv" and labels.exists():
        return _pair(features, labels)
    texts, problems = read_columns(features, ("text", "label"))
    return [Row(line, text, label) for line, (text, label) in texts], problems


def _pair(features: Path, labels: Path) -> tuple[list[Row], list[str]]:
    texts, problems = read_columns(features, ("feature",))
    names, more_problems = read_columns(labels, ("label",))
    if len(texts) != len(names):
        more_problems.append(
            f"{features.name} has {len(texts)} rows and {labels.name} has {len(names)}: each "
            "text needs the label in the same row"
        )
    rows = [
        Row(line, text, label) for (line, (text,)), (_, (label,)) in zip(texts, names, strict=False)
    ]
    return rows, problems + more_problems


def read_columns(
    file: Path, names: Sequence[str]
) -> tuple[list[tuple[int, tuple[str, ...]]], list[str]]:
    """The named columns of each row with its line, and what is wrong with the file.

    Raises:
        OwnDataError: the file cannot be read or lacks a column.
    """
    content, problems = _decoded(file)
    reader = csv.reader(io.StringIO(content, newline=""))
    header = [name.strip().lower() for name in next(reader, [])]
    missing = [name for name in names if name not in header]
    if missing:
        raise OwnDataError(
            f"{file} has no column {' and no column '.join(missing)}; its first line must name "
            f"its columns ({','.join(names)}), and reads: {','.join(header) or '(nothing)'}"
        )
    positions = [header.index(name) for name in names]
    return [(line, _fields(row, positions)) for line, row in _numbered(reader) if row], problems


def _numbered(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Each row with the number of the line that it begins on: a quoted text may span several."""
    line = 2
    for row in reader:
        yield line, row
        line += 1 + sum(field.count("\n") for field in row)


def _fields(row: Sequence[str], positions: Iterable[int]) -> tuple[str, ...]:
    return tuple(row[position] if position < len(row) else "" for position in positions)


def _decoded(file: Path) -> tuple[str, list[str]]:
    """The text, with U+FFFD in place of broken bytes, and the lines that hold such."""
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise OwnDataError(f"{file} cannot be read ({error.strerror}).") from error
    return raw.decode("utf-8-sig", errors="replace"), [
        f"{file.name}, line {number}: broken encoding; save the file as UTF-8"
        for number, line in enumerate(raw.split(b"\n"), start=1)
        if not _is_utf8(line)
    ]


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _bad_rows(rows: Iterable[Row]) -> list[str]:
    return [
        f"line {row.line}: the {name} is empty"
        for row in rows
        for name, value in (("text", row.text), ("label", row.label))
        if not value.strip()
    ]


def _bad_labels(rows: Sequence[Row]) -> list[str]:
    counts = Counter(row.label.strip() for row in rows)
    problems = [
        f"label {label!r}: {count} texts (first in line {_first_line(rows, label)}); at least "
        f"{MIN_TEXTS_PER_LABEL} are needed. Is it misspelt?"
        for label, count in counts.items()
        if count < MIN_TEXTS_PER_LABEL
    ]
    if len(counts) < MIN_LABELS:
        problems.append(f"there are {len(counts)} labels; at least {MIN_LABELS} are needed")
    return problems


def _first_line(rows: Iterable[Row], label: str) -> int:
    return next(row.line for row in rows if row.label.strip() == label)
