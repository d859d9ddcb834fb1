"""Lines of the access log as a file: CSV for people, JSON lines for whoever recomputes the chain."""

from collections.abc import Iterable

from inspect_app.ledger.access_chain import content
from inspect_app.questionnaire.canonical import canonical_json
from inspect_app.records.access_log import Line
from inspect_app.reports.safe_csv import safe_csv

HEADER = (
    "line",
    "at",
    "author",
    "device",
    "action",
    "inspection",
    "subject",
    "detail",
    "reason",
    "recipient",
    "chain_hash",
)


def as_csv(lines: Iterable[Line]) -> bytes:
    """The lines under their headings, safe to open in a spreadsheet; the detail is JSON."""
    return safe_csv([HEADER, *(_cells(line) for line in lines)])


def as_json_lines(lines: Iterable[Line]) -> bytes:
    """One object a line: what was hashed, with its place (`line`) and the chain's hash there."""
    return "".join(
        f"{canonical_json({**content(line.event), 'line': line.seq, 'chain_hash': line.chain_hash})}\n"
        for line in lines
    ).encode()


def _cells(line: Line) -> list[object]:
    told = {**content(line.event), "line": line.seq, "chain_hash": line.chain_hash}
    told["detail"] = canonical_json(told["detail"])
    return ["" if told[name] is None else told[name] for name in HEADER]
