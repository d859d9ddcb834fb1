"""What pydantic finds wrong, in plain English and at the right line."""

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
_WORDS = {
    "missing": "this is missing",
    "extra_forbidden": "this is not known here; check its spelling and its indent",
    "string_type": "this must be a text{instead}; put quotes round it if it is one",
    "string_pattern_mismatch": "“{input}” must be {shape}",
    "string_too_long": "this must have at most {max_length} characters",
    "enum": "“{input}” must be one of {expected}",
    "literal_error": "this must be {expected}",
    "bool_parsing": "“{input}” must be true or false",
    "bool_type": "this must be true or false{instead}",
    "int_parsing": "“{input}” must be a whole number",
    "int_type": "this must be a whole number{instead}",
    "greater_than_equal": "this must be {ge} or more",
    "less_than_equal": "this must be {le} or less",
    "too_short": "this list must not be empty",
    "tuple_type": "this must be a list{instead}",
    "dict_type": "this must be a mapping{instead}",
    "mapping_type": "this must be a mapping{instead}",
    "model_type": "this must be a mapping{instead}",
    "value_error": "{error}",
    "none_required": "this is not known here; check its spelling and its indent",
}


def explain(error: ValidationError, document: Document) -> list[Problem]:
    """One problem for each mistake."""
    problems = []
    for details in error.errors(include_url=False):
        if details["type"] == "too_short" and details["input"]:
            continue  # its items are wrong, and are reported; pydantic counts only those that are right
        steps = _steps(document.data, details["loc"])
        missing = details["loc"][-1:] if details["type"] == "missing" else ()
        words = _words(details)
        name = ".".join(str(step) for step in (*steps, *missing) if isinstance(step, str))
        problems.append(Problem(document.file, document.line(steps), f"{name}: {words}" if name else words))
    return problems


def _steps(data: object, loc: Steps) -> Steps:
    """The steps that exist in the data; what pydantic adds to tell the members of a union apart falls out."""
    steps: list[str | int] = []
    for step in loc:
        if isinstance(data, dict | list) and step in (data if isinstance(data, dict) else range(len(data))):
            data = data[step]  # type: ignore[index]  # mypy loses that the step is a key of this very container
            steps.append(step)
    return tuple(steps)


def _words(details: ErrorDetails) -> str:
    template = _WORDS.get(details["type"])
    if template is None:
        return details["msg"]
    context = {name: "true" if value == "True" else value for name, value in details.get("ctx", {}).items()}
    shape = _PATTERNS.get(context.get("pattern", ""), "")
    return template.format(input=details["input"], instead=_instead(details["input"]), shape=shape, **context)


def _instead(given: object) -> str:
    if given is None:
        return ", and nothing is given"
    if isinstance(given, bool):
        return f", not {str(given).lower()}"
    return ", not a list" if isinstance(given, list) else ", not a mapping" if isinstance(given, dict) else ""
