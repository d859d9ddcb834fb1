"""The commands that set how people are kept from being recognised, and list what that suppresses."""

import pytest

from inspect_app.fieldwork.add_definition import add_definition
from inspect_app.ledger.entries import Actor
from inspect_app.records import access_log
from inspect_app.records.engine import Engine, transaction
from tests.integration.cli.conftest import Run
from tests.integration.cli.test_commands import as_json
from tests.integration.conftest import Clock
from tests.integration.shelf import Prepared
from tests.integration.two_areas import KESTREL, REF, kept_regions
from tests.integration.web.instrument import DEFINITION

SET = ("inspection", "disclosure", REF)
LIST = ("inspection", "suppressed", REF)


@pytest.fixture(autouse=True)
def regions(engine: Engine, actor: Actor, clock: Clock, prepared: Prepared) -> None:
    """Two regions."""
    with transaction(engine) as session:
        add_definition(session, actor, clock, DEFINITION)
    kept_regions(prepared, engine, actor, clock)


def test_the_settings_are_printed_and_changed(run: Run, engine: Engine) -> None:
    assert as_json(run(*SET, "--format", "json")) == {
        "ref": REF, "threshold": 5, "rounding": 0, "secondary": True,
    }  # fmt: skip
    ended = run(*SET, "--threshold", 3, "--rounding", 5, "--no-secondary", "--reason", "Agreed.")
    assert ended.out.startswith(f"{REF}: Figures resting on fewer than 3 cases are suppressed. Counts are")
    after = {"threshold": 3, "rounding": 5, "secondary": False}
    assert as_json(run(*SET, "--format", "json")) == {"ref": REF, **after}
    with transaction(engine) as session:
        last = access_log.events(session, REF)[-1]
    assert (last.action, last.reason, last.detail["after"]) == ("disclosure.set", "Agreed.", after)
    assert run(*SET, "--secondary", "--reason", "Better.").status == 0
    assert as_json(run(*SET, "--format", "json"))["secondary"] is True


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--rounding", 5), "Say why the settings are changed: add --reason"),
        (("--reason", "So."), "Nothing would be changed. Add --threshold"),
        (("--threshold", 1, "--reason", "So."), "a threshold of 1 would suppress nothing"),
        (("--rounding", 7, "--reason", "So."), "Counts can be rounded to 5, 10, 20, 50 or 100."),
        (("--threshold", 5, "--reason", "So."), "These are the settings already"),
    ],
)
def test_what_makes_no_sense_is_refused(run: Run, options: tuple[object, ...], message: str) -> None:
    ended = run(*SET, *options)
    assert (ended.status, ended.out) == (2, "")
    assert message in ended.err


def test_what_is_suppressed_is_listed_with_the_reason(run: Run) -> None:
    text = run(*LIST).out
    assert text.startswith("The report and the workbook. Figures resting on fewer than 5 cases")
    assert ": the figure. The number, what is left of its base, or its base is small, or" in text
    assert "the figure. A sum that is shown would give a suppressed number back. (number out of, " in text
    assert " (number out of, All cases = “Yes”, All cases + “No”, All cases)" in text
    log = as_json(run(*LIST, "--format", "json"))
    assert log["disclosure"] == {"threshold": 5, "rounding": 0, "secondary": True}
    assert text.rstrip().endswith(
        f"{sum(line['part'] == 'figure' for line in log['lines'])} figures of {log['cells']:,} suppressed."
    )
    assert log["lines"][0].keys() == {
        *("table", "table_title", "row", "row_label", "column", "column_label"),
        *("part", "why", "words", "sum"),
    }


def test_it_can_be_listed_of_an_area(run: Run) -> None:
    area = ("--area", f"{KESTREL}Cluster")
    text = run(*LIST, *area).out
    assert text.startswith(f"{KESTREL}Cluster. Figures resting on")
    assert (
        "Male: the size of the group. A sum that is shown would give a suppressed number back. (cases" in text
    )
    assert "(cases in the group, All cases = cases in the group, Female + cases" in text
    assert as_json(run(*LIST, *area, "--format", "json")) != as_json(run(*LIST, "--format", "json"))
    assert "names no single area" in run(*LIST, "--area", "Nowhere").err
    assert run("inspection", "suppressed", "nothing").status == 2
