"""Every table in one place, so that the metadata is complete whichever module is imported."""

from inspect_app.records.base import Base
from inspect_app.records.models_account import (
    AccountRow,
    AttemptsRow,
    OneTimeLinkRow,
    RecoveryCodeRow,
    WebSessionRow,
)
from inspect_app.records.models_inspection import (
    AccessLogHeadRow,
    AccessLogRow,
    DefinitionRow,
    InspectionRow,
    SnapshotRow,
)
from inspect_app.records.models_job import JobRow
from inspect_app.records.models_ledger import AssessmentRow, AssessmentStateRow, SaveRow, SaveTextRow
from inspect_app.records.models_long_list import (
    CaseListRequestRow,
    FrameDestructionRow,
    FrameKeyRow,
    HeadingMapRow,
    LongListChangeRow,
    LongListImportRow,
    LongListRow,
)
from inspect_app.records.models_people import AreaRow, MembershipRow, ReleaseRow
from inspect_app.records.models_rating import RatingDecisionRow
from inspect_app.records.models_report import ReportEditionRow, ReportRow, ReportSaveRow
from inspect_app.records.models_sample import (
    CaseRow,
    DrawBucketRow,
    DrawCaseRow,
    DrawRow,
    ReplacementRow,
    SamplePlanRow,
)
from inspect_app.records.models_team import AssignmentRow, ConflictOfInterestRow

__all__ = [
    "AccessLogHeadRow",
    "AccessLogRow",
    "AccountRow",
    "AreaRow",
    "AssessmentRow",
    "AssessmentStateRow",
    "AssignmentRow",
    "AttemptsRow",
    "Base",
    "CaseListRequestRow",
    "CaseRow",
    "ConflictOfInterestRow",
    "DefinitionRow",
    "DrawBucketRow",
    "DrawCaseRow",
    "DrawRow",
    "FrameDestructionRow",
    "FrameKeyRow",
    "HeadingMapRow",
    "InspectionRow",
    "JobRow",
    "LongListChangeRow",
    "LongListImportRow",
    "LongListRow",
    "MembershipRow",
    "OneTimeLinkRow",
    "RatingDecisionRow",
    "RecoveryCodeRow",
    "ReleaseRow",
    "ReplacementRow",
    "ReportEditionRow",
    "ReportRow",
    "ReportSaveRow",
    "SamplePlanRow",
    "SaveRow",
    "SaveTextRow",
    "SnapshotRow",
    "WebSessionRow",
]
