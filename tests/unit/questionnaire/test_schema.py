from inspect_app.questionnaire.model import Manifest, Question
from inspect_app.questionnaire.rating import RatingScheme
from inspect_app.questionnaire.schema import json_schema
from inspect_app.questionnaire.scheme import Scheme


def test_the_schemas_name_every_field_as_it_is_written_in_a_file() -> None:
    schema = json_schema()
    manifest, scheme, question = schema["manifest"], schema["scheme"], schema["question"]
    ratings = schema["ratings"]
    assert isinstance(manifest, dict)
    assert isinstance(scheme, dict)
    assert isinstance(ratings, dict)
    assert isinstance(question, dict)
    assert set(manifest["properties"]) == set(Manifest.model_fields)
    assert set(scheme["properties"]) == set(Scheme.model_fields)
    assert set(ratings["properties"]) == set(RatingScheme.model_fields)
    assert set(question["properties"]) == set(Question.model_fields)
    assert set(question["$defs"]["QuestionTest"]["properties"]) == {
        "question",
        "is",
        "any_of",
        "at_least",
        "at_most",
        "answered",
    }
    assert question["required"] == ["id", "type", "text"]
