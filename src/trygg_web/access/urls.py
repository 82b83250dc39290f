"""The addresses of this room."""

from django.urls import path

from trygg_web.access import views

app_name = "access"
urlpatterns = [
    path("loggen/", views.the_log, name="log"),
    path("loggen/om/<uuid:subject>/", views.log_about, name="log_about"),
    path("roller/", views.roles, name="roles"),
    path("roller/ny/", views.make_user, name="make_user"),
    path("roller/<uuid:user_id>/ge/", views.give_role, name="give_role"),
    path("roller/<uuid:user_id>/losenord/", views.renew_login, name="renew_login"),
    path("roller/<uuid:user_id>/stang/", views.close_user, name="close_user"),
    path("roller/<uuid:grant_id>/ta-tillbaka/", views.withdraw_role, name="withdraw_role"),
    path("sparat/", views.kept, name="kept"),
]
