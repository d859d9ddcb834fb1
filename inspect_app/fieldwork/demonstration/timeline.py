"""The dates of an invented case, in the order in which such things happen."""

from collections.abc import Iterator
from datetime import date, timedelta

from inspect_app.fieldwork.demonstration.chance import between

_SATURDAY = 5

# Between these receptions and the screenings that follow there is no bank holiday in England and Wales.
_FIRST_RECEPTION = date(2015, 9, 1)


def timeline(reference: str) -> dict[str, str | int]:
    """Answers to the questions about dates, by question id; the events fall on Mondays to Fridays."""
    reception = _later(_FIRST_RECEPTION, reference, "reception_date", 0, 90)
    screening = _later(reception, reference, "screening_date", 1, 11)
    plan = _later(screening, reference, "plan_date", 1, 12)
    release = _later(reception, reference, "release_date", 70, 150)
    appointment = _later(release, reference, "first_appointment_date", 1, 5)
    returned = _later(appointment, reference, "return_date", 2, 40)
    return {
        "reception_date": reception.isoformat(),
        "screening_date": screening.isoformat(),
        "screening_working_days": sum(day.weekday() < _SATURDAY for day in _days_after(reception, screening)),
        "plan_date": plan.isoformat(),
        "release_date": release.isoformat(),
        "first_appointment_date": appointment.isoformat(),
        "return_date": returned.isoformat(),
    }


def _later(day: date, reference: str, event: str, fewest: int, most: int) -> date:
    """That many days later, and then on to the next working day."""
    later = day + timedelta(days=between(reference, event, fewest, most))
    return later if later.weekday() < _SATURDAY else later + timedelta(days=7 - later.weekday())


def _days_after(start: date, end: date) -> Iterator[date]:
    return (start + timedelta(days=number) for number in range(1, (end - start).days + 1))
