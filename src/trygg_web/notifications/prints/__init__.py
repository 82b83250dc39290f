"""On paper, as tagged PDF/UA: a letter and the script of a talk, made from a finished letter alone; who is expected."""

from trygg_web.notifications.prints.attendance import AttendanceSheet, Expected, attendance_pdf
from trygg_web.notifications.prints.letter import letter_pdf, script_pdf

__all__ = ["AttendanceSheet", "Expected", "attendance_pdf", "letter_pdf", "script_pdf"]
