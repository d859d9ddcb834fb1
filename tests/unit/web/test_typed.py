"""No page carries a password from one form to the next."""

from collections.abc import Iterator

import pytest
from flask_wtf import FlaskForm

from inspect_app.web import app
from inspect_app.web.govuk import PasswordInput
from inspect_app.web.typed import NEVER


def forms(of: type[FlaskForm] = FlaskForm) -> Iterator[type[FlaskForm]]:
    """Every form of the product."""
    for form in of.__subclasses__():
        if form.__module__.startswith("inspect_app."):
            yield form
        yield from forms(form)


def password_fields() -> set[str]:
    """The names of the fields in which passwords are typed."""
    assert app.PAGES
    return {
        name
        for form in forms()
        for name, field in vars(form).items()
        if getattr(field, "field_class", None) is PasswordInput
    }


def test_every_field_for_a_password_is_left_out() -> None:
    names = password_fields()
    assert names >= {"password", "old_password", "new_password", "proof_password"}
    assert [name for name in names if not NEVER.fullmatch(name)] == []


@pytest.mark.parametrize("name", ["title", "answer-password", "comment-again", "answer-uses_password"])
def test_answers_are_carried_whatever_their_question_is_called(name: str) -> None:
    assert NEVER.fullmatch(name) is None
