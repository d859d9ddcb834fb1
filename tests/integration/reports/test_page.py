import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from inspect_app.findings.disclosure import Disclosure
from inspect_app.findings.figures import DecidedRating, OverallRating, TableKind
from inspect_app.findings.snapshot import Snapshot
from inspect_app.findings.suppression import edition
from inspect_app.questionnaire.problems import UserError
from inspect_app.reports import design as designs
from inspect_app.reports.design import Design, find_design
from inspect_app.reports.figures_alone import figures_alone
from inspect_app.reports.page import render_page as render_any
from tests.samples import BREAKDOWN


def render_page(snapshot: Snapshot, design: Design) -> str:
    """The page of a report of which nothing is written."""
    return render_any(figures_alone(snapshot), snapshot, design)


@pytest.fixture
def own(design: Design, tmp_path: Path) -> Design:
    """A copy of the house style that a test may spoil."""
    shutil.copytree(design.folder.parent, tmp_path / "exports")
    return design.model_copy(update={"folder": tmp_path / "exports" / design.folder.name})


def spoil(design: Design, file: str, line: str) -> None:
    path = design.folder / file
    path.write_text(f"{line}\n{path.read_text()}")


def test_nothing_of_the_data_becomes_markup(snapshot: Snapshot, design: Design) -> None:
    title = "<script>alert(1)</script> & {{ 1 + 1 }}"
    html = render_page(replace(snapshot, inspection=replace(snapshot.inspection, title=title)), design)
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; {{ 1 + 1 }}" in html


def test_an_unknown_variable_is_an_error_with_file_and_line(snapshot: Snapshot, own: Design) -> None:
    spoil(own, "../shared/parts/methodology.html", "{{ snapshot.inspection.colour }}")
    with pytest.raises(UserError, match=r"methodology\.html is wrong at line 1: .*no attribute 'colour'"):
        render_page(snapshot, own)


def test_an_unknown_name_is_an_error_with_file_and_line(snapshot: Snapshot, own: Design) -> None:
    spoil(own, "cover.html", "\n\n{{ nobody_knows_this }}")
    with pytest.raises(UserError, match=r"cover\.html is wrong at line 3: 'nobody_knows_this' is undefined"):
        render_page(snapshot, own)


def test_a_broken_template_is_an_error_with_file_and_line(snapshot: Snapshot, own: Design) -> None:
    spoil(own, "../shared/parts/standard.html", "{% if %}")
    with pytest.raises(UserError, match=r"standard\.html is wrong at line 1"):
        render_page(snapshot, own)


def test_a_missing_template_is_named(snapshot: Snapshot, own: Design) -> None:
    (own.folder.parent / "shared/parts/glossary.html").unlink()
    with pytest.raises(UserError, match=r"has no file parts/glossary\.html"):
        render_page(snapshot, own)


def test_a_report_in_which_nothing_could_be_rated_says_so(snapshot: Snapshot, design: Design) -> None:
    """As when a question of every standard was not applicable in all cases so far."""
    sentence = "There is no overall rating: no standard that contributes to it is rated."
    ratings = tuple(
        replace(rating, band=None, band_title=None, points=None, per_cent=None) for rating in snapshot.ratings
    )
    overall = OverallRating(None, None, None, 0, 0, (), (sentence,))
    html = render_page(replace(snapshot, ratings=ratings, overall=overall), design)
    assert html.count(sentence) == 2
    assert "None" not in html
    assert "Where each standard stands" not in html


def test_the_methodology_says_how_many_cases_were_withdrawn(snapshot: Snapshot, design: Design) -> None:
    assert "withdrawn" not in render_page(snapshot, design)
    for number, words in ((1, "A further 1 case was withdrawn"), (3, "A further 3 cases were withdrawn")):
        html = render_page(replace(snapshot, cases=replace(snapshot.cases, withdrawn=number)), design)
        assert words in html
        assert "86 of 89 cases" in html


def test_the_methodology_says_how_ratings_are_worked_out(snapshot: Snapshot, design: Design) -> None:
    html = render_page(replace(snapshot, scale=("Under 50 per cent is Poor.",)), design)
    assert "<li>Under 50 per cent is Poor.</li>" in html
    assert "How the ratings are worked out" not in render_page(replace(snapshot, scale=()), design)


def test_the_report_shows_what_a_panel_decided_beside_what_was_computed(
    snapshot: Snapshot, design: Design
) -> None:
    before = render_page(snapshot, design)
    assert "Decided:" not in before
    assert "ratings panel on" not in before
    ratings = {rating.id: rating for rating in snapshot.ratings}
    planning, whole = decision_on("planning", "Planning", 0), decision_on("overall", "Overall", None)
    judged = replace(decision_on("protection", "Protection", 2), judgement=True, grounds="A <plan>.")
    assert {"planning", "protection"} <= ratings.keys()
    html = render_page(replace(snapshot, decided=(planning, judged, whole)), design)
    assert html.count("Decided:<br>") == 1
    assert "Per cents and points are those of the computed ratings." in html
    assert html.count("Decided by the ratings panel on 7 June 2016: Inadequate.") == 4
    assert "Judged on 7 June 2016. Grounds: A &lt;plan&gt;." in html
    assert f"{ratings['planning'].title}: {ratings['planning'].band_title}; decided: Inadequate" in html
    same = replace(planning, computed_then=planning.band)
    html = render_page(replace(snapshot, decided=(same,)), design)
    assert "7 June 2016: Inadequate, which confirms the computed rating. Grounds: " in html
    suppressed = replace(planning, grounds=None)
    html = render_page(replace(snapshot, decided=(suppressed,)), design)
    assert "The grounds are left out, because figures behind this rating are suppressed." in html


def decision_on(subject: str, title: str, points: int | None) -> DecidedRating:
    """What a panel decided about a standard of the sample: that it is inadequate."""
    return DecidedRating(
        *(subject, title, False, "inadequate", "Inadequate", points, "good", "Good"),
        grounds="The files tell less than the people.",
        by=None,
        at="2016-06-07",
    )


def test_a_long_title_is_whole_on_the_cover_and_short_in_the_margin(
    snapshot: Snapshot, design: Design
) -> None:
    title = "A long title " * 15
    html = render_page(replace(snapshot, inspection=replace(snapshot.inspection, title=title)), design)
    assert f'<h1 class="title long">{title}</h1>' in html
    assert f'data-report="{"A long title " * 6}"'[:-2] + "…" in html


def test_suppressed_figures_are_marked_and_never_shown(snapshot: Snapshot, design: Design) -> None:
    public = edition(snapshot, 10)
    html = render_page(public, design)
    assert "[c]" in html
    assert "6 of 86" not in html
    assert "Figures resting on fewer than 10 cases are suppressed" in html


def test_tables_of_a_report_s_own_stand_among_the_results(snapshot: Snapshot, design: Design) -> None:
    own = replace(
        snapshot.table(BREAKDOWN.id), id="own", kind=TableKind.DEFINED, title="Mine",
        subtitle="Before release", source="Case files",
    )  # fmt: skip
    html = render_page(replace(snapshot, tables=(*snapshot.tables, own)), design)
    annex = html.partition('id="results"')[2].partition("</section>")[0]
    assert all(words in annex for words in ("<h3>Mine</h3>", "Before release", "Source: Case files"))
    assert "Further tables" not in render_page(snapshot, design)


def test_a_table_of_a_report_s_own_has_each_question_once_and_says_what_low_is(
    snapshot: Snapshot, design: Design
) -> None:
    section = next(table for table in snapshot.tables if table.kind is TableKind.SECTION)
    row = next(row for row in section.rows if row.label != row.question_text)
    few = replace(row, cells=tuple(replace(cell, low=True) for cell in row.cells))
    rows = (few, replace(row, id="other", label="Otherwise"))
    own = replace(section, id="own", kind=TableKind.DEFINED, title="Mine", low_base=7, rows=rows)
    html = render_page(replace(snapshot, tables=(*snapshot.tables, own)), design)
    annex = html.partition("<h3>Mine</h3>")[2].partition("</section>")[0]
    heading = f'<th scope="row"><strong>{row.question_text}</strong><br>{row.label}</th>'
    assert (annex.count(heading), annex.count(row.question_text)) == (1, 1)
    assert '<th scope="row">Otherwise</th>' in annex
    assert "[low] marks a figure out of fewer than 7 cases." in annex
    assert "[low] marks" not in render_page(snapshot, design)


def test_a_report_of_rounded_counts_says_so(snapshot: Snapshot, design: Design) -> None:
    html = render_page(edition(snapshot, Disclosure(10, 5, secondary=False)), design)
    assert "<p>Figures resting on fewer than 10 cases are suppressed. Counts are rounded to" in html
    assert "<dd>counts from 1 to 9 are suppressed; counts are rounded to the nearest 5</dd>" in html
    assert "Counts are rounded to the nearest 5; per cents are of rounded counts.</p>" in html
    assert "Derived from snapshot" not in html


def test_no_table_of_the_sample_leaves_a_header_cell_without_scope(
    snapshot: Snapshot, design: Design
) -> None:
    html = render_page(snapshot, design)
    body = "".join(part.split("</tbody>")[0] for part in html.split("<tbody>")[1:])
    assert body.count("<th") == body.count('<th scope="row"')


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("fonts: [", "report.yaml is no YAML"),
        ("fonts: [Arial]\ncolour: red\n", "report.yaml is wrong at colour"),
        ("5", "report.yaml is wrong at its start"),
    ],
)
def test_a_house_style_that_makes_no_sense_is_a_plain_error(
    own: Design, monkeypatch: pytest.MonkeyPatch, text: str, message: str
) -> None:
    (own.folder / "report.yaml").write_text(text)
    monkeypatch.setattr(designs, "files", lambda _: own.folder.parent)
    with pytest.raises(UserError, match=message):
        find_design(own.folder.name)


def test_a_house_style_that_is_missing_is_a_plain_error() -> None:
    with pytest.raises(UserError, match=r"report\.yaml can't be read"):
        find_design("nobody-has-this")
