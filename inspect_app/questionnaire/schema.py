"""The JSON Schema of the files of an instrument, for editors."""

from inspect_app.questionnaire.model import Manifest, Question
from inspect_app.questionnaire.rating import RatingScheme
from inspect_app.questionnaire.scheme import Scheme


def json_schema() -> dict[str, object]:
    """The schemas of instrument.yaml ("manifest"), scheme.yaml, ratings.yaml and a question's file."""
    return {
        "manifest": Manifest.model_json_schema(),
        "scheme": Scheme.model_json_schema(),
        "ratings": RatingScheme.model_json_schema(),
        "question": Question.model_json_schema(),
    }
