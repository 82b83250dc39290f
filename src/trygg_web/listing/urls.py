"""The addresses of this room."""

from django.urls import path

from trygg_web.listing.views import decide, files, objections, overrides, person, the_list

app_name = "listing"
urlpatterns = [
    path("", the_list.the_list, name="list"),
    path("sok/", the_list.search, name="search"),
    path("sida-vid-sida/<uuid:person_id>/", the_list.preview, name="preview"),
    path("forslag/", decide.proposals, name="proposals"),
    path("forslag/<uuid:proposal_id>/", decide.decide, name="decide"),
    path("forslag/<uuid:proposal_id>/fakta/<slug:rule>/", decide.facts, name="facts"),
    path("beslut/<uuid:decision_id>/", decide.second, name="second"),
    path("invandningar/", objections.objections, name="objections"),
    path("invandningar/<uuid:objection_id>/", objections.answer, name="objection"),
    path("person/<uuid:person_id>/invandning/", objections.new, name="new_objection"),
    path("avvikelser/", overrides.overrides, name="overrides"),
    path("avvikelser/beslut/", overrides.rows, name="override_rows"),
    path("person/<uuid:person_id>/", person.person, name="person"),
    path("person/<uuid:person_id>/handelser/", person.events, name="person_events"),
    path("person/<uuid:person_id>/bedomningar/", person.decisions, name="person_decisions"),
    path("person/<uuid:person_id>/<slug:which>.svg", person.drawing, name="person_drawing"),
    path("person/<uuid:person_id>/personblad.pdf", files.person_sheet, name="person_sheet"),
    path("listan.pdf", files.list_sheet, name="list_sheet"),
    path("fil/<slug:kind>/", files.export, name="export"),
]
