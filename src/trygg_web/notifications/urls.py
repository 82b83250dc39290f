"""The addresses of this room."""

from django.urls import path

from trygg_web.notifications.views import attempt, board, calendar, gates, message, morning, texts, threats

app_name = "notifications"
urlpatterns = [
    path("", board.board, name="board"),
    path("person/<uuid:person_id>/", board.person, name="person"),
    path("avstadda/", board.withheld, name="withheld"),
    path("avstadda/<uuid:withholding_id>/", board.see_withheld, name="see_withheld"),
    path("morgon/", morning.morning, name="morning"),
    path("hot/", threats.threats, name="threats"),
    path("hot/<uuid:attempt_id>/", threats.threat, name="threat"),
    path("kalender/", calendar.calendar, name="calendar"),
    path("kalender/stang/", calendar.revoke_calendar, name="revoke_calendar"),
    path("kalender/<str:token>.ics", calendar.calendar_file, name="calendar_file"),
    path("franvaro/", calendar.covers, name="covers"),
    path("franvaro/<uuid:cover_id>/slut/", calendar.end_cover, name="end_cover"),
    path("grind/<uuid:gate_id>/", gates.gate, name="gate"),
    path("grind/<uuid:gate_id>/vand/", gates.turn, name="turn_gate"),
    path("grind/<uuid:gate_id>/forbi/", gates.override, name="override_gate"),
    path("texter/", texts.texts, name="texts"),
    path("texter/<str:name>/", texts.text, name="text"),
    path("texter/godkannande/<uuid:approval_id>/", texts.withdraw, name="withdraw_approval"),
    path("<uuid:notification_id>/", message.message, name="message"),
    path("<uuid:notification_id>/ta/", message.take, name="take"),
    path("<uuid:notification_id>/fordela/", message.assign, name="assign"),
    path("<uuid:notification_id>/sprak/", message.language, name="language"),
    path("<uuid:notification_id>/boka/", message.book, name="book"),
    path("<uuid:notification_id>/forsok/", attempt.attempt, name="attempt"),
    path("<uuid:notification_id>/steg/<slug:act>/", message.end, name="end"),
]
