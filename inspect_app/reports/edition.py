"""How an output says which edition it was made from."""

from inspect_app.findings.snapshot import Snapshot, snapshot_hash

SHORT = 12


def short_hash(snapshot: Snapshot) -> str:
    """The first characters of the snapshot's hash: enough to tell two editions apart."""
    return snapshot_hash(snapshot)[:SHORT]
