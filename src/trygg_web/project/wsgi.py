"""The door for the server, made ready before the first page is asked for."""

import gc
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trygg_web.project.settings")
# A page counts few rows: threads would cost it more than they give. What counts many runs in the worker.
os.environ.setdefault("POLARS_MAX_THREADS", "1")

from django.core.wsgi import get_wsgi_application  # noqa: E402 - after what it reads is set
from django.urls import get_resolver  # noqa: E402 - likewise

application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018 - reads all pages now; otherwise the first one who asks waits for it
# What stands now stays as long as the server: to look it over again and again for rubbish would cost every page.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 50)
