"""Ratings as data in a file of their own, which changes no published structure."""

import pytest

from inspect_app.questionnaire.library import find
from inspect_app.questionnaire.rating import RatingRules
from inspect_app.questionnaire.structure import from_json, to_json
from tests.unit.questionnaire.small_questionnaire import MANIFEST, QUESTIONS, Folder

STANDARDS = MANIFEST[MANIFEST.index("standards:") : MANIFEST.index("ratings:")]
BANDS = MANIFEST[MANIFEST.index("ratings:") : MANIFEST.index("strata:")]
FILE = STANDARDS + BANDS.replace("ratings:", "bands:")


def moved(folder: Folder, content: str) -> None:
    folder.manifest((STANDARDS, ""), (BANDS, ""))
    folder.write("ratings.yaml", content)


def test_a_version_without_a_file_is_rated_by_the_published_rules(folder: Folder) -> None:
    rules = folder.load().rating_rules
    assert rules == RatingRules()
    assert (rules.rounding, rules.decides, rules.overall) == ("half_up", "lowest", "midpoints")
    assert (rules.fewest_cases, rules.near_boundary, rules.few_cases) == (1, 5, 5)


def test_ratings_in_a_file_of_their_own_are_the_same_structure(folder: Folder) -> None:
    before = folder.load()
    moved(folder, FILE)
    assert folder.load() == before
    assert folder.load().structure_hash == before.structure_hash


def test_rules_written_out_at_their_default_are_the_same_structure(folder: Folder) -> None:
    before = folder.load()
    moved(folder, f"rounding: half_up\ndecides: lowest\noverall: midpoints\nfew_cases: 5\n{FILE}")
    assert folder.load().structure_hash == before.structure_hash


def test_what_ships_in_a_file_of_its_own_keeps_the_published_hash() -> None:
    definition = find("through-the-gate@1.0")
    assert (len(definition.standards), len(definition.ratings)) == (8, 4)
    assert definition.rating_rules == RatingRules()
    assert definition.structure_hash == "ca6afd94912a0979902f2c28836d6b711a4686bafbe332fb6f16d564371335ae"


@pytest.mark.parametrize(
    "change",
    ["rounding: exact\n", "near_boundary: 3\n", "few_cases: 9\n", "fewest_cases: 2\n"],
)
def test_another_rule_is_another_structure(folder: Folder, change: str) -> None:
    before = folder.load().structure_hash
    moved(folder, change + FILE)
    changed = folder.load()
    assert changed.structure_hash != before
    assert from_json(to_json(changed)) == changed


def test_a_standard_by_judgement_has_no_key_question(folder: Folder) -> None:
    moved(folder, FILE.replace("bands:", "  - {id: leading, title: Leading, judgement: true}\nbands:"))
    leading = folder.load().standards[-1]
    assert (leading.judgement, leading.key_questions, leading.contributes) == (True, (), True)


@pytest.mark.parametrize(
    "content",
    [
        "rounding: down # <- rounding: this must be 'half_up' or 'exact'\n",
        "decides: mean # <- decides: this must be 'lowest'\n",
        "overall: sum # <- overall: this must be 'midpoints'\n",
        "fewest_cases: 0 # <- fewest_cases: this must be 1 or more\n",
        "near_boundary: many # <- near_boundary: “many” must be a whole number\n",
        "few: 9 # <- few: this is not known here; check its spelling and its indent\n",
        "- not a mapping # <- this must be a mapping, not a list\n",
        (
            "bands:\n  - {id: a, title: A, words: a, at_least: 2, points: 0}"
            " # <- the lowest rating must begin at 0 per cent\n"
        ),
        (
            "standards:\n  - {id: leading, title: Leading}"
            " # <- standards: a standard has key_questions, or says judgement: true, and not both\n"
            "bands:\n  - {id: a, title: A, words: a, at_least: 0, points: 0}\n"
        ),
    ],
)
def test_what_is_wrong_is_reported_there(folder: Folder, content: str) -> None:
    folder.question("plan_good", QUESTIONS["plan_good"].replace("key_question: {sufficient: [yes]}\n", ""))
    moved(folder, content)
    assert folder.reports_what_it_says()
