"""What an address asks for."""

from django.http import HttpRequest

from trygg_web.access.permissions import user_of
from trygg_web.dashboards import queries
from trygg_web.dashboards.forms import ScopeForm


def scope_of(request: HttpRequest) -> queries.Scope:
    """The count and the years of an address; the newest where it says nothing. Raises NotThere."""
    return queries.scope(user_of(request), **ScopeForm(request.GET).asked())
