"""Which stratum of a definition's scheme a case belongs to."""

from collections.abc import Mapping

from inspect_app.questionnaire.conditions import evaluate
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.scheme import Stratum


def stratum_of(definition: Definition, attributes: Mapping[str, str]) -> Stratum | None:
    """The first stratum whose condition the attributes meet, or None."""
    return next((each for each in definition.strata if evaluate(each.when, {}, attributes)), None)
