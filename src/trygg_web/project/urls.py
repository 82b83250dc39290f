"""All addresses: rooms by name, only those that this zone has."""

from django.conf import settings
from django.urls import include, path
from django.utils.module_loading import import_string

from trygg_web.project import languages, post, views
from trygg_web.project.zones import ROOMS

LETTER = "trygg_web.project.letters.letter"  # by name: a house without messages cannot import it
MESSAGES = "notifications" in ROOMS[settings.ZONE]
PREFIX = {
    "access": "",
    "exchange": "utlamnande/",
    "incidents": "las-in/",
    "people": "personer/",
    "listing": "listan/",
    "notifications": "budskap/",
    "followup": "uppfoljning/",
    "dashboards": "lagesbild/",
    "support": "hjalp/",
    "supervision": "klienter/",
    "victims": "stod/",
    "retention": "gallring/",
}

project = [
    path("", views.my_day, name="day"),
    path("sprak/", languages.choose, name="language"),
    path("husen/", views.houses, name="houses"),
    path("kvar/", languages.stay, name="stay"),
    path("utlamnande/emot/", post.receive, name="receive"),
    *([path("papper/<uuid:notification_id>/<slug:kind>/", import_string(LETTER), name="letter")] if MESSAGES else []),
]
urlpatterns = [
    path("", include((project, "project"))),
    path("konto/", include("trygg_web.project.doors")),
    *(path(PREFIX[room], include(f"trygg_web.{room}.urls")) for room in ROOMS[settings.ZONE]),
]
