"""The room's name for Django."""

from django.apps import AppConfig


class Room(AppConfig):
    name = "trygg_web.retention"
    default_auto_field = "django.db.models.BigAutoField"
