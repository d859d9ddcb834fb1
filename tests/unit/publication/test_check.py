from dataclasses import replace
from time import perf_counter

import pytest

from inspect_app.findings.disclosure import Disclosure
from inspect_app.findings.figures import Cell
from inspect_app.findings.shown_cells import SUPPRESSED
from inspect_app.findings.snapshot import Snapshot
from inspect_app.findings.suppression import edition
from inspect_app.publication.check import check_texts
from inspect_app.publication.check_links import seen_now
from inspect_app.publication.written_text import CheckId, ReportProblem, Severity, WrittenText
from tests.samples import sample_snapshot

SNAPSHOT = sample_snapshot()
CLEAN = (
    "## Public protection\n\nIn {{n_of_n public_protection_sufficient=no}} cases, or "
    "{{per_cent public_protection_sufficient=no}}, too little account was taken of it. "
    'This is {{words public_protection_sufficient=no "about three in five"}}.\n\n'
    '{{table key_questions}}\n\nStaff told us that {{stated "12 weeks"}} were too short.\n'
)


def problems(body: str, language: str = "en") -> list[ReportProblem]:
    text = WrittenText("chapter:foreword", "Foreword", body)
    return list(check_texts([text], replace(SNAPSHOT, language=language)))


def only(body: str, language: str = "en") -> ReportProblem:
    (problem,) = problems(body, language)
    return problem


def test_nothing_is_found_in_a_text_that_is_right() -> None:
    assert problems(CLEAN) == []


def test_an_unknown_link_blocks_and_has_its_line() -> None:
    problem = only("So it was.\n\nIn {{per_cent lost=yes}} of cases.")

    assert problem == ReportProblem(
        *(CheckId.UNKNOWN_LINK, Severity.BLOCKS, "chapter:foreword", "Foreword", 3),
        what="{{per_cent lost=yes}}",
        why="There is no figure of “lost”.",
        do="Pick the figure again, or see the guide to links for how one is typed.",
    )


@pytest.mark.parametrize(
    "typed", ["{{nonsense here}}", "{{per cent of=what}}", "{{}}", "{{cases", "cases}}", "{{cases}", "{{{{"]
)
def test_what_can_not_be_read_blocks(typed: str) -> None:
    problem = only(f"It was so.\nIn {typed} of cases.")

    assert (problem.check, problem.line, problem.blocks) == (CheckId.UNKNOWN_LINK, 2, True)


def with_a_figure_hidden() -> Snapshot:
    table = SNAPSHOT.tables[0]
    row = replace(table.rows[0], cells=(SUPPRESSED,))
    return replace(SNAPSHOT, tables=(replace(table, rows=(row, *table.rows[1:])), *SNAPSHOT.tables[1:]))


def test_a_suppressed_figure_blocks() -> None:
    text = WrittenText("chapter:foreword", "Foreword", "It was {{count plan_completed=present}}.")

    (problem,) = check_texts([text], with_a_figure_hidden())

    assert (problem.check, problem.blocks) == (CheckId.NO_FIGURE, True)
    assert problem.why == "Suppressed because the numbers are small."


def test_a_recommendation_does_not_rest_on_a_suppressed_figure() -> None:
    typed = "count plan_completed=present"
    text = WrittenText("recommendation:1", "The service", "Do better.", supports=(typed,))

    (problem,) = check_texts([text], with_a_figure_hidden())

    assert (problem.check, problem.blocks, problem.line) == (CheckId.NO_FIGURE, True, None)
    assert problem.what == "{{count plan_completed=present}}"
    assert check_texts([text], SNAPSHOT) == ()


def test_what_a_figure_was_that_is_suppressed_now_is_told_nobody() -> None:
    body = "It was {{n_of_n plan_completed=present}}."
    seen = {"n_of_n plan_completed=present": "3 of 86"}
    text = WrittenText("chapter:foreword", "Foreword", body, seen=seen)

    found = check_texts([text], with_a_figure_hidden())

    assert [problem.check for problem in found] == [CheckId.NO_FIGURE, CheckId.CHANGED]
    assert found[1].why == "This had another figure when the text was last read, and is [c] now."
    assert "3 of 86" not in repr(found)


def test_what_a_figure_was_before_counts_were_rounded_is_told_nobody() -> None:
    body = "It was {{n_of_n plan_completed=blank}}."
    seen = {"n_of_n plan_completed=blank": "19 of 86"}
    rounded = edition(SNAPSHOT, Disclosure(rounding=5))

    (problem,) = check_texts([WrittenText("chapter:foreword", "Foreword", body, seen=seen)], rounded)

    assert problem.why == "This had another figure when the text was last read, and is 20 of 85 now."


@pytest.mark.parametrize(
    ("words", "of", "said"),
    [
        (
            "almost all",
            (86, 86),
            "is wrong: the figure is 100 per cent, and the words fit shares up to just under 100.",
        ),
        (
            "more than half",
            (43, 86),
            "is wrong: the figure is 50 per cent, and the words fit shares from just over 50.",
        ),
    ],
)
def test_an_end_that_words_just_miss_is_said(words: str, of: tuple[int, int], said: str) -> None:
    table = SNAPSHOT.tables[0]
    cell = Cell(*of, 0, 0, 0, 0, per_cent=100 * of[0] // of[1])
    row = replace(table.rows[0], cells=(cell,))
    tables = (replace(table, rows=(row, *table.rows[1:])), *SNAPSHOT.tables[1:])
    body = f'It was {{{{words plan_completed=present "{words}"}}}}.'

    (problem,) = check_texts(
        [WrittenText("chapter:foreword", "Foreword", body)], replace(SNAPSHOT, tables=tables)
    )

    assert problem.why == f"“{words}” {said}"


@pytest.mark.parametrize(
    "body",
    [
        "As {{table key_questions}} shows.",
        "Look:\n{{table key_questions}}",
        "{{table key_questions}}\nThat is it.",
        "{{table key_questions}} {{chart key_questions}}",
    ],
)
def test_a_table_stands_in_a_paragraph_of_its_own(body: str) -> None:
    assert {problem.check for problem in problems(body)} == {CheckId.MISPLACED}


@pytest.mark.parametrize(
    ("words", "severity", "why"),
    [
        ("half", Severity.BLOCKS, "is wrong: the figure is 61.2 per cent, 10.2 percentage points from what"),
        ("two thirds", Severity.BLOCKS, "is wrong"),
        (
            "three in five",
            Severity.WARNS,
            "is only roughly true: the figure is 61.2 per cent, 0.2 percentage",
        ),
        ("a good few", Severity.WARNS, "stands in no table of words for numbers"),
    ],
)
def test_words_that_do_not_fit_are_told_with_some_that_do(words: str, severity: Severity, why: str) -> None:
    problem = only(f'It was {{{{words public_protection_sufficient=no "{words}"}}}} of cases.')

    assert (problem.check, problem.severity, problem.what) == (CheckId.NUMBER_WORDS, severity, words)
    assert why in problem.why
    assert problem.do.startswith("These words fit: “")


def test_words_that_are_true_of_an_unrounded_figure_alone_are_judged_by_it() -> None:
    assert problems('It was {{words public_protection_sufficient=no "just over three in five"}}.') == []


def test_a_figure_that_changed_is_told_once() -> None:
    body = "{{n_of_n plan_completed=blank}} and again {{n_of_n plan_completed=blank}}"
    read = WrittenText("chapter:foreword", "Foreword", body, seen=seen_now(body, SNAPSHOT))
    older = replace(read, seen={"n_of_n plan_completed=blank": "19 of 86"})

    (problem,) = check_texts([older], SNAPSHOT)

    assert problem.check is CheckId.CHANGED
    assert problem.why == "This was 19 of 86 when the text was last read, and is 20 of 86 now."
    assert check_texts([read], SNAPSHOT) == ()


def test_numbers_typed_by_hand_are_told() -> None:
    problem = only("It was\n52 of 85 cases.")

    assert (problem.check, problem.line, problem.what) == (CheckId.UNLINKED, 2, "52 of 85")


@pytest.mark.parametrize(
    ("body", "language", "words"),
    [
        ("The % of men", "en", "per cent"),
        ("Y % o’r dynion", "cy", "y cant"),
        ("Y per cent o’r dynion", "cy", "y cant"),
    ],
)
def test_a_per_cent_sign_is_told_in_each_language(body: str, language: str, words: str) -> None:
    (problem,) = problems(body, language)

    assert (problem.check, problem.why) == (CheckId.PER_CENT, f"In sentences we write “{words}”.")


@pytest.mark.parametrize("body", ["It was 61%.", "It was 61 percent.", "`61%`"])
def test_a_number_and_its_per_cent_sign_are_told_once(body: str) -> None:
    problem = only(body)

    assert problem.check is CheckId.UNLINKED
    assert problem.why.endswith("by hand, and in sentences we write “per cent”.")


def test_english_per_cents_in_a_welsh_text_are_told() -> None:
    (problem,) = problems("Roedd 61 per cent yn ddigartref.", "cy")

    assert problem.what == "61 per cent"
    assert problem.why.endswith("in sentences we write “y cant”.")


def test_per_cent_words_are_told() -> None:
    assert only("So many percent.").check is CheckId.PER_CENT


@pytest.mark.parametrize(
    "body",
    [
        "The responsible officer told us that the plan was a copy.",
        "A senior probation officer at the prison complained of this.",
        "According to a mentor, nobody came.",
        "“Nobody came,” she said.",
        "He said that it was late.",
    ],
)
def test_who_said_what_is_warned_of(body: str) -> None:
    assert [problem.check for problem in problems(body)] == [CheckId.WHO_SAID]


@pytest.mark.parametrize(
    "body", ["Staff told us so.", "People said they felt alone.", "Officers complained."]
)
def test_what_several_people_said_is_not(body: str) -> None:
    assert problems(body) == []


def test_who_said_what_is_warned_of_in_welsh() -> None:
    assert only("Dywedodd y swyddog hynny.", "cy").check is CheckId.WHO_SAID


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("It was done ✓.", "“✓” (U+2713)"),
        ("李 came.", "“李” (U+674E)"),
        ("Well done 👍👍!", "“👍” (U+1F44D)"),
        ("سلام", "“س” (U+0633), “ل” (U+0644), “ا” (U+0627), “م” (U+0645)"),
        ("See \u202ereversed\u202c.", "U+202E, U+202C"),
        ("A tick: &check;", "“✓” (U+2713)"),
        ("cafe\u0301", "“\u0301” (U+0301)"),
        ("See \u2066this\u2069.", "U+2066, U+2069"),
    ],
)
def test_characters_that_can_not_be_printed_block_and_are_named(words: str, named: str) -> None:
    problem = only(f"It was so.\n{words}")

    assert (problem.check, problem.blocks, problem.line) == (CheckId.CHARACTERS, True, 2)
    assert problem.what == named


def test_characters_of_a_title_are_looked_at_too() -> None:
    (problem,) = check_texts([WrittenText("example:1", "李", "", names_changed=True)], SNAPSHOT)

    assert (problem.check, problem.line) == (CheckId.CHARACTERS, None)


def test_letters_with_accents_and_signs_of_a_text_are_printed() -> None:
    assert problems("“Ŵyth” – café, Łódź, Αθήνα, Москва… £ • → “a\u202fb” → it’s\ta\u00a0b.") == []


def test_a_conflict_blocks() -> None:
    text = WrittenText("chapter:foreword", "Foreword", "", in_conflict=True)
    (problem,) = check_texts([text], SNAPSHOT)

    assert (problem.check, problem.blocks, problem.line) == (CheckId.CONFLICT, True, None)


def test_an_example_needs_its_names_changed() -> None:
    told = WrittenText("example:1", "Marek", "", names_changed=False)

    assert [each.check for each in check_texts([told], SNAPSHOT)] == [CheckId.NAMES_KEPT]
    assert check_texts([replace(told, names_changed=True)], SNAPSHOT) == ()


def test_a_recommendation_rests_on_findings_that_there_are() -> None:
    bare = WrittenText("recommendation:1", "The service", "Do better.", supports=())
    lost = replace(bare, supports=("rating planning", "rating lost"))

    assert [each.check for each in check_texts([bare], SNAPSHOT)] == [CheckId.UNSUPPORTED]
    (problem,) = check_texts([lost], SNAPSHOT)
    assert (problem.check, problem.what) == (CheckId.UNKNOWN_LINK, "{{rating lost}}")


def test_problems_stand_in_the_order_of_the_text() -> None:
    found = problems("It was 61%.\n\n{{per_cent lost=yes}}\n\nThen 12 more.")

    assert [problem.line for problem in found] == [1, 3, 5]


@pytest.mark.parametrize(
    "piece", ["\n", "](", " ", "{{", "`", "#", "one ", "the man ", "1 of ", "{{table a}}\n"]
)
def test_no_text_takes_long_to_check(piece: str) -> None:
    """A pattern that looks again from every character on would take minutes of these."""
    body = piece * (40_000 // len(piece))
    began = perf_counter()

    problems(body)

    assert perf_counter() - began < 5
