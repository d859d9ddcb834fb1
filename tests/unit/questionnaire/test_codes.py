from struct import unpack as floats

from hypothesis import given

from inspect_app.questionnaire.answers import Value
from inspect_app.questionnaire.codes import Column, layout, pack, unpack
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
def test_what_is_packed_comes_out_again(case: tuple[Definition, dict[str, str], dict[str, Value]]) -> None:
    asked, attributes, answers = case
    path = walk(asked, attributes, answers, ())
    packed = pack(asked, path)
    expected = {
        name: Counted(Status.ANSWERED, "") if asked.by_id[name].type == "text" and counted.value else counted
        for name, counted in path.counted.items()
    }
    assert unpack(asked, packed) == expected
    assert len(packed.codes) == len(layout(asked).columns)
    assert len(packed.numbers) == 8 * len(layout(asked).numbers)
