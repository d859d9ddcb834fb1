"""Invented long-list rows and a small definition to sort them by."""

from inspect_app.questionnaire.model import Definition
from inspect_app.sampling.frame import ListRow

DEFINITION = Definition.model_validate(
    {
        "id": "invented",
        "version": "1.0",
        "title": "Invented",
        "attributes": [
            {
                "id": "sex",
                "label": "Sex",
                "column": "gender",
                "options": [
                    {"value": "male", "label": "Male", "codes": ["M"]},
                    {"value": "female", "label": "Female", "codes": ["F"]},
                ],
            },
            {
                "id": "rosh",
                "label": "Risk of serious harm",
                "column": "rosh",
                "options": [
                    {"value": "low", "label": "Low", "codes": ["RLRH"]},
                    {"value": "medium", "label": "Medium"},
                ],
            },
            {"id": "cluster", "label": "Cluster", "column": "cluster"},
        ],
        "points": [{"id": "custody", "title": "Custody"}],
        "sections": [{"id": "one", "title": "One", "point": "custody", "questions": ["q"]}],
        "questions": [{"id": "q", "type": "text", "text": "Q"}],
        "strata": [
            {
                "id": "men_low",
                "title": "Men, low",
                "when": {"all": [{"attribute": "sex", "is": "male"}, {"attribute": "rosh", "is": "low"}]},
            },
            {"id": "women", "title": "Women", "when": {"attribute": "sex", "is": "female"}},
        ],
    }
)

PERSON = {
    "family_name": "Ash",
    "first_names": "Vik",
    "date_of_birth": "04/03/1980",
    "gender": "Male",
    "sentence_type": "Adult Licence",
    "crn": "X100000",
    "pnc": "1999/0000001A",
    "rosh": "RLRH",
    "start_date": "01/06/2015",
    "terminated": "N",
    "cluster": "North",
    "ldu": "North LDU 1",
    "team": "Team A",
    "officer": "Officer N1",
    "manager": "Manager N",
    "office": "North Office",
}


def row(number: int, **cells: str) -> ListRow:
    """An invented person who shares nothing that identifies with the person of another number."""
    own = {
        "first_names": f"Vik {number}",
        "crn": f"X{100_000 + number}",
        "pnc": f"1999/{number:07}A",
    }
    return ListRow(number, {**PERSON, **own, **cells})
