"""An invented long list of two areas, made by repeatable chance; its people have numbers and no names."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO

from inspect_app.fieldwork.demonstration.chance import between, pick
from inspect_app.sampling.columns import COLUMNS

CLUSTERS = {"Coast": 2, "Moors": 3}
"""The areas and how many delivery units each has."""
_TEAMS = ("A", "B")
_OFFICERS = 6
_FIRST_START = date(2025, 1, 6)
_SENTENCES = {
    "Community Order": 8,
    "Suspended Sentence Order": 5,
    "Licence": 6,
    "Post-sentence supervision": 2,
}
_ROSH = {"RLRH": 6, "RMRH": 11, "RHRH": 5, "RVRH": 1}


def invented_list(rows: int) -> bytes:
    """So many rows as CSV with the usual headings; the same number always gives the same bytes."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([column.heading for column in COLUMNS])
    writer.writerows(list(_row(number)) for number in range(1, rows + 1))
    return text.getvalue().encode()


def _row(number: int) -> Iterator[str]:
    about = f"list row {number}"
    cluster = pick(about, "cluster", {"Coast": 3, "Moors": 2})
    unit = f"{cluster} {between(about, 'unit', 1, CLUSTERS[cluster])}"
    team = f"{unit} team {_TEAMS[between(about, 'team', 0, len(_TEAMS) - 1)]}"
    born = date(1960, 1, 1) + timedelta(days=between(about, "born", 0, 16_000))
    start = _FIRST_START + timedelta(days=between(about, "start", 0, 180))
    cells = {
        "family_name": f"Invented {number:04}",
        "first_names": "Person",
        "date_of_birth": f"{born:%d/%m/%Y}",
        "gender": pick(about, "gender", {"Male": 6, "Female": 1}),
        "sentence_type": pick(about, "sentence", _SENTENCES),
        "crn": f"X{100_000 + number}",
        "rosh": pick(about, "rosh", _ROSH),
        "start_date": f"{start:%d/%m/%Y}",
        "terminated": "N",
        "cluster": cluster,
        "ldu": unit,
        "team": team,
        "officer": f"Officer {between(about, 'officer', 1, _OFFICERS)} of {team}",
        "manager": f"Manager of {team}",
        "office": f"{cluster} office",
    }
    return (cells.get(column.key, "") for column in COLUMNS)
