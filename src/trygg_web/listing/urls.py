"""The addresses of this room."""

from django.urls import path

from trygg_web.listing.views import decide, overrides, the_list

app_name = "listing"
urlpatterns = [
    path("", the_list.the_list, name="list"),
    path("sok/", the_list.search, name="search"),
    path("sida-vid-sida/<uuid:person_id>/", the_list.preview, name="preview"),
    path("forslag/", decide.proposals, name="proposals"),
    path("forslag/<uuid:proposal_id>/", decide.decide, name="decide"),
    path("forslag/<uuid:proposal_id>/fakta/<slug:rule>/", decide.facts, name="facts"),
    path("beslut/<uuid:decision_id>/", decide.second, name="second"),
    path("avvikelser/", overrides.overrides, name="overrides"),
    path("avvikelser/beslut/", overrides.rows, name="override_rows"),
    # persons, prints and exports: append below
]
