"""The door of every page of this room: not found for who may not, and no question in the address but those named."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from trygg_web.access.errors import InvalidInput, NotThere
from trygg_web.access.permissions import Permission, may, needs, user_of

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def door(*permissions: Permission, asks: tuple[str, ...] = ()) -> Callable[[View[P]], View[P]]:
    """A view for those who hold one of the permissions; for others it is not there.

    asks        what may stand after the question mark; anything else is refused, so that nothing can be selected by it
    """

    def guard(view: View[P]) -> View[P]:
        @wraps(view)
        def entered(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            held = next((one for one in permissions if may(user_of(request), one)), None)
            if held is None:
                raise NotThere(_("Sidan finns inte."))
            if set(request.GET) - set(asks):
                raise InvalidInput(_("Adressen går inte att läsa. Sök på namn, personnummer eller ärendenummer."))
            return needs(held)(view)(request, *args, **kwargs)

        entered.permission, entered.asks = permissions[0], asks  # type: ignore[attr-defined]  # read by tests
        return entered

    return guard


def fill(  # noqa: PLR0913 - a page with one form is these words
    request: HttpRequest,
    form: Form,
    act: Callable[[dict[str, Any]], object],
    *,
    then: tuple[Any, ...],
    title: str,
    says: str,
    lead: str = "",
    head: object = None,
    do: str = "",
) -> HttpResponse:
    """A page with one form: filled rightly it acts and leads on; otherwise it says what is wrong.

    act         what is done with what was typed · then: where it leads, as `redirect` takes it · says: when it is done
    head        of the track, when it is about one · do: the words of the button
    """
    if request.method == "POST" and form.is_valid():
        try:
            act(form.said() if hasattr(form, "said") else form.cleaned_data)
        except InvalidInput as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, says)
            return redirect(*then)
    context = {"form": form, "title": title, "lead": lead, "head": head, "then": then, "do": do or _("Spara")}
    return render(request, "victims/form.html", context, status=400 if form.errors else 200)
