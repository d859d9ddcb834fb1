"""Differences of a table's groups are those of the estimates, whose differences are compared with R's."""

from dataclasses import replace
from typing import Any

import pytest

from inspect_app.findings.comparisons import Apart, Sampled, groups_apart, since_earlier
from inspect_app.findings.design_of import SampledStratum, SampleFacts, design_of
from inspect_app.findings.estimates.case_counts import Counted, SampledCase, count_cases
from inspect_app.findings.estimates.design import Design, Stratum
from inspect_app.findings.estimates.differences import (
    difference,
    inspections_apart,
    simple_difference,
)
from inspect_app.findings.matrix import Whereabouts, fact_of
from inspect_app.findings.specs.model import TableDefinition
from inspect_app.findings.specs.words import ENGLISH
from tests.unit.findings.small_instrument import Case, matrix_of

ROW = "protection_enough.yes"
STRATA = ("men", "women", "men", "men", "women", "women", "men", "women", "men", "men")
SIZES = {"men": 40, "women": 9}
DESIGN = Design({"men": Stratum(40, 6), "women": Stratum(9, 4)})
MEANS = {"yes": Counted.POSITIVE, "no": Counted.NEGATIVE, "na": Counted.LEFT_OUT}


def cases_of(*answers: tuple[str, str]) -> list[Case]:
    return [({"rosh": rosh}, {"protection_enough": answer}) for rosh, answer in answers]


GIVEN = (
    ("high", "yes"), ("high", "no"), ("low", "yes"), ("low", "no"), ("high", "yes"),
    ("low", "yes"), ("high", "no"), ("low", "no"), ("low", "na"), ("high", "yes"),
)  # fmt: skip


def sampled(*answers: tuple[str, str]) -> Sampled:
    matrix = replace(matrix_of(cases_of(*answers)), where=Whereabouts(stratum=fact_of(STRATA)))
    facts = SampleFacts({id_: SampledStratum(size) for id_, size in SIZES.items()})
    return Sampled(matrix, design_of(matrix, facts))


def table(**fields: Any) -> TableDefinition:
    rows = [{"questions": ["protection_enough"]}]
    return TableDefinition.model_validate(
        {"id": "one", "title": "One", "rows": rows, "break": {"attribute": "rosh"}} | fields
    )


def by_hand(*answers: tuple[str, str]) -> Any:
    cases = [
        SampledCase(stratum, MEANS[answer], rosh)
        for stratum, (rosh, answer) in zip(STRATA, answers, strict=True)
    ]
    return count_cases(DESIGN, cases)


def of_row(found: tuple[Apart, ...]) -> list[Apart]:
    return [one for one in found if one.row == ROW]


def test_two_groups_lie_apart_as_their_estimates_do() -> None:
    domains = by_hand(*GIVEN)
    (apart,) = of_row(groups_apart(sampled(*GIVEN), table(), ENGLISH))  # no case is medium
    assert (apart.first, apart.second) == ("Low", "High")
    assert apart.figures == difference(DESIGN, domains["low"], domains["high"], 0.95)
    (turned,) = of_row(groups_apart(sampled(*GIVEN), table(), ENGLISH, against="high"))
    assert (turned.first, turned.second) == ("High", "Low")
    assert turned.figures.estimate == pytest.approx(-(apart.figures.estimate or 0))


def test_an_earlier_inspection_is_compared_group_by_group_of_the_same_name() -> None:
    before = (*GIVEN[:9], ("high", "no"))
    then, now = by_hand(*before), by_hand(*GIVEN)
    found = of_row(since_earlier(sampled(*before), sampled(*GIVEN), table(), ENGLISH))
    assert [(one.first, one.second) for one in found] == [
        (name, name) for name in ("All cases", "Low", "High")
    ]
    expected = [
        inspections_apart((DESIGN, then[domain]), (DESIGN, now[domain]), 0.95)
        for domain in (None, "low", "high")
    ]
    assert [one.figures for one in found] == expected


def test_without_a_design_they_are_simple_samples() -> None:
    unknown = Sampled(sampled(*GIVEN).matrix, None)
    (apart,) = of_row(groups_apart(unknown, table(), ENGLISH))
    assert apart.figures == simple_difference((2, 4), (3, 5), 0.95)
    found = of_row(since_earlier(unknown, sampled(*GIVEN), table(), ENGLISH))
    assert found[0].figures == simple_difference((5, 9), (5, 9), 0.95)


def test_only_shares_are_compared_and_a_filter_leaves_cases_out() -> None:
    rows = [{"questions": ["protection_enough", "contacts"]}]
    every = groups_apart(sampled(*GIVEN), table(rows=rows), ENGLISH)
    assert {one.row.partition(".")[0] for one in every} == {"protection_enough"}
    one_group = table(filter={"attribute": "rosh", "is": "low"})
    assert groups_apart(sampled(*GIVEN), one_group, ENGLISH) == ()
