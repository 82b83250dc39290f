"""The imports that were started on a page and wait for the worker."""

from datetime import datetime

import structlog

from trygg_web.incidents import actions, queries
from trygg_web.people.queries import newest_told


def work_off() -> datetime | None:
    """When the newest fact came, from a file or told by an agency, once what waits is in.

    A small file is read in by the page and waits for nobody.
    """
    waiting = queries.runs_to_work()
    for run in waiting:
        try:
            actions.import_reports(run.id, by=run.by)
        except Exception as fault:  # the run itself says that it failed; the next one must still be worked off
            structlog.get_logger().error("import failed", run=str(run.id), fault=type(fault).__name__)
    return max((one for one in (queries.newest_fact(), newest_told()) if one), default=None)
