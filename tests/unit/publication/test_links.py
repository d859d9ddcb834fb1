"""Links are read as people type them, and what can't be read is told in a sentence."""

import pytest

from inspect_app.publication.links import Link, LinkKind, read_link, why_unread


@pytest.mark.parametrize(
    "typed",
    [
        'words back=yes @ all/men "a quarter"',
        "words back=yes @ all/men “a quarter”",
        "words back = yes @ all / men “a quarter”",
        " words  back= yes@all /men “a quarter”  ",
    ],
)
def test_quotation_marks_of_any_shape_and_blanks_round_signs_are_read(typed: str) -> None:
    assert read_link(typed) == Link(LinkKind.WORDS, "back", "yes", "all", "men", "a quarter")


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (" ", "Nothing stands between these braces."),
        ("percentage back=yes", "“percentage” is no kind of link. The kinds are count, "),
        ("words back=yes “a quarter", "The words in quotation marks have no beginning or no end."),
        ("per_cent back=yes=no", "A link has one “=” at most"),
        ("per_cent back yes", "What follows the kind can’t be read"),
    ],
)
def test_what_can_not_be_read_says_why(typed: str, why: str) -> None:
    assert read_link(typed) is None
    assert why_unread(typed).startswith(why)
