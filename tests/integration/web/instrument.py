"""A small instrument with every kind of answer, and a long list for it."""

from typing import Any

from inspect_app.questionnaire.model import Definition

ATTRIBUTES: list[dict[str, Any]] = [
    {
        "id": "sex",
        "label": "Sex",
        "column": "gender",
        "options": [
            {"value": "female", "label": "Female", "codes": ["Female"]},
            {"value": "male", "label": "Male", "codes": ["Male"]},
        ],
    },
    {"id": "cluster", "label": "Cluster", "column": "cluster"},
]
QUESTIONS: list[dict[str, Any]] = [
    {
        "id": "home_found",
        "type": "choice",
        "text": "Was a <home> found?",
        "guidance": "Look at the plan.\n\n- letters\n- notes & forms",
        "answers": "yes_no_na",
        "comment": {"use": "optional", "required_for": ["no"]},
        "key_question": {"sufficient": ["yes"]},
    },
    {
        "id": "home_kind",
        "type": "choices",
        "text": "What was tried?",
        "answers": [
            {"value": "hostel", "label": "Hostel"},
            {"value": "family", "label": "Family"},
            {"value": "nothing", "label": "Nothing", "alone": True},
        ],
        "ask_when": {"question": "home_found", "is": "no"},
        "comment": {"use": "never"},
    },
    {"id": "visits", "type": "whole_number", "text": "How many visits?", "minimum": "0", "maximum": "50"},
    {"id": "weeks", "type": "decimal", "text": "How many weeks?", "required": False, "minimum": "0"},
    {"id": "released_on", "type": "date", "text": "When was the release?", "comment": {"use": "never"}},
    {
        "id": "summary",
        "type": "text",
        "text": "What happened?",
        "required": False,
        "comment": {"use": "never"},
    },
    {
        "id": "well_run",
        "type": "choice",
        "text": "Was the release well run?",
        "answers": "yes_no_na",
        "comment": {"use": "required"},
        "key_question": {"sufficient": ["yes"]},
    },
]
DEFINITION = Definition.model_validate(
    {
        "id": "small",
        "version": "1",
        "title": "Small instrument",
        "attributes": ATTRIBUTES,
        "answer_sets": {
            "yes_no_na": [
                {"value": "yes", "label": "Yes"},
                {"value": "no", "label": "No"},
                {"value": "na", "label": "Not applicable", "kind": "not_applicable"},
            ]
        },
        "points": [
            {"id": "custody", "title": "In custody"},
            {"id": "community", "title": "In the community"},
        ],
        "sections": [
            {
                "id": "home",
                "title": "Home",
                "point": "custody",
                "questions": ["home_found", "home_kind", "visits", "weeks"],
            },
            {
                "id": "release",
                "title": "Release",
                "point": "community",
                "questions": ["released_on", "summary", "well_run"],
            },
        ],
        "standards": [{"id": "all", "title": "Resettlement", "key_questions": ["home_found", "well_run"]}],
        "ratings": [
            {"id": "good", "title": "Good", "words": "most", "at_least": 50, "points": 1},
            {"id": "poor", "title": "Poor", "words": "few", "at_least": 0, "points": 0},
        ],
        "strata": [
            {"id": "men", "title": "Men", "when": {"attribute": "sex", "is": "male"}},
            {"id": "women", "title": "Women", "when": {"attribute": "sex", "is": "female"}},
        ],
        "questions": QUESTIONS,
    }
)

HEADINGS = (
    "Family name,First name(s),DoB,Gender,Case/sentence type,CRN,PNC,Risk of Serious Harm classification,"
    "Date of sentence or release on licence,Order or licence terminated,Cluster,LDU,Team,Responsible officer,"
    "Manager,Office"
)


def long_list_row(number: int, gender: str = "Male", start: str = "01/02/2016") -> str:
    """One invented person of the long list."""
    return (
        f"Family{number},First,0{number}/03/1985,{gender},Adult Licence,X{number:06},1985/{number:07}A,RMRH,"
        f"{start},No,North,Preston,Team 1,Officer {number},Manager,Office"
    )


LONG_LIST = "\n".join(
    [
        HEADINGS,
        long_list_row(1),
        long_list_row(2, "Female"),
        long_list_row(3),
        long_list_row(4, "Female"),
        long_list_row(5, start="31/02/2016"),
        long_list_row(6, start="01/02/2017"),
    ]
).encode()
