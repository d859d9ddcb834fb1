from dataclasses import replace

import pytest

from inspect_app.findings.figures import DecidedRating
from inspect_app.findings.shown_cells import SUPPRESSED
from inspect_app.findings.snapshot import Snapshot
from inspect_app.publication.figures import Shown, Unknown, resolve
from inspect_app.publication.links import read_link
from tests.samples import sample_snapshot

SNAPSHOT = sample_snapshot()


def said(typed: str, snapshot: Snapshot = SNAPSHOT) -> str:
    link = read_link(typed)
    assert link is not None, typed
    answer = resolve(link, snapshot)
    return answer.text if isinstance(answer, Shown) else f"! {answer.reason}"


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("count plan_completed=blank", "20"),
        ("out_of help_given=housing", "60"),
        ("n_of_n help_given=housing", "31 of 60"),
        ("per_cent public_protection_sufficient=no", "61 per cent"),
        ("figure public_protection_sufficient=no", "61 per cent (52 of 85)"),
        # A question of yes and no that names no answer means the cases judged sufficient.
        ("per_cent public_protection_sufficient", "39 per cent"),
        ("n_of_n public_protection_sufficient @ key_questions.by.rosh/low", "20 of 29"),
        ("cases @ key_questions.by.rosh/", "4"),
        ("cases @ key_questions.by.rosh/Not_recorded", "4"),
        ("value contacts=mean", "2.6"),
        ("value released_on=earliest", "5 October 2015"),
        ('words help_given=housing "half"', "half"),
        ("cases", "86"),
        ("rating planning", "Good"),
        ("rating outcomes", "Not rated"),
        ("rating overall", "Requires improvement"),
        ("table section.planning", "Screening and plan"),
        ("chart key_questions", "Key questions: cases judged sufficient"),
        ('stated "1,200"', "1,200"),
        ("per_cent public_protection_sufficient @ key_questions.by.rosh/", "[x]"),
    ],
)
def test_a_link_says_what_stands_in_the_snapshot(typed: str, text: str) -> None:
    assert said(typed) == text


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("per_cent", "The link doesn’t say which question it is about."),
        ("per_cent nothing=yes", "There is no figure of “nothing”."),
        (
            "count plan_completed=lost",
            "“plan_completed” has no answer “lost”. It has: absent, blank, present.",
        ),
        (
            "count plan_completed",
            (
                "Say which answer to “plan_completed” is meant: plan_completed=present, "
                "plan_completed=blank, plan_completed=absent."
            ),
        ),
        ("count plan_completed=blank @ nowhere", "There is no table “nowhere”."),
        (
            "count plan_completed=blank @ section.planning/low",
            "The table “section.planning” has no column “low”. It has: total.",
        ),
        ("per_cent contacts=mean", "“Mean” is no share of the cases: use value or count instead."),
        (
            "value plan_completed=blank",
            "This is a share of the cases: use per_cent, n_of_n or count instead of value.",
        ),
        (
            "words plan_completed=blank",
            'Put the words into quotation marks: {{words question=answer "a quarter"}}.',
        ),
        (
            "rating nobody",
            "There is no standard “nobody”. There are: overall, planning, protection, outcomes.",
        ),
        ("table nowhere", "There is no table “nowhere”."),
        ("stated", 'Put the number into quotation marks: {{stated "1,200"}}.'),
    ],
)
def test_a_link_that_leads_nowhere_says_why(typed: str, reason: str) -> None:
    assert said(typed) == f"! {reason}"


def test_figures_are_said_in_the_language_of_the_snapshot() -> None:
    welsh = replace(SNAPSHOT, language="cy")

    assert said("figure public_protection_sufficient=no", welsh) == "61 y cant (52 o 85)"
    assert said("value released_on=earliest", welsh) == "5 Hydref 2015"
    assert said("rating outcomes", welsh) == "Heb ei raddio"


def test_a_suppressed_figure_is_shorthand_and_says_why() -> None:
    table = SNAPSHOT.tables[0]
    row = replace(table.rows[0], cells=(SUPPRESSED,))
    hidden = replace(SNAPSHOT, tables=(replace(table, rows=(row, *table.rows[1:])), *SNAPSHOT.tables[1:]))
    link = read_link("per_cent plan_completed=present")
    assert link

    answer = resolve(link, hidden)

    assert answer == Shown("[c]", SUPPRESSED, "Suppressed because the numbers are small.")
    assert isinstance(answer, Shown)
    assert answer.missing


def test_a_rating_is_the_one_that_people_decided() -> None:
    decided = DecidedRating(
        *("planning", "Planning", False, "inadequate", "Inadequate", 0),
        *("good", "Good", "The plans are copies.", None, "2016-07-01"),
    )

    assert said("rating planning", replace(SNAPSHOT, decided=(decided,))) == "Inadequate"


def test_a_share_of_some_cases_is_never_none_of_them() -> None:
    table = SNAPSHOT.tables[0]
    few = replace(table.rows[0].cells[0], numerator=1, denominator=400, per_cent=0, exact=(1, 400))
    row = replace(table.rows[0], cells=(few,))
    snapshot = replace(SNAPSHOT, tables=(replace(table, rows=(row,)),))

    assert said("figure plan_completed=present", snapshot) == "less than 1 per cent (1 of 400)"


def test_a_sample_is_told_where_one_was_drawn() -> None:
    drawn = SNAPSHOT.sampling
    assert drawn is not None

    assert said("sample") == f"{drawn.size:,}"
    assert said("sample population") == f"{sum(each.population for each in drawn.strata):,}"
    assert said("sample officers").startswith("! There is no figure “officers” of the sample")
    assert said("sample", replace(SNAPSHOT, sampling=None)) == "! No sample was drawn in this inspection."


def test_unknown_is_no_figure() -> None:
    link = read_link("count nothing=yes")
    assert link

    assert resolve(link, SNAPSHOT) == Unknown("There is no figure of “nothing”.")


def test_a_weighted_figure_that_is_suppressed_beside_its_cases_is_said_to_be_so() -> None:
    table = SNAPSHOT.tables[0]
    cell = replace(table.rows[0].cells[0], per_cent=None, exact=None, reason=SUPPRESSED.reason)
    row = replace(table.rows[0], cells=(cell,))
    snapshot = replace(SNAPSHOT, tables=(replace(table, rows=(row,), weight="the draw"),))

    assert said("per_cent plan_completed=present", snapshot) == "[c]"
    assert said("n_of_n plan_completed=present", snapshot) == "60 of 86"
