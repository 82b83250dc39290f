"""The addresses of this room."""

from django.urls import path

from trygg_web.supervision.views import clients, sheets

app_name = "supervision"
urlpatterns = [
    path("", clients.clients, name="clients"),
    path("las-in/", sheets.sheets, name="sheets"),
    path("las-in/<uuid:sheet_id>/", sheets.sheet, name="sheet"),
    path("las-in/<uuid:sheet_id>/spara/", sheets.save, name="save"),
    path("las-in/<uuid:sheet_id>/kasta/", sheets.drop, name="drop"),
    path("<uuid:client_id>/", clients.client, name="client"),
    path("<uuid:client_id>/program/", clients.step, name="step"),
    path("<uuid:client_id>/mote/", clients.appointment, name="appointment"),
    path("<uuid:client_id>/mote/<uuid:appointment_id>/", clients.attend, name="attend"),
    path("<uuid:client_id>/overtradelse/", clients.breach, name="breach"),
    path("<uuid:client_id>/overtradelse/<uuid:breach_id>/", clients.untold, name="untold"),
    path("overtradelse/<uuid:breach_id>/polisen/", clients.tell, name="tell"),
    path("budskap/<uuid:shared_id>/svar/", clients.answer, name="answer"),
]
