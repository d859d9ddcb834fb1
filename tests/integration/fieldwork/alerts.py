"""An alert as somebody raises and closes it."""

from datetime import datetime

from inspect_app.fieldwork.close_alert import close_alert
from inspect_app.fieldwork.raise_alert import NewAlert, raise_alert
from tests.integration.fieldwork.scoring import Scorer

TOLD_AT = datetime.fromisoformat("2016-06-05T14:30")
ALERT = NewAlert("home", "3f2a9c01", "A <knife> was seen.", "The duty manager", TOLD_AT)


def raise_one(scorer: Scorer, alert: NewAlert = ALERT, reference: str = "001") -> None:
    """Raises an alert about a case."""
    common = (scorer.session, scorer.actor, scorer.clock)
    raise_alert(*common, ref=scorer.ref, reference=reference, alert=alert)


def close_one(scorer: Scorer, how: str, alert: NewAlert = ALERT, reference: str = "001") -> None:
    """Closes it."""
    close_alert(
        *(scorer.session, scorer.actor, scorer.clock),
        ref=scorer.ref,
        reference=reference,
        question=alert.question,
        key=alert.key,
        how=how,
    )
