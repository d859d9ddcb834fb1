"""The kinds of work that are done in the background, who may ask for each, and how long it may take."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum, auto
from typing import Any

from inspect_app.fieldwork.permissions import Right
from inspect_app.publication.frozen import Stage


class JobKind(StrEnum):
    """What a job makes."""

    REPORT = auto()
    DATA = auto()

    def needs(self, wanted: Mapping[str, Any]) -> tuple[Right, ...]:
        """The rights to ask for it, which its asker must hold still when it is made and fetched.

        What was written freely in raw data is for those who read cases. An edition of a report is for its
        writers until it is final; others who make outputs have the figures alone.
        """
        if wanted.get("texts"):
            return _NEEDS[self], Right.READ_CASES
        written = "number" in wanted and wanted["stage"] != Stage.FINAL
        return (_NEEDS[self], Right.WRITE_REPORT) if written else (_NEEDS[self],)

    @property
    def limit(self) -> timedelta:
        """How long it may take; then it is stopped."""
        return _LIMITS[self]


_NEEDS = {JobKind.REPORT: Right.MAKE_REPORT, JobKind.DATA: Right.EXPORT_ANSWERS}
_LIMITS = {JobKind.REPORT: timedelta(minutes=15), JobKind.DATA: timedelta(minutes=30)}
