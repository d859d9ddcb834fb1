"""Finding out whose case a reference is."""

from inspect_app.records import access_log
from inspect_app.records.engine import Engine, transaction
from tests.integration.web.conftest import Browser
from tests.integration.web.instrument import LONG_LIST


def test_the_person_is_shown_when_asked_for_and_the_look_is_logged(
    browser: Browser, drawn: str, engine: Engine
) -> None:
    case = f"{drawn}cases/001/"
    crns = [line.split(",")[5] for line in LONG_LIST.decode().splitlines()[1:]]
    assert not any(crn in browser.get(case) for crn in crns)
    shown = browser.send(f"{case}person", {}, page=case)
    assert sum(crn in shown for crn in crns) == 1
    with transaction(engine) as session:
        last = access_log.events(session)[-1]
    assert (last.action, last.subject) == ("case.identify", "case 001")


def test_nobody_stands_behind_an_unknown_reference(browser: Browser, drawn: str) -> None:
    browser.send(f"{drawn}cases/999/person", {}, status=404, page=f"{drawn}cases/001/")
