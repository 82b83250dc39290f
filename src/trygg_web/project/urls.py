"""All addresses: rooms by name, only those that this zone has."""

from django.conf import settings
from django.urls import include, path

from trygg_web.project import languages, letters, views
from trygg_web.project.zones import ROOMS

PREFIX = {
    "access": "",
    "incidents": "las-in/",
    "people": "personer/",
    "listing": "listan/",
    "notifications": "budskap/",
    "followup": "uppfoljning/",
}

project = [
    path("", views.my_day, name="day"),
    path("sprak/", languages.choose, name="language"),
    path("kvar/", languages.stay, name="stay"),
    path("papper/<uuid:notification_id>/<slug:kind>/", letters.letter, name="letter"),
]
urlpatterns = [
    path("", include((project, "project"))),
    path("konto/", include("trygg_web.project.doors")),
    *(path(PREFIX[room], include(f"trygg_web.{room}.urls")) for room in ROOMS[settings.ZONE]),
]
