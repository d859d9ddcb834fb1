from typing import Any

import pytest
import yaml

from inspect_app.questionnaire.library import find
from inspect_app.questionnaire.scheme import EXCLUSIONS, REASONS, Exclusion, Sampling
from inspect_app.questionnaire.structure import from_json, to_json
from tests.unit.questionnaire.small_questionnaire import MANIFEST, Folder

STRATA = MANIFEST[MANIFEST.index("strata:") :]


def test_a_version_without_a_scheme_file_is_drawn_by_the_published_rules(folder: Folder) -> None:
    sampling = folder.load().sampling
    assert sampling == Sampling()
    assert (sampling.splits, sampling.cap, sampling.buffer) == (("cluster", "ldu", "officer"), 6, 20)
    assert (sampling.confidence, sampling.margin, sampling.minimum, sampling.maximum) == (80, 5, None, None)
    assert [each.id for each in EXCLUSIONS] == ["restricted", "future_start", "gender", "duplicate"]
    assert [each.id for each in REASONS if each.needs_words] == ["other"]


def test_strata_in_a_file_of_their_own_are_the_same_structure(folder: Folder) -> None:
    before = folder.load()
    folder.manifest((STRATA, ""))
    folder.write("scheme.yaml", STRATA)
    assert folder.load() == before
    assert folder.load().structure_hash == before.structure_hash


def test_the_five_strata_stand_in_a_scheme_file_that_changes_nothing_else() -> None:
    definition = find("through-the-gate@1.0")
    assert len(definition.strata) == 5
    assert definition.sampling == Sampling()
    assert definition.structure_hash == "ca6afd94912a0979902f2c28836d6b711a4686bafbe332fb6f16d564371335ae"


def test_what_a_scheme_file_says_is_part_of_the_structure(folder: Folder) -> None:
    before = folder.load().structure_hash
    folder.manifest((STRATA, ""))
    folder.write("scheme.yaml", f"cap: 4\nminimum: 30\nsplits: [ldu, officer]\n{STRATA}")
    changed = folder.load()
    assert (changed.sampling.cap, changed.sampling.minimum) == (4, 30)
    assert changed.sampling.splits == ("ldu", "officer")
    assert changed.structure_hash != before
    assert from_json(to_json(changed)) == changed


def test_other_words_for_the_published_rules_and_reasons_are_no_other_structure(folder: Folder) -> None:
    before = folder.load().structure_hash
    rules = [each.model_dump(mode="json", exclude_defaults=True) for each in EXCLUSIONS]
    reasons = [each.model_dump(mode="json", exclude_defaults=True) for each in REASONS]
    for each in (*rules, *reasons):
        each["title"] = {"en": each["title"], "cy": "Cymraeg"}
    folder.manifest((STRATA, ""))
    folder.write(
        "scheme.yaml", STRATA + yaml.safe_dump({"exclusions": rules, "replacement_reasons": reasons})
    )
    changed = folder.load()
    assert changed.sampling.exclusions[0].title.into("cy") == "Cymraeg"
    assert changed.structure_hash == before


@pytest.mark.parametrize(
    "content",
    [
        "cap: 0 # <- cap: this must be 1 or more\n",
        "cap: many # <- cap: “many” must be a whole number\n",
        "splits: [town] # <- splits: this must be 'cluster', 'ldu' or 'officer'\n",
        "splits: [officer, ldu] # <- each split is named once, and officer is the last\n",
        "splits: [ldu, ldu] # <- each split is named once, and officer is the last\n",
        "minimum: 9 # <- the minimum is above the maximum\nmaximum: 8\n",
        "size: 9 # <- size: this is not known here; check its spelling and its indent\n",
        "- not a mapping # <- this must be a mapping, not a list\n",
        "replacement_reasons: [] # <- replacement_reasons: this list must not be empty\n",
        (
            "exclusions:\n  - {id: a, title: A, rule: contains, columns: [team]}"
            " # <- exclusions: the rule contains needs columns and values\n"
        ),
        (
            "strata:\n  - {id: a, title: A, when: {attribute: rash, is: low}}"
            " # <- there is no attribute “rash”; is “rosh” meant?\n"
        ),
    ],
)
def test_what_is_wrong_in_a_scheme_file_is_reported_there(folder: Folder, content: str) -> None:
    folder.manifest((STRATA, ""))
    folder.write("scheme.yaml", content)
    assert folder.reports_what_it_says()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"rule": "same_person", "columns": ["pnc"]}, "same_person needs nothing more"),
        ({"rule": "attribute"}, "attribute needs when"),
        ({"rule": "after_list", "columns": ["start_date"], "values": ["1"]}, "after_list needs columns"),
    ],
)
def test_an_exclusion_says_what_its_rule_needs_and_no_more(given: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Exclusion.model_validate({"id": "a", "title": "A", **given})
