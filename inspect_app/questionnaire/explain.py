"""What pydantic finds wrong, in plain English and at the right line."""

from collections.abc import Callable, Mapping

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from inspect_app.questionnaire.problems import Problem
from inspect_app.questionnaire.source import Document, Steps

_PATTERNS = {
    r"^[a-z][a-z0-9_]*$": "small letters, digits and underscores, starting with a letter",
    r"^[a-z][a-z0-9-]*$": "small letters, digits and hyphens, starting with a letter",
    r"^\d+(\.\d+)*$": "numbers with points between them, such as 1.0",
    r"^[a-z]{2,3}$": "two or three small letters, such as en or cy",
}
_WORDS: Mapping[str, Callable[[ErrorDetails], str]] = {
    "missing": lambda error: "this is missing",
    "extra_forbidden": lambda error: "this is not known here; check its spelling and its indent",
    "string_type": lambda error: f"this must be a text{_instead(error)}; put quotes round it if it is one",
    "string_pattern_mismatch": lambda error: f"“{error['input']}” must be {_PATTERNS[error['ctx']['pattern']]}",
    "string_too_long": lambda error: f"this must have at most {error['ctx']['max_length']} characters",
    "enum": lambda error: f"“{error['input']}” must be one of {error['ctx']['expected']}",
    "literal_error": lambda error: f"“{error['input']}” must be {error['ctx']['expected']}",
    "bool_parsing": lambda error: f"“{error['input']}” must be true or false",
    "bool_type": lambda error: f"this must be true or false{_instead(error)}",
    "int_parsing": lambda error: f"“{error['input']}” must be a whole number",
    "int_type": lambda error: f"this must be a whole number{_instead(error)}",
    "greater_than_equal": lambda error: f"this must be {error['ctx']['ge']} or more",
    "less_than_equal": lambda error: f"this must be {error['ctx']['le']} or less",
    "too_short": lambda error: "this list must not be empty",
    "tuple_type": lambda error: f"this must be a list{_instead(error)}",
    "dict_type": lambda error: f"this must be a mapping{_instead(error)}",
    "model_type": lambda error: f"this must be a mapping{_instead(error)}",
    "value_error": lambda error: error["msg"].removeprefix("Value error, "),
}


def explain(error: ValidationError, document: Document, start: Steps = ()) -> list[Problem]:
    """One problem for each mistake; `start` are the steps to the part that was validated."""
    problems = []
    for details in error.errors(include_url=False):
        steps, missing = _steps(document.data, (*start, *details["loc"]))
        translate = _WORDS.get(details["type"])
        words = translate(details) if translate else details["msg"]
        name = ".".join(str(step) for step in (*steps, *missing) if isinstance(step, str))
        problems.append(Problem(document.file, document.line(steps), f"{name}: {words}" if name else words))
    return problems


def _steps(data: object, loc: Steps) -> tuple[Steps, Steps]:
    """The steps that exist in the data, and the missing key if there is one; the names of union members fall out."""
    steps: list[str | int] = []
    missing: Steps = ()
    for step in loc:
        if isinstance(data, dict) and step in data:
            data = data[step]
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            missing = (step,)
            continue
        missing = ()
        steps.append(step)
    return tuple(steps), missing


def _instead(error: ErrorDetails) -> str:
    given = error["input"]
    if given is None:
        return ", and nothing is given"
    if isinstance(given, bool):
        return f", not {str(given).lower()}"
    return ", not a list" if isinstance(given, list) else ", not a mapping" if isinstance(given, dict) else ""
