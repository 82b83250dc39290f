"""What may be seen of what was reported: runs and previews, rows that wait, relations that wait, counted reports."""

from trygg_web.incidents.queries.counted import counted_offences, counted_reports
from trygg_web.incidents.queries.keeping import goes_with, kept
from trygg_web.incidents.queries.rejected import RejectedShown, rejected, rejected_for_download, rejected_row
from trygg_web.incidents.queries.relations import PAGE as RELATIONS_PAGE
from trygg_web.incidents.queries.relations import RelationAsked, relation_queue, relations_waiting, ruled
from trygg_web.incidents.queries.runs import (
    CodedColumn,
    Column,
    Preview,
    Progress,
    RunShown,
    newest_fact,
    preview,
    progress,
    run,
    runs,
    runs_to_work,
)

__all__ = [
    "RELATIONS_PAGE",
    "CodedColumn",
    "Column",
    "Preview",
    "Progress",
    "RejectedShown",
    "RelationAsked",
    "RunShown",
    "counted_offences",
    "counted_reports",
    "goes_with",
    "kept",
    "newest_fact",
    "preview",
    "progress",
    "rejected",
    "rejected_for_download",
    "rejected_row",
    "relation_queue",
    "relations_waiting",
    "ruled",
    "run",
    "runs",
    "runs_to_work",
]
