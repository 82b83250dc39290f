"""A form that outlived its session: kept sealed for half an hour, for its own user. Not logged: nobody else sees it."""

from django.db import transaction
from django.utils import timezone

from trygg_web.access.models import KeptForm, User

LONGEST = 64 * 1024  # characters; what is longer was no form that someone typed


@transaction.atomic
def keep_form(address: str, body: str, *, by: User) -> None:
    """The form kept in place of any older one of the same user."""
    KeptForm.objects.filter(user=by).delete()
    if len(body) <= LONGEST and len(address) <= 400:
        KeptForm.objects.create(user=by, address=address, body=body, at=timezone.now())


def forget_form(address: str, *, by: User) -> None:
    """Nothing kept any more for that address: it has been sent."""
    KeptForm.objects.filter(user=by, address=address).delete()
