from pathlib import Path

import pytest

from inspect_app.questionnaire import library
from inspect_app.questionnaire.library import find, shipped
from inspect_app.questionnaire.problems import UserError
from tests.unit.questionnaire.small_questionnaire import MANIFEST, Folder


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three versions of the small questionnaire, the newest of which a sort by letters would put second."""
    for version in ("1.0", "1.9", "1.10"):
        path = tmp_path / "small-audit" / version
        path.mkdir(parents=True)
        Folder(path).write("instrument.yaml", MANIFEST.replace('"1.0"', f'"{version}"'))
    monkeypatch.setattr(library, "_folder", lambda: tmp_path)
    return tmp_path


def test_shipped_versions_are_listed_from_the_oldest_to_the_newest(shelf: Path) -> None:
    (shelf / "notes").mkdir()
    assert shipped() == [("small-audit", "1.0"), ("small-audit", "1.9"), ("small-audit", "1.10")]


@pytest.mark.parametrize(
    ("spec", "version"), [("small-audit", "1.10"), ("small-audit@1.9", "1.9"), ("small-audit@1.0", "1.0")]
)
@pytest.mark.usefixtures("shelf")
def test_a_questionnaire_is_found_by_its_id_and_version(spec: str, version: str) -> None:
    assert find(spec).version == version


@pytest.mark.parametrize(
    "spec", ["small", "small-audit@2.0", "small-audit@", "", "@1.0", "../small-audit@1.0"]
)
@pytest.mark.usefixtures("shelf")
def test_an_unknown_questionnaire_is_refused_with_those_there_are(spec: str) -> None:
    with pytest.raises(UserError) as refused:
        find(spec)
    known = "small-audit@1.0, small-audit@1.9, small-audit@1.10"
    assert str(refused.value) == f"There is no questionnaire “{spec}”. Those there are: {known}."


def test_a_questionnaire_with_an_error_is_refused_with_its_place(shelf: Path) -> None:
    (shelf / "small-audit/1.9/questions/visits.yaml").unlink()
    with pytest.raises(UserError, match=r"cannot be used: instrument\.yaml:23: section “plan” asks “visits”"):
        find("small-audit@1.9")


def test_no_questionnaires_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "_folder", lambda: tmp_path)
    with pytest.raises(UserError, match="Those there are: none"):
        find("small-audit")


def test_what_ships_is_where_its_id_and_version_say() -> None:
    for id_, version in shipped():
        definition = find(f"{id_}@{version}")
        assert (definition.id, definition.version) == (id_, version)
