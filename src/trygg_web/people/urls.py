"""The addresses of this room."""

from django.urls import path

from trygg_web.people.views import observations, questions, relations, sheets

app_name = "people"
urlpatterns = [
    path("fragor/", questions.waiting, name="questions"),
    path("fragor/<uuid:question_id>/", questions.one, name="question"),
    path("fragor/<uuid:question_id>/angra/", questions.undo, name="undo_answer"),
    path("<uuid:person_id>/relationer/", relations.relations, name="relations"),
    path("koppling/<uuid:link_id>/ta-isar/", relations.part, name="part"),
    path("isartagning/<uuid:move_id>/angra/", relations.undo_part, name="undo_part"),
    path("omsesidiga/", relations.holds, name="holds"),
    path("omsesidiga/<uuid:hold_id>/", relations.hold, name="hold"),
    path("<uuid:person_id>/uppgifter/", observations.observations, name="observations"),
    path("uppgift/<uuid:observation_id>/ta-tillbaka/", observations.withdraw, name="withdraw"),
    path("uppgifter/", sheets.sheet, name="sheet"),
    path("uppgifter/<uuid:unplaced_id>/", sheets.place, name="place"),
    path("uppgifter/<uuid:unplaced_id>/lagg-at-sidan/", sheets.drop, name="drop_unplaced"),
]
