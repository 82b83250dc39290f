"""The addresses of this room."""

from django.urls import path

from trygg_web.incidents import views

app_name = "incidents"
urlpatterns = [
    path("", views.imports, name="imports"),
    path("relationer/", views.relations, name="relations"),
    path("relationer/<uuid:report_id>/", views.rule, name="rule"),
    path("relationer/svar/<uuid:ruling_id>/andra/", views.undo, name="undo"),
    path("rader/<uuid:rejected_id>/", views.mend, name="mend"),
    path("rader/<uuid:rejected_id>/undan/", views.drop, name="drop"),
    path("<uuid:run_id>/", views.run, name="run"),
    path("<uuid:run_id>/kolumner/", views.columns, name="columns"),
    path("<uuid:run_id>/ord/", views.words, name="words"),
    path("<uuid:run_id>/las/", views.read_in, name="read_in"),
    path("<uuid:run_id>/kasta/", views.discard, name="discard"),
    path("<uuid:run_id>/rader/", views.rejected, name="rejected"),
    path("<uuid:run_id>/rader.xlsx", views.download, name="download"),
]
