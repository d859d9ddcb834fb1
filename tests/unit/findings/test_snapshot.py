"""A snapshot survives JSON unchanged, and its bytes depend on nothing but its figures."""

import dataclasses
import json

import pytest

from inspect_app.findings.disclosure import Disclosure
from inspect_app.findings.snapshot import CaseCounts, from_json, snapshot_hash, to_json
from inspect_app.findings.suppression import edition
from inspect_app.questionnaire.model import Definition
from tests.samples import sample_snapshot
from tests.unit.findings.small_instrument import BODY, answered, snapshot_of


def test_json_both_ways_loses_nothing() -> None:
    snapshot = sample_snapshot()
    assert from_json(to_json(snapshot)) == snapshot


def test_the_json_is_canonical() -> None:
    text = to_json(sample_snapshot())
    assert text == json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert "“" in text


def test_the_hash_changes_with_any_figure() -> None:
    snapshot = sample_snapshot()
    other = dataclasses.replace(snapshot, as_at="2016-06-18")
    assert snapshot_hash(snapshot) == snapshot_hash(sample_snapshot())
    assert snapshot_hash(snapshot) != snapshot_hash(other)


def test_a_snapshot_stored_before_there_were_estimates_keeps_its_hash() -> None:
    stored = "6fe2cb5049b55cf6a32e7e5377b296f8fa447a827a14b93ecc3d4bdafbbb3ff6"
    assert snapshot_hash(from_json(to_json(sample_snapshot()))) == stored
    added = {"data_version", "design", "decided", "overall_decided"}
    assert not added & json.loads(to_json(sample_snapshot())).keys()


def test_what_was_decided_survives_json_and_is_absent_where_nothing_was() -> None:
    cases = answered("plan_enough", fully=10)
    snapshot = snapshot_of(cases, judgements={"planning": "good", "overall": "inadequate"})
    assert from_json(to_json(snapshot)) == snapshot
    assert [each["subject"] for each in json.loads(to_json(snapshot))["decided"]] == ["planning", "overall"]
    undone = snapshot_of(cases, judgements={"planning": None, "overall": None})
    assert (undone, to_json(undone)) == (snapshot_of(cases), to_json(snapshot_of(cases)))
    assert not {"decided", "overall_decided"} & json.loads(to_json(undone)).keys()


def test_what_was_added_survives_json() -> None:
    snapshot = snapshot_of(answered("protection_enough", yes=3, no=4))
    assert from_json(to_json(snapshot)) == snapshot
    cell = json.loads(to_json(snapshot))["tables"][2]["rows"][0]["cells"][0]
    assert (cell["low"], cell["estimate"]["method"]) == (True, "wilson")


def test_an_edition_says_how_it_was_protected_only_where_that_is_not_as_ever() -> None:
    snapshot = snapshot_of(answered("protection_enough", yes=30, no=40))
    facts = json.loads(to_json(edition(snapshot, Disclosure(5))))["edition"]
    assert facts.keys() == {"id", "threshold", "derived_from"}
    public = edition(snapshot, Disclosure(5, rounding=10, secondary=False))
    facts = json.loads(to_json(public))["edition"]
    assert (facts["threshold"], facts["rounding"], facts["secondary"]) == (5, 10, False)
    assert from_json(to_json(public)) == public
    assert public.edition.disclosure == Disclosure(5, 10, secondary=False)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format":1}'])
def test_what_is_no_snapshot_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="Snapshot"):
        from_json(text)


def test_another_format_is_refused() -> None:
    text = to_json(dataclasses.replace(sample_snapshot(), format=2))
    with pytest.raises(ValueError, match="format 2"):
        from_json(text)


def test_tables_are_found_by_id() -> None:
    snapshot = sample_snapshot()
    assert snapshot.table("key_questions").break_by is None
    with pytest.raises(KeyError, match="nothing"):
        snapshot.table("nothing")


def test_every_section_names_tables_that_exist() -> None:
    snapshot = sample_snapshot()
    for section in snapshot.sections:
        for table in section.tables:
            assert snapshot.table(table).section == section.id


def test_a_snapshot_from_before_cases_could_be_withdrawn_is_read() -> None:
    old = json.loads(to_json(sample_snapshot()))
    del old["cases"]["withdrawn"]
    assert from_json(json.dumps(old)) == sample_snapshot()


def test_withdrawn_cases_are_part_of_no_sample() -> None:
    counts = CaseCounts(allocated=2, in_progress=1, returned=3, signed_off=5, withdrawn=4)
    assert (counts.total, counts.begun) == (11, 9)


def test_case_counts_add_up() -> None:
    assert sample_snapshot().cases.total == 89


def test_the_scale_of_ratings_stands_in_the_snapshot_best_first() -> None:
    assert snapshot_of([]).scale == (
        "80 per cent and over is Outstanding.",
        "65 to 79 per cent is Good.",
        "50 to 64 per cent is Requires improvement.",
        "Under 50 per cent is Inadequate.",
    )


def test_an_instrument_without_standards_has_no_scale() -> None:
    assert snapshot_of([], Definition.model_validate(BODY | {"standards": []})).scale == ()
