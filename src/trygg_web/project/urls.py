"""All addresses: rooms by name, only those that this zone has."""

from django.conf import settings
from django.urls import include, path

from trygg_web.project.zones import ROOMS

PREFIX = {"access": "", "incidents": "las-in/", "people": "personer/", "listing": "listan/"}

urlpatterns = [
    path("konto/", include("allauth.account.urls")),
    path("konto/", include("allauth.mfa.urls")),
    *(path(PREFIX[room], include(f"trygg_web.{room}.urls")) for room in ROOMS[settings.ZONE]),
]
