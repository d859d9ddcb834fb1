import json
from typing import Any

import pytest
from hypothesis import given

from inspect_app.questionnaire.canonical import canonical_json, sha256_hex
from inspect_app.questionnaire.fingerprint import fingerprint
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.structure import from_json, to_json
from inspect_app.questionnaire.text import Text
from tests.unit.questionnaire.definitions import EVERY_TYPE, QUICK, routed
from tests.unit.questionnaire.small_questionnaire import Edit, Folder


def test_canonical_json_is_one_text_for_equal_things() -> None:
    assert canonical_json({"b": [1, None], "a": "é"}) == '{"a":"é","b":[1,null]}'
    with pytest.raises(ValueError, match="JSON"):
        canonical_json(float("nan"))


def test_hashes_are_of_bytes_in_utf8() -> None:
    assert sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert sha256_hex("é") == sha256_hex(b"\xc3\xa9")


@QUICK
@given(routed())
def test_a_definition_survives_its_json(asked: Definition) -> None:
    assert from_json(to_json(asked)) == asked
    assert from_json(to_json(asked)).structure_hash == asked.structure_hash


def test_json_is_canonical_and_complete_with_the_keys_a_file_uses(folder: Folder) -> None:
    body = to_json(folder.load())
    data = json.loads(body)
    assert body == canonical_json(data)
    assert data["questions"][1]["ask_when"] == {"question": "plan_made", "is": "yes"}
    assert data["strata"][1]["when"] == {"not": {"attribute": "rosh", "is": "low"}}
    assert data["questions"][2] | {"text": "?"} == {
        "id": "visits",
        "type": "whole_number",
        "text": "?",
        "minimum": "0",
        "maximum": "60",
        "required": True,
        "comment": {"use": "optional", "required_for": []},
    }


@pytest.mark.parametrize(
    "edit",
    [
        ("title: A small audit", "title: {en: Audit, cy: Archwiliad}"),
        ("title: A small audit", "title: A small audit\ntext_revision: 2"),
        ("label: Low, codes", "label: Lower, codes"),
        ("label: Yes}", "label: Indeed}"),
        ("title: In custody", "title: Inside"),
        ("title: Good, words: a majority", "title: Fine, words: most"),
        ("title: Low risk,", "title: Lower risk,"),
    ],
)
def test_words_do_not_change_the_structure(folder: Folder, edit: Edit) -> None:
    before = folder.load().structure_hash
    folder.manifest(edit)
    assert folder.load().structure_hash == before


def test_systems_in_other_words_are_hashed_as_they_always_were(folder: Folder) -> None:
    definition = folder.load()
    named = [system.model_copy(update={"label": Text("Another")}) for system in definition.systems]
    other = definition.model_copy(update={"systems": tuple(named)})
    assert fingerprint(other) != fingerprint(definition)


@pytest.mark.parametrize(
    "edit",
    [
        ('version: "1.0"', 'version: "1.1"'),
        ("codes: [RLRH]", "codes: [RLRH, low]"),
        ("kind: not_applicable", "kind: dont_know"),
        ("points: 1}", "points: 2}"),
        ("{not: {attribute: rosh, is: low}}", "{attribute: rosh, is: high}"),
        ("[plan_made, plan_date, visits", "[plan_made, visits, plan_date"),
        ("key_questions: [plan_good]", "contributes: false, key_questions: [plan_good]"),
    ],
)
def test_anything_else_does(folder: Folder, edit: Edit) -> None:
    before = folder.load().structure_hash
    folder.manifest(edit)
    assert folder.load().structure_hash != before


@pytest.mark.parametrize(
    ("added", "same"),
    [
        ("guidance: Look at the file.\n", True),
        ("required: true\n", True),
        ("comment: {use: optional}\n", True),
        ("required: false\n", False),
        ("comment: {use: never}\n", False),
        ("ask_when: {attribute: rosh, is: low}\n", False),
    ],
)
def test_a_field_at_its_default_is_as_good_as_none(folder: Folder, added: str, same: bool) -> None:
    before = folder.load().structure_hash
    folder.question("visits", added)
    assert (folder.load().structure_hash == before) is same


def test_the_hash_of_a_given_structure_never_changes() -> None:
    """Hashes are stored with every answer, so a change of this one breaks every database there is."""
    assert EVERY_TYPE.structure_hash == "616099fdbc8b1eb735f05a7a35a04178a7e8251a9b96f4536a04a57c6e8aa8a8"


def test_a_limit_written_in_another_way_is_the_same_limit(folder: Folder) -> None:
    before = folder.load().structure_hash
    content: Any = (folder.path / "questions/visits.yaml").read_text(encoding="utf-8")
    folder.write("questions/visits.yaml", content.replace("maximum: 60", "maximum: 60.0"))
    assert folder.load().structure_hash == before
