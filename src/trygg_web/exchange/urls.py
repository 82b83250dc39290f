"""The addresses of this room."""

from django.urls import path

from trygg_web.exchange.views import incoming, ledger, making, outgoing, partners, requests

app_name = "exchange"
urlpatterns = [
    path("", incoming.inbox, name="inbox"),
    path("inkommet/<uuid:arrival_id>/", incoming.arrival, name="arrival"),
    path("inkommet/<uuid:arrival_id>/oppna/", incoming.acknowledge, name="acknowledge"),
    path("lamnat/", outgoing.outbox, name="outbox"),
    path("lamnat/<uuid:disclosure_id>/", outgoing.disclosure, name="disclosure"),
    path("lamnat/<uuid:disclosure_id>/andra/", outgoing.second, name="second"),
    path("lamnat/<uuid:disclosure_id>/ratta/", outgoing.correct, name="correct"),
    path("lamnat/<uuid:disclosure_id>/ord/", ledger.words, name="words"),
    path("nytt/", making.new, name="new"),
    path("nytt/<uuid:draft_id>/uppgifter/", making.items, name="items"),
    path("nytt/<uuid:draft_id>/grund/", making.ground, name="ground"),
    path("nytt/<uuid:draft_id>/provning/", making.weigh, name="weigh"),
    path("nytt/<uuid:draft_id>/kontroll/", making.confirm, name="confirm"),
    path("begaran/", requests.requests, name="requests"),
    path("begaran/ny/", requests.ask, name="ask"),
    path("begaran/<uuid:request_id>/", requests.request_shown, name="request"),
    path("begaran/<uuid:request_id>/lamna/", requests.give, name="give"),
    path("liggare/", ledger.ledger, name="ledger"),
    path("liggare/utskrift/", ledger.printed, name="print_ledger"),
    path("hus/", partners.partners, name="partners"),
    path("hus/kort/", partners.card, name="card"),
    path("hus/<uuid:partner_id>/avsluta/", partners.revoke, name="revoke"),
]
