"""A snapshot as plain text for a terminal: the ratings with their reasons, then every table."""

from collections.abc import Iterator

from inspect_app.findings.figures import Cell, DecidedRating, Measure, Rating, Row, Table, TableKind
from inspect_app.findings.snapshot import Snapshot, snapshot_hash


def printed(snapshot: Snapshot) -> str:
    """The whole text, without a last line break."""
    return "\n".join(_lines(snapshot))


def _lines(snapshot: Snapshot) -> Iterator[str]:
    if snapshot.inspection.synthetic:
        yield "SYNTHETIC DATA: no case here is a real person."
    yield f"{snapshot.inspection.title} ({snapshot.inspection.ref})"
    cases = snapshot.cases
    yield f"{cases.signed_off} of {cases.total} cases are signed off and counted."
    if cases.withdrawn:
        yield f"Withdrawn, and not among them: {cases.withdrawn}."
    yield f"Snapshot {snapshot_hash(snapshot)[:12]}."
    if snapshot.overall:
        yield from ("", f"Overall: {snapshot.overall.band_title or 'Not rated'}")
        yield from (f"  {sentence}" for sentence in snapshot.overall.explanation)
        yield from _overall_decided(snapshot)
    for rating in snapshot.ratings:
        yield from _rating(rating)
        yield from decision_lines(snapshot.decision(rating.id))
    for table in snapshot.tables:
        yield from _table(table)


def _rating(rating: Rating) -> Iterator[str]:
    yield from ("", f"{rating.title}: {rating.band_title or 'Not rated'}")
    yield from (f"  {sentence}" for sentence in rating.explanation)
    yield from (f"  For the panel: {flag.sentence}" for flag in rating.flags)


def _overall_decided(snapshot: Snapshot) -> Iterator[str]:
    if follows := snapshot.overall_decided:
        yield f"  With what was decided about standards: {follows.band_title or 'Not rated'}"
        yield from (f"    {sentence}" for sentence in follows.explanation)
    yield from decision_lines(snapshot.decision("overall"))


def decision_lines(decision: DecidedRating | None) -> Iterator[str]:
    """What was decided, when, by whom and why, on one line; none where nothing was."""
    if decision is None:
        return
    said = "Judged" if decision.judgement else f"Decided: {decision.band_title or 'Not rated'}"
    said += ", which confirms the computed rating" if decision.confirms else ""
    when = f"{decision.at[:10]}, {decision.by}" if decision.by else decision.at[:10]
    yield f"  {said} ({when}): {decision.grounds or 'grounds suppressed'}"


def _table(table: Table) -> Iterator[str]:
    yield from ("", table.title)
    question = None
    for row in table.rows:
        titled = row.label == row.question_text or table.kind is TableKind.KEY_QUESTION
        if row.question != question and not titled:
            yield f"  {row.question_text}"
        question = row.question
        yield from _row(table, row)
    yield from (f"  Note: {note}" for note in table.notes)


def _row(table: Table, row: Row) -> Iterator[str]:
    if len(table.columns) == 1:
        yield f"    {row.label}: {_cell(table, row, row.cells[0])}"
        return
    yield f"    {row.label}"
    for column, cell in zip(table.columns, row.cells, strict=True):
        yield f"      {column.label}: {_cell(table, row, cell)}"


def _cell(table: Table, row: Row, cell: Cell) -> str:
    if cell.value is not None and row.measure is Measure.COUNT:
        weighted = f"weighted count {cell.value}, from {cell.numerator} of {cell.denominator} cases read"
        parts = [weighted if table.weight else f"{cell.numerator} of {cell.denominator}"]
    elif cell.per_cent is not None:
        parts = [f"{cell.numerator} of {cell.denominator}, {cell.per_cent} per cent"]
    elif cell.value is not None:
        parts = [f"{cell.value} from {cell.denominator} answer{'' if cell.denominator == 1 else 's'}"]
    else:
        return f"{cell.reason}"
    low = " [low]" if cell.low else ""
    return "; ".join([*parts, *_set_aside(cell)]) + low


def _set_aside(cell: Cell) -> Iterator[str]:
    statuses = (
        (cell.not_applicable, "not applicable"),
        (cell.dont_know, "don't know"),
        (cell.not_asked, "not asked"),
        (cell.not_answered, "not answered"),
    )
    yield from (f"{count} {words}" for count, words in statuses if count)
