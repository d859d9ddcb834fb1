"""The one door to the GOV.UK Design System: its templates, and form fields drawn by its macros."""

from collections.abc import Collection, Sequence
from typing import Any

from flask import Flask, render_template
from flask_wtf.file import FileField
from govuk_frontend_wtf.wtforms_widgets import (
    GovCheckboxesInput,
    GovFileInput,
    GovPasswordInput,
    GovRadioInput,
    GovSelect,
    GovTextArea,
    GovTextInput,
)
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader
from markupsafe import Markup
from wtforms import (
    Field,
    Form,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.utils import unset_value

PACKAGES = ("govuk_frontend_jinja", "govuk_frontend_wtf")
DATE_PARTS = ("day", "month", "year")


class TextInput(StringField):
    """A single line of text."""

    widget = GovTextInput()


class PasswordInput(PasswordField):
    """A password, which the page never repeats."""

    widget = GovPasswordInput()


class NumberInput(IntegerField):
    """A whole number, typed as text."""

    widget = GovTextInput()

    def __init__(self, label: str | None = None, validators: Any = None, **options: Any) -> None:
        super().__init__(label, validators, render_kw={"inputmode": "numeric"}, **options)

    def process_formdata(self, valuelist: Any) -> None:
        """Reads the number; a person is told what to type instead."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError("Enter a whole number, such as 86") from None


class TextBox(TextAreaField):
    """Several lines of text."""

    widget = GovTextArea()

    def __init__(
        self, label: str | None = None, validators: Any = None, *, rows: int = 4, **options: Any
    ) -> None:
        super().__init__(label, validators, **options)
        self.rows = rows


class Upload(FileField):
    """A file to choose."""

    widget = GovFileInput()


class Menu(SelectField):
    """A drop-down list."""

    widget = GovSelect()


class Radios(RadioField):
    """One of several; what may be chosen is checked by the use case, which knows the definition."""

    widget = GovRadioInput()

    def __init__(self, label: str | None = None, **options: Any) -> None:
        super().__init__(label, validate_choice=False, **options)


class _Boxes(GovCheckboxesInput):
    """Checkboxes some of which, when ticked, untick the others."""

    def map_gov_params(self, field: "Checkboxes", **options: Any) -> Any:
        """The macro's parameters; `items` are the boxes."""
        for item in options["items"]:
            if item["value"] in field.alone:
                item["behaviour"] = "exclusive"
        return super().map_gov_params(field, **options)


class Checkboxes(SelectMultipleField):
    """Any of several; what may be chosen is checked by the use case, which knows the definition.

    `alone` are the values that rule the others out.
    """

    widget = _Boxes()

    def __init__(self, label: str | None = None, *, alone: Collection[str] = (), **options: Any) -> None:
        super().__init__(label, validate_choice=False, **options)
        self.alone = alone


class DateInput(Field):
    """A date typed in three parts; `data` is day, month and year as typed, or empty when all are blank."""

    data: list[str]

    @staticmethod
    def widget(field: "DateInput", **kwargs: Any) -> Markup:
        """Draws the parts."""
        params = kwargs["params"]
        if field.errors:
            params["errorMessage"] = {"text": field.errors[0]}
        items = [field.part(name, value) for name, value in field.named_parts()]
        shown = {"id": field.id, "items": items, **params}
        return Markup(render_template("govuk_frontend_wtf/date.html", params=shown))  # noqa: S704  # it escapes

    def parts(self) -> list[str]:
        """Day, month and year as typed."""
        return self.data or [""] * len(DATE_PARTS)

    def named_parts(self) -> list[tuple[str, str]]:
        """The same, with their names."""
        return list(zip(DATE_PARTS, self.parts(), strict=True))

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Reads the three parts from a form, or an ISO date from `data`."""
        super().process(None, data, extra_filters)
        self.data = str(self.data).split("-")[::-1] if self.data else []
        if formdata is not None and any(self.part_name(part) in formdata for part in DATE_PARTS):
            typed = [formdata.get(self.part_name(part), "").strip() for part in DATE_PARTS]
            self.data = typed if any(typed) else []

    def part_name(self, part: str) -> str:
        """The name, and id, of one part's control."""
        return f"{self.name}-{part}"

    def part(self, name: str, value: str) -> dict[str, str]:
        """One part as the macro takes it."""
        width = "4" if name == "year" else "2"
        error = " govuk-input--error" if self.errors else ""
        id_ = self.part_name(name)
        return {
            "label": name.capitalize(),
            "id": id_,
            "name": id_,
            "value": value,
            "classes": f"govuk-input--width-{width}{error}",
        }


GROUPS = (Radios, Checkboxes, DateInput)


def use_design_system(app: Flask) -> None:
    """Lets templates use the macros, `draw` and `error_list`."""
    packages = PrefixLoader({name: PackageLoader(name) for name in PACKAGES})
    app.jinja_loader = ChoiceLoader([app.jinja_loader, packages])  # type: ignore[list-item]  # too narrow
    app.add_template_global(draw)
    app.add_template_global(error_list)


def draw(field: Field, size: str = "s", **params: object) -> Markup:
    """A field's group: its label or legend in a size (s, m or l), its hint, its error and its control."""
    group = isinstance(field, GROUPS)
    classes = f"govuk-{'fieldset__legend' if group else 'label'}--{size}"
    title = {"text": field.label.text, "classes": classes}
    options: dict[str, object] = {"fieldset": {"legend": title}} if group else {"label": title}
    if isinstance(field, TextBox):
        options["rows"] = field.rows
    options["hint"] = {"text": field.description} if field.description else None
    return Markup(field(params={**options, **params}))  # noqa: S704  # the macros escape


def error_list(form: Form) -> Sequence[dict[str, str]]:
    """What is wrong with a form, for an error summary that links to each control."""
    whole = [{"text": str(error)} for error in form.form_errors]
    return whole + [
        {"text": f"{name_of(field)}{field.errors[0]}", "href": f"#{control_id(field)}"}
        for field in form
        if field.errors
    ]


def name_of(field: Field) -> str:
    """What an error of a field begins with when its words would fit many: the question that is asked."""
    return f"{field.label.text} " if field.name.startswith("answer-") else ""


def control_id(field: Field) -> str:
    """The id of a field's first control, which an error links to."""
    return field.part_name("day") if isinstance(field, DateInput) else field.id
