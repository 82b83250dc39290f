"""Which refusal becomes which answer, for pages and parts of pages alike.

What does not exist and what may not be known of get the same answer, byte by byte.
"""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from trygg_web.access.errors import InvalidInput, NotAllowed, NotThere, Refused, WrongState

STATUS: dict[type[Refused], int] = {NotAllowed: 403, NotThere: 404, WrongState: 409, InvalidInput: 400}


class answer_refusals:  # noqa: N801 - reads as what it does in the list of middleware
    """The middleware that shows a refusal as a page of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        if isinstance(fault, NotThere | Http404):
            return not_there(request)
        if isinstance(fault, Refused):
            return refused(request, str(fault), status_of(fault))
        return None


def status_of(fault: Refused) -> int:
    """The number of the answer; a finer kind of refusal answers as its parent does."""
    return next((status for kind, status in STATUS.items() if isinstance(fault, kind)), 400)


def refused(request: HttpRequest, says: str, status: int) -> HttpResponse:
    """The refusal as a page, or as a part of one where only a part was asked for."""
    template = "refused_part.html" if request.headers.get("HX-Request") else "refused.html"
    return render(request, template, {"says": says, "status": status}, status=status)


def not_there(request: HttpRequest) -> HttpResponse:
    """The one answer to what does not exist and to what this user may not know of."""
    return render(request, "404.html", status=404)
