"""Which refusal becomes which answer, for pages and commands alike."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
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
        if not isinstance(fault, Refused):
            return None
        status = STATUS[type(fault)]
        return render(request, "refused.html", {"says": str(fault), "status": status}, status=status)
