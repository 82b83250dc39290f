"""How forms are drawn."""

from django import forms
from django.template import Context, Template
from django.utils.translation import override

from trygg_web.access.days import SwedishDateField


class Everything(forms.Form):
    name = forms.CharField(label="Namn")
    why = forms.CharField(label="Varför", widget=forms.Textarea, required=False)
    kind = forms.ChoiceField(label="Slag", choices=[("a", "Ett"), ("b", "Två")])
    one = forms.ChoiceField(label="Välj", choices=[("a", "Ett"), ("b", "Två")], widget=forms.RadioSelect)
    sure = forms.BooleanField(label="Säker")
    day = SwedishDateField(label="Dag")
    file = forms.FileField(label="Fil")


def test_every_field_wears_the_class_of_its_kind() -> None:
    drawn = str(Everything())
    for wears in ("input", "textarea", "select", "radios__input", "checkboxes__input", "file-upload"):
        assert f"govuk-{wears}" in drawn


def test_an_optional_field_says_so_and_a_required_one_leaves_the_browser_silent() -> None:
    with override("sv"):
        drawn = str(Everything())
    assert drawn.count("frivilligt") == 1
    assert " required" not in drawn


def test_a_fault_stands_at_its_field_and_leads_there_from_the_top() -> None:
    form = Everything({"name": "", "day": "31 juni 2026"})
    with override("sv"):
        field = str(form["day"].as_field_group())
        summary = Template("{% error_summary form %}").render(Context({"form": form}))
    assert "govuk-form-group--error" in field
    assert 'aria-describedby="id_day_helptext id_day_error"' in field
    assert 'href="#id_day"' in summary
    assert 'href="#id_one_0"' in summary


def test_a_choice_that_was_made_stays_made() -> None:
    drawn = str(Everything({"one": "b"})["one"])
    assert drawn.count("checked") == 1
    assert drawn.index('value="b"') < drawn.index("checked")
