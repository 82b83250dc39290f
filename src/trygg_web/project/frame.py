"""What every page's frame shows: the house, the user, the ways."""

from django.conf import settings
from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, object]:
    """The frame's context."""
    return {"zone": settings.ZONE}
