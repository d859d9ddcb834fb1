"""Lists what was frozen of an inspection, and finds one of them by what people call it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from inspect_app.questionnaire.problems import NotThere, UserError
from inspect_app.records import inspections, snapshots
from inspect_app.records.engine import Session
from inspect_app.records.snapshots import Made

NOW = "now"
"""What the figures as they are at present are called, beside the numbers of snapshots."""
SHORTEST = 6
"""How much of a hash names a snapshot, so that no number is taken for one."""


@dataclass(frozen=True)
class End:
    """One of two sides of a comparison: a snapshot, or the present figures, which have no number yet."""

    number: int | None = None
    snapshot_hash: str | None = None
    made_at: datetime | None = None
    author: str | None = None
    editions: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What it is called: its number, or "now"."""
        return NOW if self.number is None else str(self.number)


def list_snapshots(session: Session, ref: str) -> list[Made]:
    """What was frozen of the whole inspection, oldest first. UserError when there is no such inspection.

    Every report is of one of them; the reports released to areas are not among them.
    """
    inspection, _ = inspections.find(session, ref)
    return snapshots.of_inspection(session, inspection.id)


def find_end(made: Sequence[Made], name: str) -> End:
    """A snapshot by its number, the start of its hash or of an edition's, or the present figures by "now"."""
    wanted = name.strip().lower()
    if wanted == NOW:
        return End()
    found = [each for each in made if str(each.number) == wanted]
    if not found and len(wanted) >= SHORTEST:
        found = [
            each
            for each in made
            if any(name.startswith(wanted) for name in (each.snapshot_hash, *each.editions))
        ]
    if len(found) > 1:
        numbers = " and ".join(str(each.number) for each in found)
        raise UserError(f"Snapshots {numbers} begin with {name}. Give the number, or more of the hash.")
    if not found:
        raise NotThere(
            f"There is no snapshot {name or '“”'} of this inspection. Give its number, the first "
            f"{SHORTEST} or more characters of its hash or of the edition on a report, or {NOW} for the "
            "present figures."
        )
    return End(**vars(found[0]))
