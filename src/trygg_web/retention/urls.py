"""The addresses of this room."""

from django.urls import path

from trygg_web.retention import views

app_name = "retention"
urlpatterns = [
    path("", views.proposals, name="proposals"),
    path("godkann/", views.approve, name="approve"),
    path("skjut-upp/", views.defer, name="defer"),
    path("gallra/", views.carry_out, name="carry_out"),
    path("protokoll/", views.protocols, name="protocols"),
]
