"""Builds the files of raw data: the data in one format, its codebook, its description and a manifest."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from inspect_app.fieldwork.progress import stretch
from inspect_app.fieldwork.read_data import RawData
from inspect_app.questionnaire.problems import UserError
from inspect_app.reports.build import Progress
from inspect_app.reports.placing import place, placed
from inspect_app.reports.raw_data.codebook import HEADINGS, codebook
from inspect_app.reports.raw_data.package import datapackage, manifest
from inspect_app.reports.safe_csv import safe_csv


class Form(StrEnum):
    """The formats."""

    CSV = "csv"
    XLSX = "xlsx"
    SAV = "sav"


CODEBOOK, PACKAGE, MANIFEST = "codebook.csv", "datapackage.json", "manifest.json"


def build_data(data: RawData, form: Form, out: Path, progress: Progress, *, bom: bool = False) -> list[Path]:
    """Write data.csv, data.xlsx or data.sav into `out` with what explains it, and say where the files are.

    Each file is put in its place when it is whole, the manifest last. `progress` is told the stage and the
    share done. Raises UserError when there is no case, and when a folder can't be written or a disk is full.
    """
    if not data.cases:
        raise UserError(
            "There is no case whose data could be written. Score a case, submit it and sign it off first, or "
            "ask for every case."
        )
    name = f"data.{form}"
    with placed(out / name) as part:
        _writer(form, bom)(data, part, stretch(lambda share: progress("Writing the data", share), 0.0, 0.95))
    progress("Describing the data", 0.95)
    lines = codebook(data.columns)
    place(safe_csv([HEADINGS, *lines]), out / CODEBOOK)
    place(datapackage(data, out, name, bom=bom), out / PACKAGE)
    rows = {name: data.cases, CODEBOOK: len(lines)}
    place(manifest(data, out, [name, CODEBOOK, PACKAGE], rows), out / MANIFEST)
    progress("Done", 1.0)
    return [out / each for each in (name, CODEBOOK, PACKAGE, MANIFEST)]


def _writer(form: Form, bom: bool) -> Callable[[RawData, Path, Callable[[float], None]], None]:
    """What writes a format; only that one's libraries are loaded."""
    if form is Form.XLSX:
        from inspect_app.reports.raw_data.xlsx_file import write_xlsx

        return write_xlsx
    if form is Form.SAV:
        from inspect_app.reports.raw_data.sav_file import write_sav

        return write_sav
    from inspect_app.reports.raw_data.csv_file import write_csv

    return lambda data, path, progress: write_csv(data, path, progress, bom=bom)
