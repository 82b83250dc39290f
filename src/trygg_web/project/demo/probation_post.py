"""What the invented probation service tells the police, and answers them."""

from trygg_web.access.models import User
from trygg_web.exchange import actions as exchange
from trygg_web.exchange.actions import Draft, Item
from trygg_web.exchange.models import Disclosure, Request, Side
from trygg_web.project import nights
from trygg_web.project.demo.users import Plan, Tell
from trygg_web.project.demo.weighed import DUTY, harmless
from trygg_web.supervision import actions
from trygg_web.supervision.models import Breach, Broken

TOLD = 2  # breaches that the police have been told of


def begin(_plan: Plan, tell: Tell) -> None:
    """Nothing; the police know of some breaches. Begun once."""
    if Disclosure.objects.exists():
        return
    tell("berättar för polisen", 0, 0)
    officer = User.objects.get(username="frid")
    for row in Breach.objects.select_related("client").order_by("at")[:TOLD]:
        who = Item("number", "person_basics", row.client.number)
        what = Item("breach", "custody_and_sanction", f"{Broken(row.what).label}, {row.day.isoformat()}")
        draft = Draft(
            "police", "police", "duty", "prevent_crime", "G-06", (who, what), "", DUTY, harmless(),
            subject=str(row.client_id),
        )  # fmt: skip
        exchange.disclose(draft, by=officer)


def answer(plan: Plan, tell: Tell) -> None:
    """Nothing; messages to clients are taken over, and the police's first request is answered."""
    tell("svarar polisen", 0, 0)
    actions.run_day(on=plan.until, by=nights.night())
    officer = User.objects.get(username="frid")
    for asked in Request.objects.filter(side=Side.IN, function="supervision", state="open").order_by("asked_at")[:1]:
        says = "Personen står inte under övervakning hos oss."
        exchange.answer_request(asked.pk, "partly", ground="G-06", says=says, by=officer)
