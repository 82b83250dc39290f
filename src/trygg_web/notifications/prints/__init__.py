"""Messages on paper: a letter and the script of a talk as tagged PDF/UA, made from a finished letter alone."""

from trygg_web.notifications.prints.letter import letter_pdf, script_pdf

__all__ = ["letter_pdf", "script_pdf"]
