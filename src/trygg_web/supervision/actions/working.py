"""The daily work with a client: a programme's next step, an appointment, and whether the client came."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trygg_web.access import log
from trygg_web.access.errors import InvalidInput, NotThere, WrongState
from trygg_web.access.log import Verb
from trygg_web.access.models import User
from trygg_web.access.permissions import Permission, require
from trygg_web.supervision.models import Appointment, Attendance, Client, ProgrammeStep, Purpose
from trygg_web.supervision.policies import NOTED, StepTold, check_step, check_time


@transaction.atomic
def note_step(client_id: UUID, told: StepTold, *, by: User) -> ProgrammeStep:
    """The step as noted. Raises InvalidInput for one that cannot follow on what stands."""
    client = locked(client_id, by)
    latest = client.steps.filter(programme=told.programme).order_by("day", "at").last()
    check_step(told, latest.step if latest else "", latest.day if latest else None, timezone.localdate())
    step = ProgrammeStep.objects.create(
        client=client, programme=told.programme, step=told.step, day=told.day, because=told.because, by=by,
        at=timezone.now(),
    )  # fmt: skip
    log.did(by, Verb.OBSERVED, "client", [client.pk], note=f"{told.programme} {told.step}")
    return step


@transaction.atomic
def plan_appointment(client_id: UUID, purpose: Purpose, at: datetime, *, by: User) -> Appointment:
    """The appointment as planned; one for a message names what the police told of it."""
    client = locked(client_id, by)
    check_time(at, timezone.now())
    shared = client.shared.filter(withdrawn_at=None).order_by("taken_at").last()
    if purpose == Purpose.MESSAGE and shared is None:
        raise InvalidInput(_("Polisen har inte berättat om något budskap till klienten."))
    arrival = shared.arrival if purpose == Purpose.MESSAGE and shared else None
    made = Appointment.objects.create(
        client=client, at=at, purpose=purpose, arrival=arrival, by=by, made_at=timezone.now()
    )
    log.did(by, Verb.SCHEDULED, "client", [client.pk], note=purpose)
    return made


@transaction.atomic
def attend(appointment_id: UUID, attendance: Attendance, *, by: User) -> None:
    """Nothing; what became of the appointment is noted. Raises WrongState when somebody noted it first."""
    require(by, Permission.CLIENT_WORK)
    row = Appointment.objects.filter(pk=appointment_id).first()
    if row is None:
        raise NotThere
    if attendance not in NOTED:
        raise InvalidInput(_("Välj vad som hände."))
    if attendance != Attendance.CANCELLED and row.at > timezone.now():
        raise InvalidInput(_("Mötet har inte varit än."))
    planned = Appointment.objects.filter(pk=row.pk, attendance=Attendance.PLANNED)
    if not planned.update(attendance=attendance, noted_by=by, noted_at=timezone.now()):
        raise WrongState(_("Någon har redan antecknat vad som hände. Ladda om sidan."))
    log.did(by, Verb.OBSERVED, "client", [row.client_id], note=attendance)


def locked(client_id: UUID, by: User) -> Client:
    """The client, locked until the action ends. Raises NotAllowed, and NotThere for an unknown or hidden one."""
    require(by, Permission.CLIENT_WORK)
    client = Client.objects.select_for_update().filter(pk=client_id).first()
    if client is None:
        raise NotThere
    return client
