"""The open Japanese text: lines for the tokenizer, the word vectors and the unlabelled training."""

import lzma
import os
import random
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from tqdm import tqdm

from training.errors import CorpusError

REPOSITORY = Path(__file__).resolve().parents[1]

# Encyclopaedic Kyoto would be a third of everything: it is thinned out.
SAMPLING_RATES: Mapping[str, float] = {"nict_kyoto_wiki": 0.35}


class OpenLine(NamedTuple):
    """One sentence or paragraph, and the name of the collection it comes from."""

    source: str
    text: str


def find_open_text(folder: Path | None = None) -> Path:
    """The folder of `*.txt.xz`: `folder`, the variable OPEN_TEXT_DIR, or `../shared/text`.

    Raises:
        CorpusError: there is no such folder, or no such file in it.
    """
    named = folder or Path(os.environ.get("OPEN_TEXT_DIR") or REPOSITORY.parent / "shared" / "text")
    if not any(named.glob("*.txt.xz")):
        raise CorpusError(
            f"No open text (*.txt.xz, one sentence a line) in {named}. NOTICE.md lists the "
            "collections; name their folder with --open-text or OPEN_TEXT_DIR."
        )
    return named


def sources(folder: Path) -> list[str]:
    """The names of the collections, in the order in which they are read."""
    return [path.name.removesuffix(".txt.xz") for path in sorted(folder.glob("*.txt.xz"))]


def open_text(
    folder: Path,
    *,
    seed: int = 0,
    rates: Mapping[str, float] = SAMPLING_RATES,
    progress: bool = True,
) -> Iterator[OpenLine]:
    """Streams the lines of all collections, one collection after the other.

    Args:
        folder: as `find_open_text` gives it.
        seed: the same seed samples the same lines, of each collection by itself.
        rates: probability in [0, 1] that a line of that collection is taken; 1 if not named.
        progress: show a bar of the compressed bytes read, where there is a terminal.

    Raises:
        CorpusError: a file is damaged.
    """
    paths = [folder / f"{source}.txt.xz" for source in sources(folder)]
    total = sum(path.stat().st_size for path in paths)
    disable = None if progress else True
    with tqdm(total=total, unit="B", unit_scale=True, desc="open text", disable=disable) as bar:
        for path, source in zip(paths, sources(folder), strict=True):
            bar.set_postfix_str(source)
            yield from _sampled(path, source, rates.get(source, 1.0), seed)
            bar.update(path.stat().st_size)


def _sampled(path: Path, source: str, rate: float, seed: int) -> Iterator[OpenLine]:
    draw = random.Random(f"{seed} {source}")
    try:
        with lzma.open(path, "rt", encoding="utf-8", newline="\n") as lines:
            for line in lines:
                # A line is drawn for even where the rate is 1: another rate then keeps the rest.
                if draw.random() < rate and (text := line.strip()):
                    yield OpenLine(source, text)
    except (lzma.LZMAError, EOFError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path} is damaged ({error}): get it anew.") from error
