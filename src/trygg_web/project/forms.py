"""How every form is drawn."""

from django.forms.renderers import TemplatesSetting


class PageForms(TemplatesSetting):
    """Forms drawn with this project's templates."""
