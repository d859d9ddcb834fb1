"""The JSON Schema of the files of an instrument, for editors."""

from inspect_app.questionnaire.model import Manifest, Question
from inspect_app.questionnaire.scheme import Scheme


def json_schema() -> dict[str, object]:
    """The schemas of instrument.yaml ("manifest"), scheme.yaml and the files in questions/ ("question")."""
    return {
        "manifest": Manifest.model_json_schema(),
        "scheme": Scheme.model_json_schema(),
        "question": Question.model_json_schema(),
    }
