"""How an output says which edition it was made from."""

from inspect_app.findings.snapshot import Snapshot, snapshot_hash

SHORT = 12
ABOUT = ("edition", "handling")
"""The headings of what `about` says."""


def short_hash(snapshot: Snapshot) -> str:
    """The first characters of the snapshot's hash: enough to tell two editions apart."""
    return snapshot_hash(snapshot)[:SHORT]


def about(snapshot: Snapshot, handling: str) -> tuple[str, str]:
    """What each line of a file says of itself, for one that is sent on alone: its edition and its marking."""
    synthetic = "synthetic data; " if snapshot.inspection.synthetic else ""
    return short_hash(snapshot), f"{snapshot.inspection.marking}; {synthetic}{handling}"
