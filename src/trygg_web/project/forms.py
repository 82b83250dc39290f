"""How every form is drawn: GOV.UK's markup around Django's own fields."""

from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest

CLASSES = {
    "select": "govuk-select",
    "textarea": "govuk-textarea",
    "file": "govuk-file-upload",
    "radio": "govuk-radios__input",
    "checkbox": "govuk-checkboxes__input",
    "hidden": "",
}
CHOICES = ("radio", "checkbox", "hidden")


class PageForms(TemplatesSetting):
    """Forms drawn with this project's templates."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """The drawn template, with the classes that its kind of field wears."""
        if "widget" in context:
            _dress(context["widget"], template_name)
        return super().render(template_name, context, request)


def _dress(widget: dict[str, Any], template_name: str) -> None:
    kind = widget.get("type") or template_name.rpartition("/")[2].removesuffix(".html")
    wears, attributes = CLASSES.get(kind, "govuk-input"), widget["attrs"]
    if attributes.get("aria-invalid") and kind not in CHOICES:
        wears += f" {wears}--error"
    attributes["class"] = f"{wears} {attributes.get('class', '')}".strip()
    attributes.pop("placeholder", None)  # a label says it, and stays
    # The server answers in the user's language, so the browser's own bubbles stay away.
    if attributes.pop("required", None) and kind not in CHOICES:
        attributes["aria-required"] = "true"
