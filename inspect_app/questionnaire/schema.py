"""The JSON Schema of the files of an instrument, for editors."""

from inspect_app.questionnaire.model import Manifest, Question


def json_schema() -> dict[str, object]:
    """The schemas of instrument.yaml ("manifest") and of the files in questions/ ("question")."""
    return {"manifest": Manifest.model_json_schema(), "question": Question.model_json_schema()}
