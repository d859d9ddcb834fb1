"""Writes down what cases an inspected body is asked for: the period, which of them, and their columns."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from inspect_app.ledger.entries import Actor, Clock
from inspect_app.questionnaire.problems import NotThere, UserError
from inspect_app.questionnaire.tidy_text import tidy
from inspect_app.records import access_log, inspections, requests
from inspect_app.records.engine import Session
from inspect_app.records.models import CaseListRequestRow
from inspect_app.sampling.columns import COLUMNS, Column

LONGEST = 4_000
OPTIONAL = tuple(column.key for column in COLUMNS if not column.needed)


@dataclass(frozen=True)
class CaseListRequest:
    """A request: cases of the period, both days included; `columns` are keys in the order of the list.

    `inclusions` and `exclusions` are paragraphs.
    """

    number: int
    period_from: date
    period_to: date
    inclusions: Sequence[str]
    exclusions: Sequence[str]
    columns: Sequence[str]
    made_at: datetime
    author: str

    def asked(self) -> list[Column]:
        """The columns asked for."""
        return [column for column in COLUMNS if column.key in self.columns]


def request_cases(
    session: Session, actor: Actor, clock: Clock, *, ref: str, period: tuple[date, date],
    inclusions: str = "", exclusions: str = "", optional: Collection[str] = OPTIONAL,
) -> CaseListRequest:  # fmt: skip
    """Make and keep a request; the needed columns are always asked for, and of the others those `optional`.

    Raises UserError, and stores nothing, when the period ends before it begins, when a text is too long, or
    for an unknown inspection or column.
    """
    first, last = period
    if last < first:
        raise UserError("The period ends before it begins. Give its first and its last day.")
    if unknown := [key for key in optional if key not in OPTIONAL]:
        names = ", ".join(OPTIONAL)
        raise UserError(
            f"“{unknown[0]}” is not a column that can be left out or asked for. Those are: {names}."
        )
    included, excluded = _paragraphs(inclusions), _paragraphs(exclusions)
    columns = [column.key for column in COLUMNS if column.needed or column.key in optional]
    inspection, _ = inspections.lock(session, ref)
    now = clock()
    number = requests.next_number(session, inspection.id)
    made = CaseListRequest(number, first, last, included, excluded, columns, now, actor.name)
    row = CaseListRequestRow(
        inspection_id=inspection.id, number=number, body=_body(made),
        made_at=now, author=actor.name, device=actor.device,
    )  # fmt: skip
    session.add(row)
    session.flush()
    access_log.record(session, now, actor, "cases.request", ref, f"request {number}", {})
    return made


def list_requests(session: Session, ref: str) -> list[CaseListRequest]:
    """The requests made in an inspection, the last one first."""
    inspection, _ = inspections.find(session, ref)
    return [_request(row) for row in requests.of_inspection(session, inspection.id)]


def get_request(session: Session, ref: str, number: int) -> CaseListRequest:
    """One request; NotThere if there is none of that number."""
    for request in list_requests(session, ref):
        if request.number == number:
            return request
    raise NotThere(f"This inspection has no case list request {number}.")


def _paragraphs(text: str) -> list[str]:
    if len(text) > LONGEST:
        raise UserError(f"A text of a request can have {LONGEST:,} characters. Shorten it.")
    return [line.strip() for line in tidy(text).split("\n") if line.strip()]


_DAYS = ("period_from", "period_to")
_OF_THE_ROW = ("number", "made_at", "author")


def _body(made: CaseListRequest) -> dict[str, object]:
    kept = {key: value for key, value in asdict(made).items() if key not in _OF_THE_ROW}
    return kept | {key: kept[key].isoformat() for key in _DAYS}


def _request(row: CaseListRequestRow) -> CaseListRequest:
    days = {key: date.fromisoformat(row.body[key]) for key in _DAYS}
    return CaseListRequest(number=row.number, made_at=row.made_at, author=row.author, **{**row.body, **days})
