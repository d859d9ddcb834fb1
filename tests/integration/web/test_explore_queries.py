"""What the explorer asks the database, and what makes a view outdated."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from inspect_app.fieldwork.explore_figures import explore_figures
from inspect_app.findings.specs.model import Break, RowsOf, TableDefinition
from inspect_app.questionnaire.text import Text
from inspect_app.records.engine import Engine, transaction
from tests.integration.two_areas import CANARY, POOR, REF, World
from tests.integration.web.conftest import Browser
from tests.integration.web.test_explore import EXPLORE, world

__all__ = ["world"]


@contextmanager
def count_queries(engine: Engine) -> Iterator[list[str]]:
    """Collects the statements that are run meanwhile."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize("query", ["", "by=area.unit", "by=assessor", "weight=design&only_sex=male"])
def test_the_number_of_queries_is_not_that_of_the_cases(
    browser: Browser, world: World, engine: Engine, query: str
) -> None:
    browser.get(f"{EXPLORE}?{query}")
    numbers = []
    for left in world.cases(f"{CANARY}Cluster"), []:
        with count_queries(engine) as statements:
            browser.get(f"{EXPLORE}?{query}")
        numbers.append(len(statements))
        with transaction(engine) as session:
            table = TableDefinition(id="a", title=Text("A"), rows=(RowsOf(questions="all"),))
            before = explore_figures(session, REF, table).snapshot.counted
        for case in left:
            if case not in before:
                world.score(case, POOR)
        browser.get(f"{EXPLORE}?{query}")
    assert numbers[0] == numbers[1]


def test_what_somebody_begins_elsewhere_makes_no_view_outdated(world: World, engine: Engine) -> None:
    table = TableDefinition(id="a", title=Text("A"), rows=(RowsOf(questions="all"),)).model_copy(
        update={"break_": Break(attribute="sex")}
    )
    with transaction(engine) as session:
        first = explore_figures(session, REF, table)
    (left,) = set(world.cases(f"{CANARY}Cluster")) - set(first.snapshot.counted)
    with transaction(engine) as session:
        world.answer(world.scorer(session), left, POOR, "words")
    with transaction(engine) as session:
        assert explore_figures(session, REF, table).view == first.view
