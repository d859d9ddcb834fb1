"""Invented, ready-made things for tests of the outputs: no database and no questionnaire file needed."""

from inspect_app.findings.figures import (
    Cell,
    Column,
    Flag,
    KeyQuestionResult,
    Measure,
    OverallRating,
    PointRange,
    Rating,
    Row,
    Table,
    TableKind,
)
from inspect_app.findings.snapshot import (
    CaseCounts,
    EditionFacts,
    InspectionFacts,
    InstrumentFacts,
    SamplingFacts,
    SectionFacts,
    Snapshot,
    StratumFacts,
)

TOTAL = (Column("total", "All cases", 86),)
BY_RISK = (
    Column("total", "All cases", 86),
    Column("low", "Low", 30),
    Column("medium", "Medium", 40),
    Column("high", "High", 12),
    Column("", "Not recorded", 4),
)


def share(numerator: int, denominator: int, not_applicable: int = 0, not_asked: int = 0) -> Cell:
    """A share as the findings room makes it; whose own tests have the expected per cents."""
    if denominator == 0:
        return Cell(0, 0, not_applicable, 0, not_asked, 0, reason="No case was judged.")
    per_cent = (200 * numerator + denominator) // (2 * denominator)
    return Cell(numerator, denominator, not_applicable, 0, not_asked, 0, per_cent, (numerator, denominator))


def number(value: str, exact: tuple[int, int]) -> Cell:
    """A statistic of 80 numbers; six cases were not asked."""
    return Cell(80, 80, 0, 0, 6, 0, None, exact, value)


def date(value: str) -> Cell:
    """A date among 86."""
    return Cell(86, 86, 0, 0, 0, 0, value=value)


def _option(question: str, text: str, option: str, label: str, *cells: Cell) -> Row:
    return Row(f"{question}.{option}", label, question, text, Measure.SHARE, (option,), cells)


def _statistic(question: str, text: str, measure: Measure, label: str, cell: Cell) -> Row:
    return Row(f"{question}.{measure}", label, question, text, measure, (), (cell,))


PLAN = "Was a resettlement plan completed?"
HELP = "Which kinds of help were given?"
CONTACTS = "How many times was the person seen before release?"
RELEASED = "When was the person released?"
PLAN_ENOUGH = "Did the plan address the person's needs?"
PROTECTION = "Was enough account taken of public protection?"

PLANNING = Table(
    "section.planning",
    "Screening and plan",
    TableKind.SECTION,
    "planning",
    None,
    None,
    TOTAL,
    (
        _option("plan_completed", PLAN, "present", "Present", share(60, 86)),
        _option("plan_completed", PLAN, "blank", "Present but blank", share(20, 86)),
        _option("plan_completed", PLAN, "absent", "Absent", share(6, 86)),
        _option("help_given", HELP, "housing", "Housing", share(31, 60, not_asked=26)),
        _option("help_given", HELP, "debt", "Debt", share(40, 60, not_asked=26)),
        _statistic("contacts", CONTACTS, Measure.MEAN, "Mean", number("2.6", (13, 5))),
        _statistic("contacts", CONTACTS, Measure.MEDIAN, "Median", number("2", (2, 1))),
        _statistic("contacts", CONTACTS, Measure.LOWEST, "Lowest", number("0", (0, 1))),
        _statistic("contacts", CONTACTS, Measure.HIGHEST, "Highest", number("9", (9, 1))),
        _option("plan_addresses_needs", PLAN_ENOUGH, "yes", "Yes", share(57, 86)),
        _option("plan_addresses_needs", PLAN_ENOUGH, "no", "No", share(29, 86)),
    ),
    ("A case can have several answers to “Which kinds of help were given?”.",),
)
RELEASE = Table(
    "section.release",
    "Release & public protection",
    TableKind.SECTION,
    "release",
    None,
    None,
    TOTAL,
    (
        _statistic("released_on", RELEASED, Measure.EARLIEST, "Earliest", date("2015-10-05")),
        _statistic("released_on", RELEASED, Measure.LATEST, "Latest", date("2016-03-31")),
        _option("public_protection_sufficient", PROTECTION, "yes", "Yes", share(33, 85, 1)),
        _option("public_protection_sufficient", PROTECTION, "no", "No", share(52, 85, 1)),
    ),
)
KEY_PLAN = Table(
    "key_question.plan_addresses_needs",
    PLAN_ENOUGH,
    TableKind.KEY_QUESTION,
    "planning",
    "plan_addresses_needs",
    None,
    TOTAL,
    PLANNING.rows[-2:],
)
KEY_PROTECTION = Table(
    "key_question.public_protection_sufficient",
    PROTECTION,
    TableKind.KEY_QUESTION,
    "release",
    "public_protection_sufficient",
    None,
    TOTAL,
    RELEASE.rows[-2:],
)
SUMMARY = Table(
    "key_questions",
    "Key questions: cases judged sufficient",
    TableKind.KEY_QUESTIONS,
    None,
    None,
    None,
    TOTAL,
    (
        _option("plan_addresses_needs", PLAN_ENOUGH, "yes", PLAN_ENOUGH, share(57, 86)),
        _option("public_protection_sufficient", PROTECTION, "yes", PROTECTION, share(33, 85, 1)),
    ),
)
BREAKDOWN = Table(
    "key_questions.by.rosh",
    "Key questions: cases judged sufficient, by risk of serious harm",
    TableKind.BREAKDOWN,
    None,
    None,
    "rosh",
    BY_RISK,
    (
        _option(
            "plan_addresses_needs",
            PLAN_ENOUGH,
            "yes",
            PLAN_ENOUGH,
            *(share(57, 86), share(25, 30), share(22, 40), share(8, 12), share(2, 4)),
        ),
        _option(
            "public_protection_sufficient",
            PROTECTION,
            "yes",
            PROTECTION,
            *(share(33, 85, 1), share(20, 29, 1), share(10, 40), share(3, 12), share(0, 0, not_asked=4)),
        ),
    ),
    break_label="risk of serious harm",
)

_BANDS = (
    ("outstanding", "Outstanding", "large majority"),
    ("good", "Good", "reasonable majority"),
    ("requires_improvement", "Requires improvement", "too few"),
    ("inadequate", "Inadequate", "minority"),
)


def _ratings() -> tuple[Rating, ...]:
    plan = KeyQuestionResult("plan_addresses_needs", PLAN_ENOUGH, share(57, 86), "good", "Good", True)
    protection = KeyQuestionResult(
        "public_protection_sufficient", PROTECTION, share(33, 85, 1), "inadequate", "Inadequate", True
    )
    return (
        Rating(
            "planning",
            "Planning",
            True,
            *("good", "Good", "reasonable majority", 2, 66),
            (
                "Planning: 57 of 86 cases sufficient, 66 per cent.",
                "65 to 79 per cent is Good.",
            ),
            (
                Flag(
                    "near_boundary",
                    "The lowest score, 66 per cent, is within five points of the boundary at 65 per cent.",
                ),
            ),
            (plan,),
        ),
        Rating(
            "protection",
            "Public protection",
            True,
            *("inadequate", "Inadequate", "minority", 0, 39),
            (
                "Public protection: 33 of 85 cases sufficient, 39 per cent.",
                "Under 50 per cent is Inadequate.",
            ),
            (),
            (protection,),
        ),
        Rating(
            "outcomes",
            "Outcomes",
            False,
            *(None, None, None, None, None),
            ("Outcomes: No case was judged.", "Outcomes is not rated: no case was judged."),
            (),
            (),
        ),
    )


def _overall() -> OverallRating:
    ranges = tuple(
        PointRange(band, title, lowest, highest)
        for (band, title, _), (lowest, highest) in zip(_BANDS, ((6, 6), (4, 5), (2, 3), (0, 1)), strict=True)
    )
    return OverallRating(
        "requires_improvement",
        "Requires improvement",
        2,
        6,
        2,
        ranges,
        (
            "Points of the standards: Planning 2, Public protection 0. Together 2 points.",
            "With 2 standards, 2 to 3 of 6 points is Requires improvement.",
            "Not part of the overall rating: Outcomes.",
        ),
    )


def sample_snapshot() -> Snapshot:
    """An invented inspection of 86 signed-off cases: every kind of table, row, rating and flag once."""
    return Snapshot(
        format=1,
        edition=EditionFacts("internal", 0, None),
        inspection=InspectionFacts("sample-2016", "Sample inspection", True, 0, "OFFICIAL-SENSITIVE"),
        instrument=InstrumentFacts("sample", "1.0", "Sample instrument", "ab" * 32, 1),
        language="en",
        as_at="2016-06-17",
        ledger_position="cd" * 32,
        cases=CaseCounts(allocated=2, in_progress=1, signed_off=86),
        counted=tuple(f"{number:03}" for number in range(1, 87)),
        sampling=SamplingFacts(
            "seed-of-the-sample",
            "systematic",
            "1",
            "ef" * 32,
            89,
            (
                StratumFacts("male_low", "Male, low risk", 454, 60, 54, 6, 56),
                StratumFacts("female", "Female", 169, 40, 35, 5, 30),
            ),
        ),
        sections=(
            SectionFacts(
                "planning",
                "Screening and plan",
                "custody",
                "In custody",
                ("section.planning", "key_question.plan_addresses_needs"),
            ),
            SectionFacts(
                "release",
                "Release & public protection",
                "community",
                "In the community",
                ("section.release", "key_question.public_protection_sufficient"),
            ),
        ),
        tables=(PLANNING, KEY_PLAN, RELEASE, KEY_PROTECTION, SUMMARY, BREAKDOWN),
        ratings=_ratings(),
        overall=_overall(),
    )
