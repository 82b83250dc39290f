"""What people type about clients, and what is wrong with it."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trygg_web.access.days import SwedishDateField
from trygg_web.supervision.models import Attendance, Broken, Programme, Purpose, Step
from trygg_web.supervision.policies import NOTED, StepTold


class SheetForm(forms.Form):
    """A sheet of clients."""

    file = forms.FileField(label=gettext_lazy("Fil"), help_text=gettext_lazy("CSV, XLSX, XLS eller ODS."))


class StepForm(forms.Form):
    """The next step of a programme."""

    programme = forms.TypedChoiceField(label=gettext_lazy("Program"), choices=Programme.choices, coerce=Programme)
    step = forms.TypedChoiceField(label=gettext_lazy("Steg"), choices=Step.choices, coerce=Step)
    day = SwedishDateField(label=gettext_lazy("Dag"))
    because = forms.CharField(
        label=gettext_lazy("Varför"), required=False, max_length=500,
        help_text=gettext_lazy("Behövs när någon tackat nej eller avbrutit. Skriv inte vad samtalen handlar om."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def told(self) -> StepTold:
        """What was typed."""
        return StepTold(**self.cleaned_data)


class AppointmentForm(forms.Form):
    """A time at the office."""

    purpose = forms.TypedChoiceField(label=gettext_lazy("Vad mötet gäller"), choices=Purpose.choices, coerce=Purpose)
    day = SwedishDateField(label=gettext_lazy("Dag"))
    clock = forms.TimeField(
        label=gettext_lazy("Klockslag"), input_formats=["%H:%M", "%H.%M", "%H%M", "%H"],
        help_text=gettext_lazy("Till exempel 9.30"),
        error_messages={"invalid": gettext_lazy("Skriv till exempel 9.30.")},
    )  # fmt: skip

    def at(self) -> datetime:
        """When, in Swedish time."""
        clock: time = self.cleaned_data["clock"]
        return timezone.make_aware(datetime.combine(self.cleaned_data["day"], clock))


class AttendanceForm(forms.Form):
    """What became of an appointment."""

    attendance = forms.TypedChoiceField(
        label=gettext_lazy("Vad hände?"), choices=[(one.value, one.label) for one in NOTED], coerce=Attendance,
        widget=forms.RadioSelect,
    )  # fmt: skip


class BreachForm(forms.Form):
    """Something that was not kept."""

    what = forms.TypedChoiceField(label=gettext_lazy("Vad har inte följts?"), choices=Broken.choices, coerce=Broken)
    day = SwedishDateField(label=gettext_lazy("Dag"))
    note = forms.CharField(
        label=gettext_lazy("Kort beskrivning"), required=False, max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class UntoldForm(forms.Form):
    """Why the police are not told."""

    because = forms.CharField(
        label=gettext_lazy("Varför skyldigheten inte gäller"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["because"].help_text = _(
            "Frivården ska lämna uppgifter som polisen behöver om det inte är klart att sekretessen väger tyngre."
        )
