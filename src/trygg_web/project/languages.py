"""Which language a page speaks: what was chosen here, else what the user has, else Swedish."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from trygg_web.access.models import User

SPOKEN = [code for code, _name in settings.LANGUAGES]


def speak(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """The answer in the user's language. A browser's own wish is not asked: Swedish unless one chooses."""

    def answer(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) or getattr(request.user, "language", "")
        language = chosen if chosen in SPOKEN else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
            response.headers.setdefault("Content-Language", language)
        return response

    return answer


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Back to where one was, in the chosen language."""
    back = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(back if safe else "/")
    language = request.POST.get("language", "")
    if language in SPOKEN:
        _keep(response, language, request)
    return response


choose.login_required = False  # type: ignore[attr-defined]  # the log-in page has the choice too


def _keep(response: HttpResponse, language: str, request: HttpRequest) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Strict",
    )
    if isinstance(request.user, User):
        User.objects.filter(pk=request.user.pk).update(language=language)


@require_GET
def stay(request: HttpRequest) -> HttpResponse:
    """Nothing, but the session lives on: the middleware moves it on."""
    return HttpResponse(status=204)
