import io
import tracemalloc
import zipfile

import pytest

from inspect_app.questionnaire.problems import UserError
from inspect_app.web import uploads
from inspect_app.web.uploads import read_archive


def archive(files: dict[str, bytes], folders: tuple[str, ...] = ()) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for folder in folders:
            made.writestr(folder, b"")
        for name, content in files.items():
            made.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize("root", ["", "small/", "a/b/"])
def test_the_definition_is_found_wherever_it_stands(root: str) -> None:
    files = {"instrument.yaml": b"id: small", "scheme.yaml": b"cap: 4", "questions/one.yaml": b"id: one"}
    packed = archive({f"{root}{name}": content for name, content in files.items()}, ("a/",))
    assert read_archive(packed) == files


@pytest.mark.parametrize(
    "name",
    [
        "../evil.yaml",
        "/questions/evil.yaml",
        "questions/../../evil.yaml",
        "questions/deep/evil.yaml",
        "notes.txt",
    ],
)
def test_nothing_else_is_unpacked(name: str) -> None:
    assert read_archive(archive({"instrument.yaml": b"", name: b"evil"})) == {"instrument.yaml": b""}


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"questions/one.yaml": b""}, "must hold one instrument.yaml; this one holds 0"),
        ({"a/instrument.yaml": b"", "b/instrument.yaml": b""}, "this one holds 2"),
        ({"instrument.yaml": b" " * (8 * 1024 * 1024 + 1)}, "more than 8 megabytes"),
    ],
)
def test_what_an_archive_must_be(files: dict[str, bytes], words: str) -> None:
    with pytest.raises(UserError, match=words):
        read_archive(archive(files))


def test_many_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MAXIMUM_FILES", 2)
    with pytest.raises(UserError, match="3 files; 2 are the most"):
        read_archive(archive({"instrument.yaml": b"", "a": b"", "b": b""}))


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_packing_that_unpacks_without_bound_is_refused_unread(packing: int) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", packing) as made, made.open("instrument.yaml", "w") as file:
        for _ in range(300):
            file.write(b" " * 1_000_000)
    tracemalloc.start()
    with pytest.raises(UserError, match="packed in an unusual way"):
        read_archive(buffer.getvalue())
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()


BROKEN = archive({"instrument.yaml": b"id: small" * 50})


@pytest.mark.parametrize(
    "data",
    [b"", b"not an archive", BROKEN[:60], BROKEN[:50] + b"\xff\xff\xff" + BROKEN[53:]],
    ids=["nothing", "text", "cut short", "damaged"],
)
def test_an_unreadable_archive_is_one_sentence(data: bytes) -> None:
    with pytest.raises(UserError, match="can’t be read"):
        read_archive(data)
