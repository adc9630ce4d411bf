"""KNBC's four files: finds them (a folder, an archive, the corpus' home page) and verifies them.

What the lines mean is left to `training/corpus.py`.
"""

import hashlib
import os
import re
import shutil
import tarfile
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from tqdm import tqdm

from training.errors import CorpusError

HOME_PAGE = "http://nlp.ist.i.kyoto-u.ac.jp/kuntt/"
# Of the two archives the EUC-JP one, since its files can be verified to the last byte.
ARCHIVE_NAME = "KNBC_v1.0_090925.tar.bz2"
REPOSITORY = Path(__file__).resolve().parents[1]
DOWNLOAD_SECONDS = 30


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """What is known of one file as its authors published it.

    Attributes:
        sha256: of the EUC-JP bytes.
        sentences: number of lines.
        ids_sha256: of the sentence ids, joined by line feeds; the same in both encodings.
    """

    sha256: str
    sentences: int
    ids_sha256: str


PUBLISHED: Mapping[str, PublishedFile] = {
    "Gourmet": PublishedFile(
        "91f730439030e826c012f010fd42c8d61ca483c6f3d9d51075ad97acc943090e",
        888,
        "c39b19885412ebb898f59d32bd221bb32f186702bcfa753ba84477b67bc5b004",
    ),
    "Keitai": PublishedFile(
        "2c090a87f21396bf8ab0c3791eed1ad25a43c35f180efe482afe359d0d4530c0",
        1278,
        "4b70be9265419ba54bd3d87ebba0ab5dbe73db7db35db5bef9961ea8e9e1e64c",
    ),
    "Kyoto": PublishedFile(
        "a7d987d91b3c3154786df83612ee1af9d265c636412c57c7c459d66e5f8262df",
        1498,
        "50d6ea55d25d15618fa1e355613e8c02b008052d411b858ba66372d3e5389c25",
    ),
    "Sports": PublishedFile(
        "5510128a907fec1261bca2c5f72ac9a6bb81dfb81bff0dcd7bfa53a03f8f13c7",
        522,
        "94f10603f5660c5bbf443638ef23fc22cce34bde6472bd8e02e38ad97d6c041f",
    ),
}

# Where a converter went by Microsoft's table and not by the standard's: 〜 − ‖ — and others.
_STANDARD_SIGNS = str.maketrans("～－∥￠￡￢—", "〜−‖¢£¬―")


def find_corpus(path: Path | None = None) -> Path:
    """The folder or archive to read, downloaded if there is none.

    Looks at `path`, the environment variable KNBC_DIR, `../shared/knbc`, `data/` in this order.

    Raises:
        CorpusError: `path` or KNBC_DIR names nothing, or the download failed.
    """
    named = path or (Path(value) if (value := os.environ.get("KNBC_DIR")) else None)
    if named is not None:
        if not named.exists():
            raise CorpusError(
                f"No KNBC corpus at {named}. Name its folder or its .tar.bz2 archive."
            )
        return named
    for place in (REPOSITORY.parent / "shared" / "knbc", REPOSITORY / "data" / ARCHIVE_NAME):
        if place.exists():
            return place
    return download_corpus(REPOSITORY / "data")


def download_corpus(folder: Path, url: str = HOME_PAGE + ARCHIVE_NAME) -> Path:
    """Fetches the archive (4 MB) from its authors' home page into `folder` and verifies it.

    Raises:
        CorpusError: no connection, or what came is not the corpus; nothing is left behind.
    """
    folder.mkdir(parents=True, exist_ok=True)
    archive, partial = folder / ARCHIVE_NAME, folder / f"{ARCHIVE_NAME}.part"
    try:
        _fetch(url, partial)
        read_files(partial)
        return partial.replace(archive)
    except OSError as error:
        raise CorpusError(
            f"The KNBC corpus could not be downloaded from {url} ({error}). Download "
            f"{ARCHIVE_NAME} from {HOME_PAGE} by hand and pass its path with --knbc, "
            "or set KNBC_DIR to it."
        ) from error
    finally:
        partial.unlink(missing_ok=True)


def read_files(path: Path) -> dict[str, str]:
    """The verified text of the four files: `{"Gourmet": "KN012_Gourmet_1-1-1-01\\t…", …}`.

    Args:
        path: the archive, or a folder that holds `corpus2/` or an unpacked archive.

    Raises:
        CorpusError: a file is missing or is not what its authors published.
    """
    members = corpus_members(path, "corpus2")
    raw = {name.removesuffix(".tsv"): content for name, content in members.items()}
    for name in PUBLISHED:
        if name not in raw:
            raise CorpusError(f"{path} holds no corpus2/{name}.tsv. Is it the KNBC corpus?")
    return {name: _verified(name, raw[name], path) for name in PUBLISHED}


def corpus_members(path: Path, part: str) -> dict[str, bytes]:
    """Every file of one part of the corpus: `"corpus2"` → `{"Gourmet.tsv": b"…", …}`.

    Args:
        path: the archive, or a folder that holds the part or an unpacked archive.
        part: `corpus1` (morphemes, a file a sentence) or `corpus2` (sentences, a file a theme).

    Raises:
        CorpusError: the archive is damaged.
    """
    return _from_archive(path, part) if path.is_file() else _from_folder(path, part)


def _fetch(url: str, target: Path) -> None:
    with urllib.request.urlopen(url, timeout=DOWNLOAD_SECONDS) as response:
        total = int(response.headers.get("Content-Length") or 0) or None
        with (
            target.open("wb") as file,
            tqdm.wrapattr(response, "read", total=total, desc=ARCHIVE_NAME, disable=None) as body,
        ):
            shutil.copyfileobj(body, file)


def _from_folder(folder: Path, part: str) -> dict[str, bytes]:
    """Reads the part in the folder or, as unpacking leaves it, one folder below."""
    roots = [root for root in (folder / part, *folder.glob(f"*/{part}")) if root.is_dir()]
    return {
        file.relative_to(root).as_posix(): file.read_bytes()
        for root in roots[:1]
        for file in sorted(root.rglob("*"))
        if file.is_file()
    }


def _from_archive(path: Path, part: str) -> dict[str, bytes]:
    """Reads the members below the part, in memory: nothing is unpacked."""
    inside = re.compile(rf"(?:[^/]+/)*?{part}/(.+)")
    try:
        with tarfile.open(path) as archive:
            return {
                match[1]: cast(BinaryIO, archive.extractfile(member)).read()
                for member in archive
                if member.isfile() and (match := inside.fullmatch(member.name))
            }
    except (tarfile.TarError, EOFError, OSError) as error:
        raise CorpusError(f"{path} is no readable .tar.bz2 archive ({error}).") from error


def _verified(name: str, raw: bytes, path: Path) -> str:
    """The text of one file: EUC-JP by its checksum, UTF-8 by its sentence ids."""
    published = PUBLISHED[name]
    if hashlib.sha256(raw).hexdigest() == published.sha256:
        return raw.decode("euc_jp")
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n").translate(_STANDARD_SIGNS)
    except UnicodeDecodeError:
        raise _damaged(name, path, "its checksum differs from the published one") from None
    ids = [line.split("\t", 1)[0] for line in text.split("\n") if line]
    if len(ids) != published.sentences:
        raise _damaged(name, path, f"{len(ids)} sentences instead of {published.sentences}")
    if hashlib.sha256("\n".join(ids).encode()).hexdigest() != published.ids_sha256:
        raise _damaged(name, path, "its sentence ids differ from the published ones")
    return text


def _damaged(name: str, path: Path, finding: str) -> CorpusError:
    return CorpusError(
        f"corpus2/{name}.tsv in {path} is damaged: {finding}. Delete it and get it anew from "
        f"{HOME_PAGE}."
    )
