"""What every part of a definition is built from: names, limits and a strict base."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated

from pydantic import BaseModel, ConfigDict, PlainSerializer, PlainValidator, StringConstraints

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
InstrumentId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$", max_length=60)]
VersionNumber = Annotated[str, StringConstraints(pattern=r"^\d+(\.\d+)*$", max_length=20)]


def _as_limit(value: object) -> Decimal | date:
    """A number in its shortest plain notation, or a date; ValueError for anything else."""
    text = str(value)
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return date.fromisoformat(text)
        number = Decimal(format(Decimal(text).normalize() + 0, "f"))
    except (ValueError, InvalidOperation):
        number = Decimal("NaN")
    if not number.is_finite():
        raise ValueError("this must be a number, or a date written yyyy-mm-dd")
    return number


Limit = Annotated[
    Decimal | date,
    PlainValidator(_as_limit, json_schema_input_type=int | float | str),
    PlainSerializer(str, return_type=str),
]


class Part(BaseModel):
    """Base of every part of a definition: immutable, and nothing unknown is let in."""

    model_config = ConfigDict(frozen=True, extra="forbid")
