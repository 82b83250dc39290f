"""The room's name for Django."""

from django.apps import AppConfig


class Room(AppConfig):
    name = "trygg_web.incidents"
    keeps = True  # tells and erases what it holds (access/kept.py)
    default_auto_field = "django.db.models.BigAutoField"
