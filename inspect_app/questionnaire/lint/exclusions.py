"""Exclusions look at columns that a long list has, and at dates where they compare dates."""

from collections.abc import Iterator

from inspect_app.questionnaire.columns import ATTRIBUTE_COLUMNS, DATE_COLUMNS, IDENTIFYING_COLUMNS
from inspect_app.questionnaire.draft import Draft
from inspect_app.questionnaire.problems import Problem


def exclusions_of_unknown_columns(draft: Draft) -> Iterator[Problem]:
    """An exclusion by a column there is not."""
    known = ATTRIBUTE_COLUMNS | IDENTIFYING_COLUMNS
    for item in draft.exclusions:
        for row, column in enumerate(item.part.columns):
            if column not in known:
                yield item.place.at("columns", row).problem(
                    f"a long list has no column “{column}”; it has {', '.join(sorted(known))}"
                )


def exclusions_by_no_date(draft: Draft) -> Iterator[Problem]:
    """A rule on dates with a column that holds none."""
    for item in draft.exclusions:
        if item.part.rule == "after_list":
            for row, column in enumerate(item.part.columns):
                if column in (ATTRIBUTE_COLUMNS | IDENTIFYING_COLUMNS) - DATE_COLUMNS:
                    yield item.place.at("columns", row).problem(
                        f"“{column}” holds no date; the columns that do are {', '.join(sorted(DATE_COLUMNS))}"
                    )
