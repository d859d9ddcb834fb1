import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from inspect_app.fieldwork.correct_row import correct_row
from inspect_app.fieldwork.destroy_frame import destroy_frame
from inspect_app.fieldwork.draw_sample import draw_sample
from inspect_app.fieldwork.exclude_row import exclude_row
from inspect_app.fieldwork.export_draw import export_draw
from inspect_app.fieldwork.export_list import export_list
from inspect_app.fieldwork.find_facts import MARKING
from inspect_app.fieldwork.import_cases import import_cases
from inspect_app.fieldwork.map_headings import map_headings
from inspect_app.fieldwork.plan_sample import plan_sample
from inspect_app.fieldwork.settle_plan import Wish
from inspect_app.fieldwork.verify_draw import Verdict, verify_draw
from inspect_app.ledger.entries import Actor
from inspect_app.questionnaire.problems import UserError
from inspect_app.records import access_log
from inspect_app.records.engine import Session, open_engine, transaction
from inspect_app.reports.long_list_file import make_long_list
from inspect_app.sampling.plan import Method
from tests.integration.conftest import Clock
from tests.unit.fieldwork.files import HEADINGS, cells, xlsx
from tests.unit.sampling.lists import row

AS_AT = date(2016, 3, 1)
ONE_STRATUM = frozenset(
    {"male_community_not_low", "male_community_low", "male_post_custody_not_low", "female"}
)
ROWS = [row(number, officer=f"Officer {number % 3}") for number in range(2, 12)]
LIST = xlsx([HEADINGS, *map(cells, ROWS)])
Drawn = Callable[..., dict[str, Any]]
Verify = Callable[..., Verdict]


@pytest.fixture
def exported(session: Session, actor: Actor, clock: Clock, ref: str) -> Drawn:
    """Imports a list, plans and draws, and answers the exported draw."""

    def export(data: bytes = LIST, **wish: Any) -> dict[str, Any]:
        import_cases(session, actor, clock, ref=ref, filename="list.xlsx", data=data, as_at=AS_AT)
        asked = Wish(**{"size": 4, "buffer": 50, "left_out": ONE_STRATUM, **wish})
        plan_sample(session, actor, clock, ref=ref, wish=asked, seed="a seed", make_seed=str)
        draw_sample(session, actor, clock, ref=ref)
        _, file = export_draw(session, actor, clock, ref=ref)
        content: dict[str, Any] = json.loads(file)
        return content

    return export


@pytest.fixture
def verified(session: Session, actor: Actor, clock: Clock) -> Verify:
    """Verifies a file's content where the inspection is known."""

    def verify(content: object, data: bytes = LIST, **more: Any) -> Verdict:
        file = json.dumps(content).encode()
        return verify_draw(session, actor, clock, file=file, long_list=data, **more)

    return verify


@pytest.fixture
def elsewhere(migrated_file: Path, tmp_path: Path, actor: Actor, clock: Clock) -> Iterator[Verify]:
    """Verifies in another installation, which has no inspection at all."""
    path = tmp_path / "third-party.sqlite3"
    shutil.copy(migrated_file, path)
    engine = open_engine(f"sqlite:///{path}")

    def verify(content: object, data: bytes = LIST, **more: Any) -> Verdict:
        with transaction(engine) as other:
            file = json.dumps(content).encode()
            verdict = verify_draw(other, actor, clock, file=file, long_list=data, **more)
            assert access_log.events(other)[-1].inspection is None
            return verdict

    yield verify
    engine.dispose()


WISHES: list[dict[str, Any]] = [
    {},
    {"method": Method.INSPECTORATE, "size": 8, "cap": 2, "buffer": 0},
    {"on_the_day": True, "buffer": 0},
    {"size": None, "sizes": {"male_post_custody_low": 3}},
    {"size": None, "minimum": 2, "maximum": 5},
]


@pytest.mark.parametrize("wish", WISHES)
def test_a_draw_comes_out_the_same_here_and_elsewhere(
    exported: Drawn, verified: Verify, elsewhere: Verify, wish: dict[str, Any]
) -> None:
    content = exported(**wish)
    here, there = verified(content), elsewhere(content)
    assert (here.same, here.differences, here.case_by_case) == (True, [], True)
    assert (there.same, there.differences, there.case_by_case) == (True, [], False)
    assert (here.on_record, there.on_record) == (True, False)
    assert here.draw_hash == there.draw_hash == content["draw_hash"]


def test_the_supplied_list_comes_out_the_same(
    exported: Drawn, elsewhere: Verify, long_list_2016: bytes
) -> None:
    content = exported(long_list_2016, size=148, buffer=20, left_out=frozenset())
    assert [line["primaries"] for line in content["strata"]] == [54, 17, 40, 16, 21]
    assert elsewhere(content, long_list_2016).cases == 178


def test_the_file_names_nobody(session: Session, exported: Drawn, long_list_2016: bytes) -> None:
    content = exported(long_list_2016, size=148, left_out=frozenset(), method=Method.INSPECTORATE)
    told = json.dumps(content, ensure_ascii=False).casefold()
    columns = ("crn", "pnc", "family_name", "officer", "team", "case_key")
    for column in columns:
        values = session.execute(text(f"SELECT DISTINCT {column} FROM long_list_row")).scalars()  # noqa: S608 - fixed names
        assert [value for value in values if value and len(value) > 3 and value.casefold() in told] == []


def test_mended_and_excluded_rows_are_part_of_the_proof(
    session: Session, actor: Actor, clock: Clock, ref: str, exported: Drawn, elsewhere: Verify
) -> None:
    import_cases(session, actor, clock, ref=ref, filename="list.xlsx", data=LIST, as_at=AS_AT)
    exclude_row(session, actor, clock, ref=ref, row=5, reason="Moved away")
    correct_row(session, actor, clock, ref=ref, row=6, column="officer", value="Officer X", reason="Read")
    content = exported()
    assert (content["excluded_by_hand"], content["corrections"], content["population"]) == ([5], 1, 9)
    with pytest.raises(UserError, match="A correction was made before the draw"):
        elsewhere(content)
    mended = [each if each.number != 6 else row(6, officer="Officer X") for each in ROWS]
    assert elsewhere(content, xlsx([HEADINGS, *map(cells, mended)])).same


def test_own_headings_are_part_of_the_proof(
    session: Session, actor: Actor, clock: Clock, ref: str, exported: Drawn, elsewhere: Verify
) -> None:
    map_headings(session, actor, clock, ref=ref, columns={"Probation area": "cluster"})
    headings = ["Probation area" if text == "Cluster" else text for text in HEADINGS]
    data = xlsx([headings, *map(cells, ROWS)])
    assert elsewhere(exported(data), data).same


def test_the_exported_list_is_what_a_mended_draw_is_verified_from(
    session: Session, actor: Actor, clock: Clock, ref: str, exported: Drawn, elsewhere: Verify
) -> None:
    """Rows keep their numbers below a banner and beyond the end, cells their text, columns their headings."""
    columns = {"Probation area": "cluster", "Cluster": ""}
    map_headings(session, actor, clock, ref=ref, columns=columns)
    headings = ["Probation area" if text == "Cluster" else text for text in HEADINGS]
    rows = [cells(each) for each in ROWS]
    data = xlsx([["OFFICIAL-SENSITIVE"], [], headings, *rows, [], cells(row(20))])
    import_cases(session, actor, clock, ref=ref, filename="list.xlsx", data=data, as_at=AS_AT)
    common = {"ref": ref, "reason": "Read"}
    exclude_row(session, actor, clock, row=15, **common)
    exclude_row(session, actor, clock, row=5, **common)
    correct_row(session, actor, clock, row=6, column="officer", value="-Officer X", **common)
    content = exported(data)
    assert (content["excluded_by_hand"], content["corrections"], content["population"]) == ([5, 15], 1, 9)
    with pytest.raises(UserError, match="use the list as corrected"):
        elsewhere(content, data)
    made = export_list(session, actor, clock, ref=ref)
    assert elsewhere(content, make_long_list(made, MARKING)).same


def test_another_list_is_not_the_frame(exported: Drawn, verified: Verify) -> None:
    content = exported()
    other = xlsx([HEADINGS, *map(cells, ROWS[:-1])])
    with pytest.raises(UserError, match=r"isn’t the one.*male_post_custody_low 9 here and 10 there"):
        verified(content, other)
    with pytest.raises(UserError, match=r"isn’t the one.*male_post_custody_low 0 here"):
        verified(content, as_at=date(2014, 1, 1))


def change(*path: str | int, to: object) -> Callable[[dict[str, Any]], None]:
    """Puts a value somewhere in a file."""

    def changed(content: Any) -> None:
        for part in path[:-1]:
            content = content[part]
        content[path[-1]] = to

    return changed


def swap_hashes(content: dict[str, Any]) -> None:
    """Lets two cases change their names."""
    first, second = content["cases"][:2]
    first["hash"], second["hash"] = second["hash"], first["hash"]


def fewer(content: dict[str, Any]) -> None:
    """Says that a reserve was a first choice."""
    content["strata"][0] |= {"primaries": 5, "reserves": 1}
    reserve = next(each for each in content["cases"] if each["role"] == "reserve" and each["place"] == 2)
    reserve |= {"role": "primary", "place": 5, "reference": "005"}


@pytest.mark.parametrize(
    ("tamper", "words"),
    [
        (change("seed", to="another seed"), "male_post_custody_low: other cases"),
        (change("plan", "buffer", to=100), "10 first choices|reserves here"),
        (change("draw_hash", to="0" * 64), "hash of the draw as a whole differs"),
        (change("strata", 0, "hash", to="0" * 64), "other cases, references"),
        (change("cases", 0, "probability", to="5/10"), "first choice 1: another probability"),
        (change("cases", 0, "reference", to="009"), "first choice 1: another reference"),
        (change("trace", 0, "name", to="TYPED"), "steps by which"),
        (swap_hashes, "first choice 1: another case"),
        (change("excluded", to={"duplicate": 9}), "Excluded, duplicate: 0 here; the file says 9"),
        (change("open_problems", to=9), "Rows with open problems: 0 here; the file says 9"),
        (change("strata", 0, "label", to="Women"), "here; the file says “Women”"),
        (
            change("seed_made_at", to="2001-01-01T00:00:00+00:00"),
            "seed_made_at is not as it is on record here",
        ),
        (change("drawn_at", to="2001-01-01T00:00:00+00:00"), "drawn_at is not as it is on record here"),
        (change("reason", to="Another"), "reason is not as it is on record here"),
        (change("warnings", to=["Beware"]), "warnings is not as it is on record here"),
        (change("excluded_by_hand", to=[99]), "excluded_by_hand is not as it is on record here"),
        (change("plan", "confidence", to=99), "plan is not as it is on record here"),
        (fewer, "4 first choices and 2 reserves here; the file says 5 and 1"),
    ],
)
def test_where_a_draw_differs_is_said(
    exported: Drawn, verified: Verify, tamper: Callable[[dict[str, Any]], None], words: str
) -> None:
    content = exported()
    tamper(content)
    verdict = verified(content)
    assert not verdict.same
    assert any(part in " ".join(verdict.differences) for part in words.split("|"))


@pytest.mark.parametrize(
    ("tamper", "message"),
    [
        (lambda content: content.pop("seed"), "seed is missing"),
        (change("seed", to=""), "seed can’t be used"),
        (lambda content: content.pop("frame_hash"), "frame_hash is missing"),
        (change("format", to="something"), "its format isn’t"),
        (change("format_version", to=2), "another version of the format"),
        (change("more", to=1), "more can’t be used"),
        (change("population", to=11), "don’t add up to that of the list"),
        (change("strata", 0, "drawn", to=7), "numbers of stratum male_post_custody_low don’t add up"),
        (change("strata", 0, "population", to=-1), "population can’t be used"),
        (lambda content: content["cases"].pop(), "aren’t as many as the strata say"),
        (change("cases", 0, "place", to=2), "two cases have the same place"),
        (change("trace", 0, "counts", to={}), "step of the trace"),
        (change("plan", "sizes", to={"male_post_custody_low": 3}), "add up to the size"),
        (change("plan", "size", to="4"), "plan.size can’t be used"),
        (change("draw", to=10**30), "draw can’t be used"),
        (change("plan", "sizes", to={"female": 4}), "sizes are of other strata"),
        (change("plan", "size", to=10**12), "No such draw can have been made"),
        (change("as_at", to="2016-02-30"), "as_at is no real date"),
        (change("method_version", to="9"), "was drawn by version 9"),
        (change("structure_hash", to="0" * 64), "its structure differs"),
        (change("instrument", to="nothing@1.0"), "There is no questionnaire"),
        (change("method", to="lottery"), "method can’t be used"),
    ],
)
def test_a_damaged_file_is_a_clear_error(
    session: Session, exported: Drawn, verified: Verify, tamper: Callable[[Any], object], message: str
) -> None:
    content = exported()
    tamper(content)
    before = access_log.events(session)
    with pytest.raises(UserError, match=message):
        verified(content)
    assert access_log.events(session) == before


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"PK\x03\x04", b"\xff", b"[" * 100_000, b"1e999"])
def test_what_is_no_exported_draw_is_said(
    session: Session, actor: Actor, clock: Clock, content: bytes
) -> None:
    with pytest.raises(UserError, match="no exported draw"):
        verify_draw(session, actor, clock, file=content, long_list=LIST)


def test_a_draw_is_verified_after_its_list_was_destroyed(
    session: Session, actor: Actor, clock: Clock, ref: str, exported: Drawn, verified: Verify
) -> None:
    before = exported()
    destroy_frame(session, actor, clock, ref=ref, reason="Report published")
    _, file = export_draw(session, actor, clock, ref=ref)
    after = json.loads(file)
    assert {each["hash"] for each in after["cases"]} == {None}
    for content in (before, after):
        verdict = verified(content)
        assert (verdict.same, verdict.case_by_case) == (True, False)


def test_exports_and_verifications_are_logged(
    session: Session, ref: str, exported: Drawn, verified: Verify
) -> None:
    content = exported()
    verified(content)
    export, verification = access_log.events(session, ref)[-2:]
    assert (export.action, export.subject) == ("sample.export", "draw 1")
    assert (verification.action, verification.subject) == ("sample.verify", "draw 1")
    assert verification.detail == {"same": True, "draw_hash": content["draw_hash"]}


def test_without_a_draw_there_is_nothing_to_export(
    session: Session, actor: Actor, clock: Clock, ref: str
) -> None:
    with pytest.raises(UserError, match="no sample yet"):
        export_draw(session, actor, clock, ref=ref)
