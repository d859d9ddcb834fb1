"""Lists every alert of an inspection, open and closed."""

from dataclasses import dataclass

from inspect_app.fieldwork.case_records import Alert
from inspect_app.fieldwork.list_inspections import InspectionView
from inspect_app.fieldwork.open_case import read_alerts
from inspect_app.records import cases
from inspect_app.records.engine import Session


@dataclass(frozen=True)
class AlertLine:
    """An alert and the case it is about."""

    reference: str
    alert: Alert


def list_alerts(session: Session, inspection: InspectionView) -> list[AlertLine]:
    """Every alert, open ones first and of each the oldest first, in a few queries however many there are."""
    found = cases.with_alerts(session, inspection.id)
    alerts = read_alerts(session, [case.state for case in found])
    lines = [
        AlertLine(case.reference, alert) for case, each in zip(found, alerts, strict=True) for alert in each
    ]
    return sorted(lines, key=lambda line: (not line.alert.is_open, line.alert.raised_at))
