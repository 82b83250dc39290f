"""Keeps what passed between the houses about a track from those who stand on its list of conflicts."""

from trygg_web.access.models import User
from trygg_web.exchange import actions as exchange
from trygg_web.victims.models import Track


def keep_apart(track: Track, *, by: User) -> None:
    """Nothing; nobody with a conflict that stands sees what came or was told about the track. Safe to repeat."""
    barred = track.conflicts.filter(ended_at=None).values_list("user", flat=True)
    for user in User.objects.filter(pk__in=[str(one) for one in barred]):
        exchange.bar(user, subjects_of(track), by=by)


def subjects_of(track: Track) -> set[str]:
    """The ids under which the exchange keeps what concerns a track."""
    found = {track.pk, *track.questions.values_list("pk", flat=True), *track.consents.values_list("pk", flat=True)}
    return {str(one) for one in found | set(track.followups.values_list("message", flat=True))}
