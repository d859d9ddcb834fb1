"""What must fail the build, and how: in the child process, as one sentence."""

import subprocess
from pathlib import Path

import pytest

from inspect_app.questionnaire.problems import UserError
from inspect_app.reports import pdf as parent
from inspect_app.reports import typesetter
from inspect_app.reports.pdf import make_pdf

PAGE = """<html lang="en"><head><title>A page</title>{head}</head>
<body style="font-family: {font}">{body}</body></html>"""
SANS = "Liberation Sans"


def page(body: str = "<h1>Text</h1>", head: str = "", font: str = SANS) -> str:
    return PAGE.format(head=head, body=body, font=font)


def refused(html: str, folder: Path) -> str:
    with pytest.raises(UserError, match=r"^The PDF was not made: ") as error:
        make_pdf(html, folder, (SANS,), "00" * 16)
    assert "Traceback" not in str(error.value)
    return str(error.value)


def test_a_plain_page_is_set(tmp_path: Path) -> None:
    assert make_pdf(page(), tmp_path, (SANS,), "00" * 16).startswith(b"%PDF-1.7")


def test_a_missing_image_fails_the_build(tmp_path: Path) -> None:
    assert "logo.svg" in refused(page('<h1>Text</h1><img alt="Logo" src="logo.svg">'), tmp_path)


def test_a_huge_image_fails_the_build(tmp_path: Path) -> None:
    body = '<h1>Text</h1><img alt="Map" src="map.png">'
    begins = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
    (tmp_path / "map.png").write_bytes(begins + (50_000).to_bytes(4, "big") * 2)
    assert "more than 25 million pixels" in refused(page(body), tmp_path)
    (tmp_path / "map.png").write_bytes(bytes(5_000_001))
    assert "larger than 5 MB" in refused(page(body), tmp_path)


def test_a_missing_stylesheet_fails_the_build(tmp_path: Path) -> None:
    assert "house.css" in refused(page(head='<link rel="stylesheet" href="house.css">'), tmp_path)


def test_an_unknown_style_fails_the_build(tmp_path: Path) -> None:
    assert "wobble" in refused(page(head="<style>h1 { wobble: 1 }</style>"), tmp_path)


def test_a_missing_font_fails_the_build(tmp_path: Path) -> None:
    assert "The report's font (Liberation Sans) is missing" in refused(page(font="DejaVu Serif"), tmp_path)


@pytest.mark.parametrize(("text", "said"), [("🙂 today", "“🙂” (U+1F642)"), ("بوابة", "“ا” (U+0627)")])
def test_characters_that_the_typeface_lacks_are_named(tmp_path: Path, text: str, said: str) -> None:
    message = refused(page(f"<h1>Text</h1><p>{text}</p>"), tmp_path)
    assert f"The report's typeface has no {said}" in message
    assert "Install" not in message


@pytest.mark.parametrize(
    "url",
    ["https://example.org/logo.svg", "file:///etc/hostname", "../logo.svg", "data:image/svg+xml,<svg/>"],
)
def test_nothing_comes_from_outside_the_house_style_s_folder(tmp_path: Path, url: str) -> None:
    (tmp_path / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    inner = tmp_path / "inner"
    inner.mkdir()
    message = refused(page(f'<h1>Text</h1><img alt="Logo" src="{url}">'), inner)
    assert "only files that belong to the report may be used" in message


def test_an_image_of_the_house_style_is_taken(tmp_path: Path) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    (tmp_path / "logo.svg").write_text(svg)
    assert make_pdf(page('<h1>Text</h1><img alt="Logo" src="logo.svg">'), tmp_path, (SANS,), "00" * 16)


def test_a_page_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"took longer than 0\.01 seconds"):
        make_pdf(page(), tmp_path, (SANS,), "00" * 16, time_limit=0.01)


def test_a_child_that_dies_without_a_word_is_named_by_its_status(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_args: object, **_options: object) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.CompletedProcess([], -9, b"", b"")

    monkeypatch.setattr(parent.subprocess, "run", dies)
    assert refused(page(), tmp_path).endswith("exit status -9")


def test_without_pango_one_sentence_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Missing:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.delitem(typesetter.sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(typesetter.sys, "meta_path", [Missing(), *typesetter.sys.meta_path])
    with pytest.raises(typesetter.TypesettingError, match=r"apt-get install libpango-1\.0-0"):
        typesetter.typeset(page(), tmp_path, (SANS,), "00" * 16)


def test_the_command_line_starts_without_the_libraries_for_pages_and_workbooks() -> None:
    code = (
        "import sys, inspect_app.cli.report, inspect_app.reports.build\n"
        "print([m for m in ('weasyprint', 'openpyxl', 'pikepdf') if m in sys.modules])"
    )
    done = subprocess.run([typesetter.sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
