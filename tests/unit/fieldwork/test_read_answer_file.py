import pytest

from inspect_app.fieldwork.read_answer_file import MOST_BYTES, AnswerLine, read_answer_file
from inspect_app.questionnaire.problems import UserError
from inspect_app.sampling.checks import RowProblem
from tests.unit.fieldwork.files import xlsx

HEADING = "case_reference,question,answer,comment\r\n"


def lines_of(text: str) -> list[AnswerLine]:
    lines, problems = read_answer_file("answers.csv", text.encode())
    assert problems == []
    return lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (HEADING, []),
        (f"{HEADING}001,seen,yes,\r\n", [AnswerLine(2, "001", "seen", "yes", "")]),
        (
            f"\ufeff{HEADING} 001 , seen , yes , So it was. ",
            [AnswerLine(2, "001", "seen", "yes", "So it was.")],
        ),
        (
            "Comment,ANSWER, question ,case_reference,note\n,no,seen,002,aside\n",
            [AnswerLine(2, "002", "seen", "no", "")],
        ),
        ("case_reference,question,answer\n001,seen,yes\n", [AnswerLine(2, "001", "seen", "yes", "")]),
        (f"{HEADING}\n,,,\n001,seen\n", [AnswerLine(4, "001", "seen", "", "")]),
        (
            f'{HEADING}001,needs,yes;no,"Two\nlines, one comma"',
            [AnswerLine(2, "001", "needs", "yes;no", "Two\nlines, one comma")],
        ),
    ],
    ids=["heading-only", "one", "byte-order-mark-and-blanks", "other-order", "no-comment", "gaps", "quoted"],
)
def test_lines_are_read_with_their_row(text: str, lines: list[AnswerLine]) -> None:
    assert lines_of(text) == lines


def test_a_spreadsheets_own_encoding_is_read_too() -> None:
    lines, _ = read_answer_file("answers.csv", f"{HEADING}001,seen,yes,Sian’s café".encode("cp1252"))
    assert lines[0].comment == "Sian’s café"


def test_every_problem_of_form_is_named_with_its_row() -> None:
    text = f"{HEADING}001,seen,yes,\n001,seen,no,\n002,seen,yes,,\n001,needs,yes,\n002,seen,no,\n"
    lines, problems = read_answer_file("answers.csv", text.encode())
    assert [line.row for line in lines] == [2, 3, 5, 6]
    assert problems == [
        RowProblem(4, "", "002, seen, yes, , ", "Give as many cells as there are headings"),
        RowProblem(3, "question", "seen", "Give each question once for a case: it is in row 2 too"),
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "answers.csv has no column case_reference or question or answer. Its first line must name"),
        (b"case_reference,answer\n", "answers.csv has no column question."),
        (b"case_reference;question;answer\n", "answers.csv has no column case_reference or question"),
        (xlsx([["case_reference", "question", "answer"]]), "answers.csv is not a CSV file in UTF-8. Save"),
        (HEADING.encode("utf-16"), "answers.csv is not a CSV file in UTF-8. Save"),
        (f'{HEADING}001,seen,"yes"x,\n'.encode(), "answers.csv can't be read as CSV from line 2 on"),
        (f'{HEADING}001,seen,"yes\n'.encode(), "answers.csv can't be read as CSV from line 2 on"),
        (b"x" * (MOST_BYTES + 1), "answers.csv is larger than 50 MB."),
    ],
    ids=["empty", "column", "semicolons", "workbook", "utf-16", "after-quotation", "quotation", "large"],
)
def test_what_is_no_such_file_is_refused_in_a_sentence(data: bytes, message: str) -> None:
    with pytest.raises(UserError) as refused:
        read_answer_file("answers.csv", data)
    assert str(refused.value).startswith(message)
