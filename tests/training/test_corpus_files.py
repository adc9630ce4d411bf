"""KNBC is found, fetched and verified, or a clear sentence says what to do."""

import io
import tarfile
import threading
from collections.abc import Iterator, Mapping
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from training.corpus_files import (
    ARCHIVE_NAME,
    PUBLISHED,
    download_corpus,
    find_corpus,
    read_files,
)
from training.errors import CorpusError


@pytest.fixture(scope="module")
def texts(knbc: Path) -> dict[str, str]:
    return read_files(knbc)


def write_folder(folder: Path, texts: Mapping[str, str], encoding: str) -> Path:
    (folder / "corpus2").mkdir(parents=True)
    for name, text in texts.items():
        (folder / "corpus2" / f"{name}.tsv").write_bytes(text.encode(encoding))
    return folder


def write_archive(path: Path, texts: Mapping[str, str], encoding: str = "euc_jp") -> Path:
    with tarfile.open(path, "w:bz2") as archive:
        for name, text in texts.items():
            raw = text.encode(encoding)
            member = tarfile.TarInfo(f"KNBC_v1.0_090925/corpus2/{name}.tsv")
            member.size = len(raw)
            archive.addfile(member, io.BytesIO(raw))
    return path


@pytest.fixture
def web_server(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Address and folder of a web server on this machine."""
    folder = tmp_path / "served"
    folder.mkdir()

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Nothing on the terminal."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", folder
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("encoding", ["euc_jp", "utf-8", "utf-8-sig"])
def test_both_published_encodings_give_the_same_text(
    tmp_path: Path, texts: dict[str, str], encoding: str
) -> None:
    assert read_files(write_folder(tmp_path, texts, encoding)) == texts


@pytest.mark.parametrize("encoding", ["euc_jp", "utf-8"])
def test_an_archive_is_read_without_unpacking_it(
    tmp_path: Path, texts: dict[str, str], encoding: str
) -> None:
    archive = write_archive(tmp_path / "knbc.tar.bz2", texts, encoding)
    assert read_files(archive) == texts
    assert list(tmp_path.iterdir()) == [archive]


def test_an_unpacked_archive_may_lie_one_folder_below(
    tmp_path: Path, texts: dict[str, str]
) -> None:
    write_folder(tmp_path / "KNBC_v1.0_090925", texts, "euc_jp")
    assert read_files(tmp_path) == texts


def test_signs_that_a_converter_mapped_otherwise_are_mapped_back(
    tmp_path: Path, texts: dict[str, str]
) -> None:
    to_microsoft = str.maketrans("〜−―", "～－—")
    mapped = {name: text.translate(to_microsoft) for name, text in texts.items()}
    assert mapped != texts
    assert read_files(write_folder(tmp_path, mapped, "utf-8")) == texts


def test_windows_line_ends_are_read(tmp_path: Path, texts: dict[str, str]) -> None:
    windows = {name: text.replace("\n", "\r\n") for name, text in texts.items()}
    assert read_files(write_folder(tmp_path, windows, "utf-8")) == texts


def test_one_changed_byte_in_an_euc_jp_file_is_noticed(
    tmp_path: Path, texts: dict[str, str]
) -> None:
    texts = texts | {"Kyoto": texts["Kyoto"].replace("寺", "糸", 1)}
    with pytest.raises(CorpusError, match=r"Kyoto\.tsv .* is damaged: its checksum"):
        read_files(write_folder(tmp_path, texts, "euc_jp"))


def test_a_missing_line_in_a_utf8_file_is_noticed(tmp_path: Path, texts: dict[str, str]) -> None:
    texts = texts | {"Sports": texts["Sports"].partition("\n")[2]}
    with pytest.raises(CorpusError, match="521 sentences instead of 522"):
        read_files(write_folder(tmp_path, texts, "utf-8"))


def test_a_changed_id_in_a_utf8_file_is_noticed(tmp_path: Path, texts: dict[str, str]) -> None:
    texts = texts | {"Sports": texts["Sports"].replace("KN012", "KN999", 1)}
    with pytest.raises(CorpusError, match="sentence ids differ"):
        read_files(write_folder(tmp_path, texts, "utf-8"))


@pytest.mark.parametrize("name", list(PUBLISHED))
def test_a_missing_file_is_named(tmp_path: Path, texts: dict[str, str], name: str) -> None:
    rest = {other: text for other, text in texts.items() if other != name}
    with pytest.raises(CorpusError, match=rf"no corpus2/{name}\.tsv"):
        read_files(write_folder(tmp_path, rest, "euc_jp"))


def test_a_cut_off_archive_is_refused(tmp_path: Path, texts: dict[str, str]) -> None:
    archive = write_archive(tmp_path / "knbc.tar.bz2", texts)
    archive.write_bytes(archive.read_bytes()[:20_000])
    with pytest.raises(CorpusError, match=r"no readable \.tar\.bz2"):
        read_files(archive)


def test_something_else_than_an_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<html>Moved</html>")
    with pytest.raises(CorpusError, match=r"no readable \.tar\.bz2"):
        read_files(tmp_path / "page.html")


def test_the_variable_names_the_corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KNBC_DIR", str(tmp_path))
    assert find_corpus() == tmp_path


def test_the_option_goes_before_the_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KNBC_DIR", str(tmp_path / "elsewhere"))
    assert find_corpus(tmp_path) == tmp_path


def test_a_named_corpus_that_is_not_there_is_never_replaced_by_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KNBC_DIR", str(tmp_path / "nothing"))
    with pytest.raises(CorpusError, match="No KNBC corpus at"):
        find_corpus()


def test_a_download_is_verified_and_kept(
    tmp_path: Path, texts: dict[str, str], web_server: tuple[str, Path]
) -> None:
    address, served = web_server
    write_archive(served / ARCHIVE_NAME, texts)
    archive = download_corpus(tmp_path / "data", f"{address}/{ARCHIVE_NAME}")
    assert read_files(archive) == texts
    assert list((tmp_path / "data").iterdir()) == [archive]


def test_a_download_of_something_else_is_refused_and_not_kept(
    tmp_path: Path, web_server: tuple[str, Path]
) -> None:
    address, served = web_server
    (served / ARCHIVE_NAME).write_text("<html>Under maintenance</html>")
    with pytest.raises(CorpusError, match=r"no readable \.tar\.bz2"):
        download_corpus(tmp_path / "data", f"{address}/{ARCHIVE_NAME}")
    assert list((tmp_path / "data").iterdir()) == []


@pytest.mark.parametrize("reason", ["not found", "nobody listens"])
def test_a_failed_download_says_what_to_do_by_hand(
    tmp_path: Path, web_server: tuple[str, Path], reason: str
) -> None:
    address = web_server[0] if reason == "not found" else "http://127.0.0.1:9"
    with pytest.raises(CorpusError, match="by hand and pass its path with --knbc"):
        download_corpus(tmp_path / "data", f"{address}/{ARCHIVE_NAME}")
    assert list((tmp_path / "data").iterdir()) == []
