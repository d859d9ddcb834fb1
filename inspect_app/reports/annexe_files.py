"""The data annexe of a report: its published figures as CSV, what each column holds, and a description."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from inspect_app.findings.snapshot import Snapshot, snapshot_hash
from inspect_app.reports.annexe import COLUMNS, SHORTHAND, AnnexeColumn, Kind, published_figures
from inspect_app.reports.edition import about
from inspect_app.reports.safe_csv import safe_csv

FIGURES_FILE, CODEBOOK_FILE, PACKAGE_FILE = "figures.csv", "codebook.csv", "datapackage.json"
CODEBOOK = ("column", "kind", "meaning")
KEY = ("about", "table", "row", "column")
"""What tells a figure from every other."""
HANDLING = "published figures"


def annexe_files(snapshot: Snapshot, printed: str) -> Mapping[str, bytes]:
    """The files of the annexe by their names, always the same bytes; `printed` is its short hash."""
    rows = (tuple(line.values()) for line in published_figures(snapshot))
    figures = safe_csv([tuple(COLUMNS), *rows])
    codebook = safe_csv([CODEBOOK, *((name, c.kind.value, c.meaning) for name, c in COLUMNS.items())])
    described = _package(snapshot, printed, figures, codebook)
    return {FIGURES_FILE: figures, CODEBOOK_FILE: codebook, PACKAGE_FILE: described}


def _package(snapshot: Snapshot, printed: str, figures: bytes, codebook: bytes) -> bytes:
    _, handling = about(snapshot, HANDLING)
    marks = "; ".join(f"{mark} {meaning}" for mark, meaning in SHORTHAND.items())
    fields = [_field(name, column) for name, column in COLUMNS.items()]
    content = {
        "profile": "data-package",
        "name": f"{snapshot.inspection.ref.lower()}-figures",
        "title": snapshot.inspection.title,
        "description": f"Edition {printed}. Handling: {handling}. {marks}",
        "version": snapshot_hash(snapshot),
        "resources": [
            _resource("figures", FIGURES_FILE, figures, fields, tuple(SHORTHAND), KEY),
            _resource(
                "codebook", CODEBOOK_FILE, codebook, [_text(name) for name in CODEBOOK], (), ("column",)
            ),
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2).encode() + b"\n"


def _resource(
    name: str,
    path: str,
    content: bytes,
    fields: list[dict[str, Any]],
    missing: tuple[str, ...],
    key: tuple[str, ...],
) -> dict[str, Any]:
    return {
        "name": name,
        "path": path,
        "profile": "tabular-data-resource",
        "mediatype": "text/csv",
        "format": "csv",
        "encoding": "utf-8",
        "dialect": {"lineTerminator": "\r\n"},
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {"fields": fields, "missingValues": ["", *missing], "primaryKey": list(key)},
    }


def _field(name: str, column: AnnexeColumn) -> dict[str, Any]:
    return {"name": name, "type": column.kind.value, "description": column.meaning}


def _text(name: str) -> dict[str, Any]:
    return {"name": name, "type": Kind.TEXT.value}
