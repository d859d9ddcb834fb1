import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.questionnaire.answers import AnswerError, Value, check, parse, shown
from tests.unit.questionnaire.definitions import EVERY_TYPE, QUICK, definition, values

Q = EVERY_TYPE.by_id
OPTIONS = "choose from yes, no, na, dk"
REAL_DATE = "Enter a real date as day, month and year, such as 27/3/2016"
WHOLE = "Enter a whole number in figures, such as 3"
NUMBER = "Enter a number with at most three places after the point, such as 12.5"


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        ("choice", "yes", "yes"),
        ("choice", " yes ", "yes"),
        ("choice", ["yes"], "yes"),
        ("choice", "", None),
        ("choice", [], None),
        ("choices", "debt; home", ["home", "debt"]),
        ("choices", ["work", "home", "work", ""], ["home", "work"]),
        ("choices", ["none"], ["none"]),
        ("choices", " ; ", None),
        ("whole_number", " 007 ", 7),
        ("whole_number", "+3", 3),
        ("whole_number", ["60"], 60),
        ("whole_number", "", None),
        ("decimal", "012.50", "12.5"),
        ("decimal", "100", "100"),
        ("decimal", "0.5000", "0.5"),
        ("decimal", [], None),
        ("date", "27/3/2016", "2016-03-27"),
        ("date", "2016-03-27", "2016-03-27"),
        ("date", ["7", " 03 ", "2016"], "2016-03-07"),
        ("date", ["", "", ""], None),
        ("date", "  ", None),
        ("text", "  one\r\ntwo\x00\x0b ", "one\ntwo"),
        ("text", "tab\there", "tab\there"),
        ("text", " \r\n ", None),
    ],
)
def test_what_is_entered_becomes_a_stored_value(kind: str, raw: str | list[str], value: Value | None) -> None:
    assert parse(EVERY_TYPE, Q[kind], raw) == value


@pytest.mark.parametrize(
    ("kind", "raw", "message"),
    [
        ("choice", "perhaps", f"“perhaps” is not one of the answers: {OPTIONS}"),
        ("choice", ["yes", "no"], "Choose one answer only"),
        ("choices", "home; car", "“car” is not one of the answers: choose from home, work, debt, none"),
        ("choices", "none; home", "“None of these” cannot be chosen together with other answers"),
        ("whole_number", "three", WHOLE),
        ("whole_number", "3.0", WHOLE),
        ("whole_number", "1,000", WHOLE),
        ("whole_number", "٣", WHOLE),
        ("whole_number", "9" * 5000, WHOLE),
        ("whole_number", ["1", "2"], "Give one answer only"),
        ("whole_number", "-1", "It must be 0 or more"),
        ("whole_number", "61", "It must be 60 or less"),
        ("decimal", "1e3", NUMBER),
        ("decimal", "NaN", NUMBER),
        ("decimal", "0.1234", NUMBER),
        ("decimal", "0.4", "It must be 0.5 or more"),
        ("date", "31/2/2016", REAL_DATE),
        ("date", "2016-3-7", REAL_DATE),
        ("date", "1/6/16", REAL_DATE),
        ("date", "1/6/1899", REAL_DATE),
        ("date", ["1", "", "2016"], REAL_DATE),
        ("date", "31/12/2015", "It must be 01/01/2016 or later"),
        ("date", "1/1/2017", "It must be 31/12/2016 or earlier"),
    ],
)
def test_what_is_no_answer_is_refused_with_what_would_be(
    kind: str, raw: str | list[str], message: str
) -> None:
    with pytest.raises(AnswerError) as refused:
        parse(EVERY_TYPE, Q[kind], raw)
    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("choice", 3),
        ("choice", ["yes"]),
        ("choice", None),
        ("choices", []),
        ("choices", "home"),
        ("choices", ["work", "home"]),
        ("choices", ["home", "home"]),
        ("choices", [["home"]]),
        ("whole_number", True),
        ("whole_number", "3"),
        ("whole_number", 3.0),
        ("whole_number", 10**15),
        ("decimal", 12.5),
        ("decimal", "12.50"),
        ("decimal", "012.5"),
        ("decimal", "-0"),
        ("decimal", "1e3"),
        ("date", "27/03/2016"),
        ("date", "20160327"),
        ("date", 20160327),
        ("text", ""),
        ("text", " "),
        ("text", 3),
        ("text", "\x00"),
        ("text", "\ud800"),
    ],
)
def test_what_is_not_written_as_values_are_stored_is_found(kind: str, value: object) -> None:
    assert check(EVERY_TYPE, Q[kind], value)


@pytest.mark.parametrize(
    ("kind", "value", "language", "words"),
    [
        ("choice", "yes", "en", "Yes"),
        ("choice", "yes", "cy", "Ydy"),
        ("choice", "no", "cy", "No"),
        ("choice", "gone", "en", "gone"),
        ("choices", ["home", "debt"], "en", "A home; Debt"),
        ("choices", "gone", "en", "gone"),
        ("whole_number", 1000, "en", "1000"),
        ("decimal", "12.5", "en", "12.5"),
        ("date", "2016-03-07", "en", "7 March 2016"),
        ("date", "2016-03-07", "cy", "7 Mawrth 2016"),
        ("date", "2016-03-07", "fr", "7 March 2016"),
        ("date", "soon", "en", "soon"),
        ("text", "seen", "en", "seen"),
    ],
)
def test_values_are_shown_in_words(kind: str, value: Value, language: str, words: str) -> None:
    assert shown(EVERY_TYPE, Q[kind], value, language) == words


def test_numbers_without_limits_may_be_negative() -> None:
    free = definition({"id": "n", "type": "whole_number"}, {"id": "d", "type": "decimal"})
    assert parse(free, free.by_id["n"], "-3") == -3
    assert parse(free, free.by_id["d"], "-0.0") == "0"
    assert check(free, free.by_id["d"], "-12.125") is None


@QUICK
@given(st.sampled_from(EVERY_TYPE.questions), st.data())
def test_every_valid_value_can_be_entered_as_it_is_stored(question: object, data: st.DataObject) -> None:
    asked = Q[str(getattr(question, "id", ""))]
    value = data.draw(values(asked))
    raw = value if isinstance(value, list) else str(value)
    assert check(EVERY_TYPE, asked, value) is None
    assert parse(EVERY_TYPE, asked, raw) == value


@QUICK
@given(st.sampled_from(EVERY_TYPE.questions), st.text() | st.lists(st.text()))
def test_whatever_is_entered_is_refused_or_stored_as_a_valid_value(
    question: object, raw: str | list[str]
) -> None:
    asked = Q[str(getattr(question, "id", ""))]
    try:
        value = parse(EVERY_TYPE, asked, raw)
    except AnswerError as refused:
        assert str(refused)  # noqa: PT017 - either outcome is right, as long as it is one of them
    else:
        assert value is None or check(EVERY_TYPE, asked, value) is None


JUNK = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists)


@QUICK
@given(st.sampled_from(EVERY_TYPE.questions), JUNK)
def test_checking_never_fails_on_what_is_no_value(question: object, value: object) -> None:
    reason = check(EVERY_TYPE, Q[str(getattr(question, "id", ""))], value)
    assert reason is None or reason
