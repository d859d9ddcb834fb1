"""The estimate command reads a table of cases, says what it makes of it, or says everything wrong with it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from inspect_app import cli
from tests.unit.findings.estimates.reference import SAMPLES, rows


@dataclass(frozen=True)
class Ended:
    """What a run printed and the status it ended with."""

    status: object
    out: str
    err: str


Run = Callable[..., Ended]
ASKED = ("--positive", "yes", "--not-applicable", "na")
HEADING = "case,stratum,N,area,answer"
GOOD = ["a1,men,90,North,yes", "a2,men,90,North,no", "a3,men,90,South,na", "a4,men,90,South,yes"]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Estimates from tables given as their lines or bytes, with the options that follow."""
    monkeypatch.chdir(tmp_path)

    def ran(table: list[str] | bytes, *options: str) -> Ended:
        data = table if isinstance(table, bytes) else "\n".join(table).encode()
        Path("cases.csv").write_bytes(data)
        status: object = 0
        try:
            cli.main(["estimate", "cases.csv", *options])
        except SystemExit as ended:
            status = ended.code
        return Ended(status, *capsys.readouterr())

    return ran


def table_of(name: str) -> list[str]:
    return [
        HEADING,
        *(
            f"c{number},{case['stratum']},{case['N']},{case['area']},{case['answer']}"
            for number, case in enumerate(SAMPLES[name].cases)
        ),
    ]


@pytest.mark.parametrize("name", ["three-strata", "lone-case", "rare"])
def test_json_agrees_with_r_row_by_row(run: Run, name: str) -> None:
    ended = run(table_of(name), *ASKED, "--by", "area", "--level", "0.8", "--format", "json")
    assert (ended.status, ended.err) == (0, "")
    theirs = [row for row in rows("shares.csv") if row["design"] == name and row["level"] == "0.8"]
    ours = json.loads(ended.out)["rows"]
    assert [row["domain"] for row in ours] == [row["area"] or None for row in theirs]
    for one, other in zip(ours, theirs, strict=True):
        assert (one["n"], one["df"]) == (int(other["n"]), int(other["df"]))
        figures = [one["estimate"], one["se"], *one["logit"], *one["korn_graubard"]]
        columns = ("estimate", "se", "xlogit_low", "xlogit_high", "beta_low", "beta_high")
        assert figures == pytest.approx([float(other[column]) for column in columns], rel=1e-10)


def test_json_has_its_documented_form(run: Run) -> None:
    data = json.loads(run([HEADING, *GOOD], *ASKED, "--by", "area", "--differences", "--format", "json").out)
    assert list(data) == [
        "format", "level", "by", "answers", "strata", "rows", "differences", "since_earlier",
    ]  # fmt: skip
    assert (data["format"], data["level"], data["by"], data["since_earlier"]) == (1, 0.95, "area", [])
    assert data["answers"] == [
        {"answer": "yes", "cases": 2, "counted": "positive"},
        {"answer": "no", "cases": 1, "counted": "negative"},
        {"answer": "na", "cases": 1, "counted": "left_out"},
    ]
    assert data["strata"] == [{"id": "men", "population": 90, "sampled": 4, "weight": 22.5}]
    assert list(data["rows"][0]) == [
        "domain", "cases", "n", "positive", "left_out", "estimate", "se", "df", "logit", "korn_graubard",
        "wilson", "reason", "notes",
    ]  # fmt: skip
    south = data["rows"][2]
    assert (south["domain"], south["n"], south["estimate"], south["logit"]) == ("South", 1, 1, None)
    assert south["reason"]["id"] == "too_few"
    (apart,) = data["differences"]
    assert list(apart) == ["first", "second", "estimate", "se", "df", "interval", "reason", "notes"]
    assert (apart["first"], apart["second"], apart["estimate"]) == ("North", "South", 0.5)


def test_the_text_is_a_table_with_its_remarks_below(run: Run) -> None:
    told = run(table_of("one-in-an-area"), *ASKED, "--by", "area", "--differences").out.splitlines()
    assert told[:5] == [
        "24 of 144 cases were sampled, from 2 strata.",
        "Positive: yes (11).",
        "Judged, not positive: no (13).",
        "Left out: none.",
        "Intervals at 95 per cent:",
    ]
    assert told[7:10] == [
        "All cases  24    0.4561  0.0957  22  0.2737 to 0.6511  0.2646 to 0.6576",
        "North      21    0.4240  0.0977  19  0.2417 to 0.6297  0.2323 to 0.6341",
        "South       1    1.0000  0.0000   0                 -                 -",
    ]
    assert told[12].startswith("South, West: There are too few judged cases for an interval")
    assert "West less North       0.0900  0.3275  20  -0.5932 to 0.7732" in told


def test_an_earlier_inspection_is_compared_area_by_area(run: Run, tmp_path: Path) -> None:
    (tmp_path / "before.csv").write_text("\n".join(table_of("simple")), encoding="utf-8")
    options = (*ASKED, "--by", "area", "--earlier", "before.csv")
    found = json.loads(run(table_of("emptied-stratum"), *options, "--format", "json").out)["since_earlier"]
    assert [(each["first"], each["second"]) for each in found] == [
        (None, None), ("North", "North"), ("South", "South"),
    ]  # fmt: skip
    (theirs,) = [row for row in rows("inspections.csv") if row["first"] == "simple"]
    figures = [found[0][key] for key in ("estimate", "se")] + found[0]["interval"]
    assert figures == pytest.approx([float(theirs[key]) for key in ("estimate", "se", "low", "high")])
    assert "Since the earlier:" in run(table_of("emptied-stratum"), *options).out


@pytest.mark.parametrize(
    ("lines", "reason", "words"),
    [
        ([], "no_case", "All cases: There is no case to count."),
        (["a,men,9,North,na", "b,men,9,North,na"], "none_judged", "All cases: No case was judged."),
        (["a,men,9,North,no"], "too_few", "All cases: There are too few judged cases for an interval"),
    ],
)
def test_little_to_go_by_is_said_and_no_fault(run: Run, lines: list[str], reason: str, words: str) -> None:
    ended = run([HEADING, *lines], *ASKED, "--format", "json")
    assert (ended.status, ended.err) == (0, "")
    (row,) = json.loads(ended.out)["rows"]
    assert row["reason"]["id"] == reason
    assert "NaN" not in ended.out
    assert words in run([HEADING, *lines], *ASKED).out


def test_a_positive_answer_nobody_gave_is_an_estimate_of_0(run: Run) -> None:
    (row,) = json.loads(run(table_of("none"), *ASKED, "--format", "json").out)["rows"]
    assert (row["estimate"], row["logit"][0]) == (0, 0)
    assert 0.06 < row["logit"][1] < 0.07
    assert [note["id"] for note in row["notes"]] == ["no_spread"]


CELLS = [line.split(",") for line in GOOD]
FORMS = {
    "a byte-order mark": b"\xef\xbb\xbf" + "\n".join([HEADING, *GOOD]).encode(),
    "semicolons": "\n".join([HEADING, *GOOD]).replace(",", ";").encode(),
    "tabs": "\n".join([HEADING, *GOOD]).replace(",", "\t").encode(),
    "both, with line ends of Windows": b"\xef\xbb\xbf"
    + "\r\n".join([HEADING, *GOOD]).replace(",", ";").encode(),
    "other capitals and blanks": "\n".join([" Case , STRATUM,n,Area,Answer", *GOOD, "", ",,,,"]).encode(),
    "empty cells at the ends": "\n".join([HEADING, *(f"{line},," for line in GOOD)]).encode(),
    "more columns in another order": "\n".join(
        [
            "n,answer,area,N,stratum,case,remark",
            *(f"4,{answer},{area},{size},{stratum},{case}," for case, stratum, size, area, answer in CELLS),
        ]
    ).encode(),
}


@pytest.mark.parametrize("data", FORMS.values(), ids=FORMS)
def test_files_of_spreadsheets_are_read(run: Run, data: bytes) -> None:
    plain = run([HEADING, *GOOD], *ASKED, "--by", "area").out
    assert run(data, *ASKED, "--by", "area").out == plain


BLANK = 'Give an answer, or leave cases without one out with --not-applicable ""'
NO_NUMBER = "Write how many cases the stratum holds as a whole number, such as 454"


def test_cases_taken_outside_the_draw_weigh_nothing(run: Run) -> None:
    outside = ["b1,added,0,North,yes", "b2,added,0,North,yes"]
    plain = json.loads(run([HEADING, *GOOD], *ASKED, "--format", "json").out)["rows"]
    both = json.loads(run([HEADING, *GOOD, *outside], *ASKED, "--format", "json").out)
    assert both["strata"][0] == {"id": "added", "population": 0, "sampled": 2, "weight": 0.0}
    figures = ("estimate", "se", "df", "n", "logit", "korn_graubard")
    assert [both["rows"][0][name] for name in figures] == [plain[0][name] for name in figures]
    alone = json.loads(run([HEADING, *outside], *ASKED, "--format", "json").out)["rows"][0]
    assert (alone["estimate"], alone["reason"]["id"]) == (None, "weight_zero")
    assert "Every judged case has weight 0" in run([HEADING, *outside], *ASKED).out


def test_every_problem_is_told_at_once_with_its_row(run: Run) -> None:
    table = [
        HEADING,
        "a1,men,90,North,yes",
        "a1,men,90,North,no",
        ",men,91,North,no",
        "a4,women,2,North,Yes",
        "a5,women,2,North,",
        "a6,women,2,North,no",
        "a7,,9,North,no",
        "a8,youths,9.5,North,no",
        "a9,youths,9,North,no,more",
    ]
    ended = run(table, *ASKED)
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.splitlines() == [
        "inspect-app: nothing was estimated. Mend 9 problems, and try again:",
        "  cases.csv, row 3, case: “a1”. Give each case once: it is in row 2 too.",
        "  cases.csv, row 4, case: “”. Give each case a reference.",
        "  cases.csv, row 4, N: “91”. Give a stratum one size: it is 90 in row 2.",
        "  cases.csv, row 5, N: “2”. A stratum holds no fewer cases than were drawn: 3 are of women here.",
        "  cases.csv, row 5, answer: “Yes”. Spell it as yes, or name this answer too.",
        f"  cases.csv, row 6, answer: “”. {BLANK}.",
        "  cases.csv, row 8, stratum: “”. Say which stratum the case was drawn from.",
        f"  cases.csv, row 9, N: “9.5”. {NO_NUMBER}.",
        "  cases.csv, row 10: “a9, youths, 9, North, no, more”. Give as many cells as there are headings.",
    ]
    data = json.loads(run(table, *ASKED, "--format", "json").out)
    assert len(data["problems"]) == 9
    assert data["problems"][0] == {
        "file": "cases.csv", "row": 3, "column": "case", "value": "a1",
        "expected": "Give each case once: it is in row 2 too",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (
            ("--positive", "maybe"),
            "row 1, answer: “maybe”. No case has this answer; there are yes (2), na (1), no (1).",
        ),
        (("--positive", "YES"), "row 1, answer: “YES”. No case has this answer; there are yes (2), na"),
        (("--positive", "yes", "--not-applicable", "NA"), "row 1, answer: “NA”. No case has this answer;"),
        (
            ("--positive", "yes", "--negative", "no"),
            "row 4, answer: “na”. Give an answer that you named: no, y",
        ),
    ],
)
def test_answers_of_unknown_meaning_are_problems(run: Run, options: tuple[str, ...], told: str) -> None:
    ended = run([HEADING, *GOOD], *options)
    assert ended.status == 2
    assert len(ended.err.splitlines()) == 2
    assert told in ended.err


def test_naming_every_answer_lets_a_positive_one_be_unknown(run: Run) -> None:
    table = [HEADING, "a,men,9,North,partly", "b,men,9,North,no", "c,men,9,North,"]
    named = ("--negative", "partly", "--negative", "no", "--not-applicable", "")
    ended = run(table, "--positive", "yes", *named)
    assert (ended.status, ended.err) == (0, "")
    assert "Positive: none.\nJudged, not positive: no (1), partly (1).\nLeft out: no answer (1)." in ended.out


@pytest.mark.parametrize(
    ("table", "options", "words"),
    [
        (b"", ASKED, "cases.csv has no column case or stratum or N or answer. Its first line must name"),
        (b"case,stratum,answer\n", ASKED, "cases.csv has no column N. Its first line must name the columns"),
        (
            b"case,stratum,N,n,answer,Area,area\n", (*ASKED, "--by", "AREA"),
            "cases.csv has more than one column AREA.",
        ),
        (b"case,stratum,N,answer\n", (*ASKED, "--by", "area"), "cases.csv has no column area."),
        (b'case,stratum,N,answer\n"a,b', ASKED, "cases.csv can't be read as CSV from line 2 on"),
        (b"PK\x03\x04\0\0", ASKED, "cases.csv is not a CSV file in UTF-8."),
        (b"", ("--positive", "yes", "--not-applicable", "yes"), "The answer “yes” is given two meanings."),
        (b"", ("--positive", " "), "The positive answer is empty."),
        (b"", (), "Missing option '--positive'"),
        (b"", (*ASKED, "--level", "95"), "The level “95” is no share between 0 and 1. Write it as 0.95."),
        (b"", (*ASKED, "--level", "nan"), "The level “nan” is no share"),
        (b"", (*ASKED, "--level", "x"), "The level “x” is no share"),
        (b"", (*ASKED, "--differences"), "Differences are between groups. Name the column"),
        (b"case,stratum,N,answer\n", (*ASKED, "--earlier", "gone.csv"), "gone.csv can't be read"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_at_all_is_one_sentence(
    run: Run, table: bytes, options: tuple[str, ...], words: str
) -> None:
    ended = run(table, *options)
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith(f"inspect-app: {words}")
    assert len(ended.err.splitlines()) == 1


def test_a_large_file_is_refused(run: Run) -> None:
    assert "larger than 50 MB" in run(b" " * 50_000_001, *ASKED).err


def test_the_order_of_the_rows_does_not_matter(run: Run) -> None:
    table = table_of("six-strata")
    options = (*ASKED, "--by", "area", "--differences", "--format", "json")
    assert run(table, *options).out == run([table[0], *reversed(table[1:])], *options).out
