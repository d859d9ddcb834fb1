"""Describes a file of raw data by the Frictionless standard, and lists every file with its size and hash."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from inspect_app.fieldwork.read_data import RawData
from inspect_app.findings.data_columns import Column, Kind, Source
from inspect_app.reports.raw_data.codebook import HEADINGS
from inspect_app.reports.raw_data.told import told

_TYPES = {Kind.WHOLE: "integer", Kind.DECIMAL: "number", Kind.DATE: "date"}
_FORMATS = {"sav": "binary"}
"""The standard knows no tables of SPSS: those files say themselves what they hold."""
MEDIA = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "sav": "application/x-spss-sav",
}


def datapackage(data: RawData, folder: Path, name: str, *, bom: bool) -> bytes:
    """datapackage.json of the data and their codebook, which are in the folder already."""
    form = name.rpartition(".")[2]
    resource: dict[str, Any] = {
        "name": "data",
        **_file(folder / name),
        "mediatype": MEDIA[form],
        "format": _FORMATS.get(form, form),
    }
    if form != "sav":  # the standard has no schema for files of SPSS, which hold their own
        resource |= {"profile": "tabular-data-resource", "schema": _schema(data.columns)}
    if form == "csv":
        resource |= {"encoding": "utf-8-sig" if bom else "utf-8", "dialect": {"lineTerminator": "\r\n"}}
    if form == "xlsx":
        resource["dialect"] = {"excel": {"sheet": "Data"}}
    codebook = {
        "name": "codebook",
        **_file(folder / "codebook.csv"),
        "mediatype": MEDIA["csv"],
        "format": "csv",
        "encoding": "utf-8",
        "profile": "tabular-data-resource",
        "schema": {"fields": [{"name": heading, "type": "string"} for heading in HEADINGS]},
    }
    return _json(
        {
            "profile": "data-package",
            "name": data.inspection.ref.lower(),
            "title": data.inspection.title,
            "description": "\n\n".join(f"{name}: {words}" for name, words in told(data)),
            "resources": [resource, codebook],
        }
    )


def manifest(data: RawData, folder: Path, names: Sequence[str], rows: Mapping[str, int]) -> bytes:
    """manifest.json: what the files were made of; of each its rows without headings, bytes and SHA-256."""
    return _json(
        {
            "inspection": data.inspection.ref,
            "handling": data.handling,
            "questionnaire": data.inspection.definition.id,
            "version": data.inspection.definition.version,
            "every_case": data.wanted.every,
            "texts": data.wanted.texts,
            "ledger": data.ledger,
            "files": [
                {**_file(folder / name), **({"rows": rows[name]} if name in rows else {})} for name in names
            ],
        }
    )


def _file(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"path": path.name, "bytes": path.stat().st_size, "hash": f"sha256:{digest}"}


def _schema(columns: Sequence[Column]) -> dict[str, Any]:
    missing = dict.fromkeys(v.word for c in columns for v in c.values if v.word.startswith("["))
    answered = "[answered]"
    return {
        "fields": [_field(column) for column in columns],
        "missingValues": ["", *(word for word in missing if word != answered)],
        "primaryKey": ["case.reference"],
    }


def _field(column: Column) -> dict[str, Any]:
    words = [value.word for value in column.values if not value.word.startswith("[")]
    kind = "integer" if column.source is Source.OPTION else _TYPES.get(column.kind, "string")
    field: dict[str, Any] = {"name": column.name, "type": kind, "title": column.label}
    if column.source is not Source.OPTION and words:
        field["constraints"] = {"enum": words}
    return field


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=2).encode() + b"\n"
