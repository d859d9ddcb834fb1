"""An inspection of two areas and another inspection, in which every field that can hold words holds a canary.

A canary is a word that stands nowhere else. Whoever reads one that is not theirs has been told too much.
"""

from io import BytesIO

from flask import Flask
from sqlalchemy import select

from inspect_app.fieldwork.create_inspection import create_inspection
from inspect_app.ledger.entries import Actor
from inspect_app.records.engine import transaction
from inspect_app.records.models import AreaRow, CaseRow, LongListRow
from tests.integration.web.conftest import HOME, RELEASE, Browser, as_at, draw, submit
from tests.integration.web.instrument import HEADINGS

NORTH, SOUTH, ELSEWHERE = "KestrelNorth", "OspreySouth", "HarrierElsewhere"
"""In the fields of the first area, of the second, and of the other inspection."""
TITLE = "GoshawkTitle"
"""In the title of the other inspection, which an administrator of the server may read."""

OF_CASES = ("Family", "First", "CRN", "PNC", "Officer", "Manager", "Office", "Words")
"""What follows the canary in the fields of people and cases."""

CELLS = (
    "{0}Family{1},{0}First{1},0{1}/03/1985,Male,Adult Licence,{0}CRN{1},{0}PNC{1},RMRH,01/02/2016,{0}Term,"
    "{0}Cluster,{0}Unit,{0}Team,{0}Officer,{0}Manager,{0}Office"
)


def long_list(*marks: str) -> bytes:
    """A long list with two people for each mark, every free cell of whom holds it."""
    rows = [CELLS.format(mark, 2 * place + number) for place, mark in enumerate(marks) for number in (1, 2)]
    return "\n".join([HEADINGS, *rows]).encode()


def fill(app: Flask, owner: Browser) -> dict[str, int]:
    """Fills an empty database, as the owner of the computer; answers the areas of "north" by their canary."""
    setting = app.extensions["inspect_app"]
    with transaction(setting.engine) as session:
        for ref, title in (("north", "Two areas"), ("noise", TITLE)):
            create_inspection(
                session, Actor("sam", "laptop"), setting.clock, ref=ref, questionnaire="small", title=title
            )
    for ref, marks in (("north", (NORTH, SOUTH)), ("noise", (ELSEWHERE,))):
        listed = {"file": (BytesIO(long_list(*marks)), "list.csv"), **as_at(6, 6, 2016)}
        owner.send(f"/inspections/{ref}/long-list", listed)
        draw(owner, f"/inspections/{ref}/", size=str(2 * len(marks)), seed=ref)
    for ref, reference, mark in cases_with_marks(app):
        score(owner, f"/inspections/{ref}/cases/{reference}/", mark)
    return areas_by_mark(app)


def areas_by_mark(app: Flask) -> dict[str, int]:
    """The regions of "north", which the draw made from the cells of the long list."""
    with transaction(app.extensions["inspect_app"].engine) as session:
        found = {row.name: row.id for row in session.execute(select(AreaRow.name, AreaRow.id))}
    return {mark: found[f"{mark}Cluster"] for mark in (NORTH, SOUTH)}


def cases_with_marks(app: Flask) -> list[tuple[str, str, str]]:
    """Each case by the ref of its inspection and its reference, with the canary it holds."""
    with transaction(app.extensions["inspect_app"].engine) as session:
        rows = session.execute(
            select(CaseRow.inspection_id, CaseRow.reference, LongListRow.cluster)
            .join(LongListRow, CaseRow.long_list_row_id == LongListRow.id)
            .order_by(CaseRow.id)
        ).all()
    first = rows[0][0]
    return [
        ("north" if inspection == first else "noise", reference, cluster.removesuffix("Cluster"))
        for inspection, reference, cluster in rows
    ]


def score(owner: Browser, case: str, mark: str) -> None:
    """Answers every question of a case with the canary in every text, signs it off and opens it again."""
    words = f"{mark}Words"
    home = {**HOME, "answer-home_found": "no", "comment-home_found": words, "comment-visits": words}
    owner.send(f"{case}sections/home", home)
    owner.send(f"{case}sections/home", {"answer-home_kind": ["hostel"]})
    owner.send(f"{case}sections/release", {**RELEASE, "answer-summary": words, "comment-well_run": words})
    submit(owner, case)
    owner.send(f"{case}return", {"reason": words})
    submit(owner, case)
    owner.send(f"{case}sign-off", {})
