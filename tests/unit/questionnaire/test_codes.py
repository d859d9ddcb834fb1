from datetime import date, timedelta
from decimal import Decimal
from math import isnan
from struct import unpack as floats

from hypothesis import given

from inspect_app.questionnaire.answers import Value
from inspect_app.questionnaire.codes import Column, layout, pack
from inspect_app.questionnaire.model import Definition
from inspect_app.questionnaire.path import Counted, Status, walk
from tests.unit.questionnaire.definitions import EVERY_TYPE, QUICK, cases, definition


def test_a_column_for_each_question_and_for_each_of_several_choices() -> None:
    assert layout(EVERY_TYPE).columns == (
        Column("choice", None),
        Column("choices", None),
        Column("choices", "home"),
        Column("choices", "work"),
        Column("choices", "debt"),
        Column("choices", "none"),
        Column("whole_number", None),
        Column("decimal", None),
        Column("date", None),
        Column("text", None),
    )
    assert layout(EVERY_TYPE).numbers == ("whole_number", "decimal", "date")


def test_answers_are_packed_as_the_documented_codes() -> None:
    answers: dict[str, Value] = {
        "choice": "na",
        "choices": ["home", "debt"],
        "whole_number": 7,
        "decimal": "12.5",
        "date": "2016-06-17",
        "text": "seen",
    }
    packed = pack(EVERY_TYPE, walk(EVERY_TYPE, {}, answers, ()))
    assert list(packed.codes) == [12, 2, 1, 0, 1, 0, 2, 2, 2, 2]
    assert floats("<3d", packed.numbers) == (7.0, 12.5, 16969.0)


def test_no_answer_and_not_asked_have_codes_of_their_own() -> None:
    asked = definition(
        {"id": "made"}, {"id": "days", "type": "whole_number", "ask_when": {"question": "made", "is": "no"}}
    )
    assert list(pack(asked, walk(asked, {}, {}, ())).codes) == [0, 0]
    packed = pack(asked, walk(asked, {}, {"made": "yes", "days": 3}, ()))
    assert list(packed.codes) == [10, 1]
    assert str(floats("<d", packed.numbers)) == "(nan,)"


@QUICK
@given(cases())
def test_codes_and_numbers_say_what_counts_and_nothing_else(
    case: tuple[Definition, dict[str, str], dict[str, Value]],
) -> None:
    asked, attributes, answers = case
    path = walk(asked, attributes, answers, ())
    packed = pack(asked, path)
    places = layout(asked)
    codes = dict(zip(places.columns, memoryview(packed.codes).cast("b"), strict=True))
    numbers = dict(zip(places.numbers, floats(f"<{len(places.numbers)}d", packed.numbers), strict=True))
    for name, counted in path.counted.items():
        assert codes.pop(Column(name, None)) == code(asked, name, counted)
        for option in asked.kinds[name] if asked.by_id[name].type == "choices" else ():
            assert codes.pop(Column(name, option)) == (option in (counted.value or []))
        if name in numbers:
            assert says(numbers.pop(name), counted.value)
    assert codes == numbers == {}


def code(asked: Definition, name: str, counted: Counted) -> int:
    if counted.value is None:
        return 1 if counted.status is Status.NOT_ASKED else 0
    if asked.by_id[name].type == "choice":
        return 10 + list(asked.kinds[name]).index(str(counted.value))
    return 2


def says(number: float, value: Value | None) -> bool:
    if value is None:
        return isnan(number)
    if "-" in str(value)[1:]:
        return date(1970, 1, 1) + timedelta(days=number) == date.fromisoformat(str(value))
    return Decimal(str(number)) == Decimal(str(value))
