"""The addresses of this room."""

from django.urls import path

from trygg_web.dashboards.views import courses, extracts, fidelity, figures, harm, reports

app_name = "dashboards"
urlpatterns = [
    path("", figures.overview, name="overview"),
    path("matt/<slug:indicator>/", figures.indicator, name="indicator"),
    path("matt/<slug:indicator>/<slug:kind>.svg", figures.chart, name="chart"),
    path("efter-budskapet/", courses.course, name="course"),
    path("efter-budskapet.svg", courses.chart, name="course_chart"),
    path("skada/", harm.harm, name="harm"),
    path("skada.svg", harm.chart, name="harm_chart"),
    path("uttag/", extracts.extracts, name="extracts"),
    path("uttag/nytt/", extracts.ask, name="ask_extract"),
    path("uttag/<uuid:extract_id>/", extracts.extract, name="extract"),
    path("uttag/<uuid:extract_id>/slapp/", extracts.release, name="release_extract"),
    path("uttag/<uuid:extract_id>/fil/", extracts.take, name="take_extract"),
    path("uttag/<uuid:extract_id>/radera/", extracts.erase, name="erase_key"),
    path("som-tankt/", fidelity.fidelity, name="fidelity"),
    path("som-tankt/<slug:indicator>.svg", fidelity.chart, name="fidelity_chart"),
    path("andra-stader/", figures.elsewhere, name="elsewhere"),
    path("rapport/<slug:kind>/", reports.report, name="report"),
]
