"""The browser's scripts work out what Python does, from the same file."""

import json
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
from playwright.sync_api import Browser, Page

from inspect_app.questionnaire.conditions import Value
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.path import walk
from tests.journeys.modules import open_modules
from tests.unit.questionnaire.definitions import cases
from tests.unit.questionnaire.test_conformance import FILE


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    """A page from which the modules can be imported."""
    context = chromium.new_context()
    yield open_modules(context)
    context.close()


def run(page: Page, module: str, body: str, given: object) -> Any:
    """What a function of a module answers, in the browser: `body` sees the module as `m`, and `given`."""
    return page.evaluate(f"async (given) => {{ const m = await import('/{module}.js'); {body} }}", given)


def differing(got: list[Any], wanted: list[Any], of: list[Any]) -> list[str]:
    """Which results are not what is wanted; false and 0 are different things."""
    rows = zip(got, wanted, of, strict=True)
    return [f"{case}: {one!r}" for one, want, case in rows if (type(one), one) != (type(want), want)]


def test_conditions(page: Page) -> None:
    body = "return given.map((c) => m.evaluate(c.condition, c.answers ?? {}, c.attributes ?? {}));"
    got = run(page, "conditions", body, FILE["cases"])
    assert differing(got, [case["truth"] for case in FILE["cases"]], FILE["cases"]) == []


def test_paths(page: Page) -> None:
    body = "return given.paths.map((c) => m.walk(given.routes, c.attributes ?? {}, c.answers, c.commented));"
    for path, case in zip(run(page, "path", body, FILE), FILE["paths"], strict=True):
        assert " ".join(path["asked"].values()) == case["asked"], case["name"]
        assert " ".join(counted["status"] for counted in path["counted"].values()) == case["status"]
        assert [path[name] for name in ("parked", "unanswered", "comments_owed")] == [
            case[name] for name in ("parked", "unanswered", "comments_owed")
        ]


def test_what_is_typed(page: Page) -> None:
    questions = {question["type"]: question for question in FILE["routes"]}
    given = [[questions[case["type"]], case] for case in FILE["typed"]]
    # A lone surrogate gets lost on its way into the browser unless it is spelled out.
    body = "return JSON.parse(given).map(([q, c]) => m.parse(q, c.raw));"
    got = run(page, "typed", body, json.dumps(given))
    assert differing(got, [case["value"] for case in FILE["typed"]], FILE["typed"]) == []


def test_what_is_typed_is_plausible_unless_it_cannot_be_read(page: Page) -> None:
    questions = {question["type"]: question for question in FILE["routes"]}
    given = [[questions[case["type"]], case["value"]] for case in FILE["typed"] if case["value"] is not None]
    got = run(page, "typed", "return given.map(([q, value]) => m.plausible(q, value));", given)
    valid = [not case.get("invalid") for case in FILE["typed"] if case["value"] is not None]
    assert [good for good, fine in zip(got, valid, strict=True) if fine] == [True] * sum(valid)


def test_one_way_to_write_json(page: Page) -> None:
    body = "return given.map((c) => m.canonicalJson(c.value));"
    assert run(page, "canonical", body, FILE["canonical"]) == [case["json"] for case in FILE["canonical"]]
    body = "return Promise.all(given.map((c) => m.sha256Hex(c.json)));"
    assert run(page, "canonical", body, FILE["canonical"]) == [case["hash"] for case in FILE["canonical"]]


def test_ids_are_version_7_and_go_upwards(page: Page) -> None:
    body = "return Array.from({length: 9000}, (_, n) => m.uuid7(given - (n % 3)));"
    ids = run(page, "uuid7", body, 1_465_200_000_000)
    assert ids == sorted(set(ids))
    assert {id_[14] for id_ in ids} == {"7"}
    assert {id_[19] for id_ in ids} <= set("89ab")
    assert ids[0].startswith("01552")


def test_walking_any_questionnaire(page: Page) -> None:
    body = "return m.walk(given.questions, given.attributes, given.answers, []);"

    @hypothesis.settings(max_examples=100)
    @hypothesis.given(cases())
    def walks_alike(case: tuple[Definition, dict[str, str], dict[str, Value]]) -> None:
        asked, attributes, answers = case
        sent = {"questions": asked.for_scripts, "attributes": attributes, "answers": answers}
        path, wanted = run(page, "path", body, sent), walk(asked, attributes, answers, ())
        assert path["asked"] == wanted.asked
        assert {id_: (counted["status"], counted["value"]) for id_, counted in path["counted"].items()} == {
            id_: (counted.status, counted.value) for id_, counted in wanted.counted.items()
        }
        for name in ("parked", "unanswered", "comments_owed"):
            assert path[name] == list(getattr(wanted, name))

    walks_alike()
