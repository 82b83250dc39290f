"""Whether recorded violence is against partners only or also against others.

Source: the generality of violence (instruments.md 6.2); what is not known is never taken for a no.
"""


def generality(partner: bool | None, others: bool | None) -> str:
    """partner_and_others, partner_only or undetermined; None is not known."""
    if others:
        return "partner_and_others"
    return "partner_only" if partner and others is False else "undetermined"
