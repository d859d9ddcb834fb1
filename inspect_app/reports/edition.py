"""How an output says which edition it was made from."""

from collections.abc import Sequence

from inspect_app.findings.snapshot import Snapshot, snapshot_hash
from inspect_app.publication.frozen import Publication, publication_hash

SHORT = 12
ABOUT = ("edition", "handling")
"""The headings of what `about` says."""


def short_hash(snapshot: Snapshot) -> str:
    """The first characters of the snapshot's hash: enough to tell two editions apart."""
    return snapshot_hash(snapshot)[:SHORT]


def printed_hash(publication: Publication) -> str:
    """The same of a frozen report: it stands on every page of every output."""
    return publication_hash(publication)[:SHORT]


def editions_said(editions: Sequence[str]) -> str:
    """Which editions reports were made of: "edition 3f2a9c01d4e5"; nothing where that was not kept."""
    kind = "edition" if len(editions) == 1 else "editions"
    return f"{kind} {', '.join(edition[:SHORT] for edition in editions)}" if editions else ""


def about(snapshot: Snapshot, handling: str) -> tuple[str, str]:
    """What each line of a file says of itself, for one that is sent on alone: its edition and its marking."""
    synthetic = "synthetic data; " if snapshot.inspection.synthetic else ""
    return short_hash(snapshot), f"{snapshot.inspection.marking}; {synthetic}{handling}"
