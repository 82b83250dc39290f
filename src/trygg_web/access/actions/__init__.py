"""What people can do about users, roles, keys and the log."""

from trygg_web.access.actions.forms import forget_form, keep_form
from trygg_web.access.actions.keys import reseal
from trygg_web.access.actions.people import close_user, make_first_administrator, make_user, renew_login
from trygg_web.access.actions.roles import give_role, withdraw_role
from trygg_web.access.actions.verification import check_log

__all__ = [
    "check_log",
    "close_user",
    "forget_form",
    "give_role",
    "keep_form",
    "make_first_administrator",
    "make_user",
    "renew_login",
    "reseal",
    "withdraw_role",
]
