"""The room's name for Django."""

from django.apps import AppConfig


class Room(AppConfig):
    name = "trygg_web.support"
