"""Goes along the chains of the access log and names each line that is not as it was written."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from inspect_app.ledger.access_chain import beginning, link
from inspect_app.records.access_log import Line, line_of, lock_head
from inspect_app.records.models import AccessLogHeadRow, AccessLogRow

UNREADABLE = (ValueError, TypeError, LookupError, AttributeError, RecursionError, DBAPIError)
"""What reading a line can raise once somebody has meddled with it."""
NOT_AS_WRITTEN = "is not what was written there: it was changed, moved or put in"


@dataclass(frozen=True)
class Difference:
    """Something that differs; `inspection` is None in the chain of lines about no single one.

    `line` is a place in the chain, and `id` the key of the row that stands there, None when there is none.
    """

    inspection: str | None
    line: int
    id: int | None
    message: str


@dataclass(frozen=True)
class AccessVerification:
    """How much was checked, and everything that differs."""

    chains: int
    lines: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class _Kept:
    """A row of a chain, and the line in it, None where it can no longer be read."""

    id: int
    seq: int
    line: Line | None

    def follows(self, previous: str) -> bool:
        try:
            return self.line is not None and self.line.chain_hash == link(previous, self.line.event)
        except UNREADABLE:
            return False


def verify(session: Session, inspection: str | None = None) -> AccessVerification:
    """Checks the chain of one inspection, or every chain; nobody adds to it meanwhile."""
    lines = 0
    differences: list[Difference] = []
    chains = _chains(session) if inspection is None else [inspection]
    for chain in chains:
        head = lock_head(session, chain)
        kept = _kept(session, chain)
        lines += len(kept)
        differences += [*_wrong_lines(chain, kept), *_wrong_end(chain, kept, head)]
    return AccessVerification(len(chains), lines, tuple(differences))


def _chains(session: Session) -> list[str]:
    named = session.scalars(select(func.coalesce(AccessLogRow.inspection, "")).distinct())
    return sorted({*named, *session.scalars(select(AccessLogHeadRow.chain))})


def _kept(session: Session, chain: str) -> list[_Kept]:
    keys = select(AccessLogRow.id, AccessLogRow.seq).where(_of(chain))
    # SQLite keeps what is no number in a column of numbers; no line has the place 0
    places = sorted((_number(seq), id_) for id_, seq in session.execute(keys))
    try:
        read: dict[int, Line | None] = dict(_read(session, _of(chain)))
    except UNREADABLE:  # somewhere among them: read one by one, so that the others are checked all the same
        read = {id_: _read_one(session, id_) for _, id_ in places}
    return [_Kept(id_, seq, read[id_]) for seq, id_ in places]


def _number(seq: object) -> int:
    return seq if isinstance(seq, int) else 0


def _read(session: Session, condition: ColumnElement[bool]) -> Iterator[tuple[int, Line]]:
    query = select(AccessLogRow).where(condition).execution_options(populate_existing=True)
    return ((row.id, line_of(row)) for row in session.scalars(query))


def _read_one(session: Session, id_: int) -> Line | None:
    try:
        return next(_read(session, AccessLogRow.id == id_))[1]
    except UNREADABLE:
        return None


def _of(chain: str) -> ColumnElement[bool]:
    if chain:
        return AccessLogRow.inspection == chain
    return or_(AccessLogRow.inspection.is_(None), AccessLogRow.inspection == "")


def _wrong_lines(chain: str, kept: list[_Kept]) -> Iterator[Difference]:
    head, last = beginning(chain or None), 0
    for each in kept:
        if each.seq > last + 1:
            yield Difference(chain or None, last + 1, None, _missing(last + 1, each.seq - 1))
        elif each.seq <= last or not each.follows(head):
            yield Difference(chain or None, each.seq, each.id, f"Line {each.seq} {NOT_AS_WRITTEN}.")
        if each.seq <= last:
            continue  # it stands at the place of another, which the next one follows
        head, last = each.line.chain_hash if each.line else "", each.seq


def _wrong_end(chain: str, kept: list[_Kept], head: AccessLogHeadRow | None) -> Iterator[Difference]:
    last = kept[-1].seq if kept else 0
    if head is None:
        if kept:
            yield Difference(chain or None, last, None, "What says where the lines end is missing.")
    elif last < head.lines:
        message = f"{_missing(last + 1, head.lines)[:-1]}, at the end."
        yield Difference(chain or None, last + 1, None, message)
    elif last > head.lines:
        for each in kept:
            if each.seq > head.lines:
                message = f"Line {each.seq} was put in: the last one written was line {head.lines}."
                yield Difference(chain or None, each.seq, each.id, message)
    elif kept and (kept[-1].line is None or kept[-1].line.chain_hash != head.head):
        yield Difference(
            chain or None, last, kept[-1].id, f"Line {last} is not the one that was written last."
        )


def _missing(first: int, last: int) -> str:
    return f"Line {first} is missing." if first == last else f"Lines {first} to {last} are missing."
