"""The imports that were started on a page and wait for the worker."""

import structlog

from trygg_web.incidents import actions, queries


def work_off() -> int:
    """How many imports were worked off."""
    waiting = queries.runs_to_work()
    for run in waiting:
        try:
            actions.import_reports(run.id, by=run.by)
        except Exception as fault:  # the run itself says that it failed; the next one must still be worked off
            structlog.get_logger().error("import failed", run=str(run.id), fault=type(fault).__name__)
    return len(waiting)
