"""The addresses of this room."""

from django.urls import path

from trygg_web.followup.views import alerts, levers, watches

app_name = "followup"
urlpatterns = [
    path("", alerts.alerts, name="alerts"),
    path("larm/<uuid:alert_id>/", alerts.alert, name="alert"),
    path("larm/<uuid:alert_id>/sett/<slug:side>/", alerts.see, name="see_alert"),
    path("larm/<uuid:alert_id>/plan/", alerts.plan, name="plan"),
    path("lofte/<uuid:promise_id>/", alerts.answer, name="answer"),
    path("lofte/<uuid:promise_id>/angra/", alerts.undo, name="undo_answer"),
    path("atgarder/", levers.levers, name="levers"),
    path("atgarder/<uuid:lever_id>/", levers.lever, name="lever"),
    path("atgarder/<uuid:lever_id>/slut/", levers.end, name="end_lever"),
    path("atgarder/<uuid:lever_id>/overtradelse/", levers.breach, name="breach"),
    path("atgarder/<uuid:lever_id>/fragat/", levers.asked, name="asked"),
    path("person/<uuid:person_id>/", levers.of_person, name="person"),
    path("person/<uuid:person_id>/ny-atgard/", levers.add, name="add_lever"),
    path("bevakningar/", watches.watches, name="watches"),
    path("bevakningar/<uuid:watch_id>/", watches.look, name="look"),
]
