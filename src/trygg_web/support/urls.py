"""The addresses of this room."""

from django.urls import path

from trygg_web.support.views import consents, led, offers, persons

app_name = "support"
urlpatterns = [
    path("", persons.persons, name="persons"),
    path("ny/", persons.new, name="new"),
    path("katalog/", persons.directory, name="directory"),
    path("fordelning/", led.held, name="held"),
    path("fordelning/<uuid:participant_id>/", led.hand_over, name="hand_over"),
    path("fordelning/<uuid:participant_id>/jav/", led.bar, name="bar"),
    path("<uuid:participant_id>/", persons.person, name="person"),
    path("<uuid:participant_id>/ta-emot/", persons.take_on, name="take_on"),
    path("<uuid:participant_id>/erbjud/", offers.offer, name="offer"),
    path("erbjudande/<uuid:offer_id>/svar/", offers.answer, name="answer"),
    path("erbjudande/<uuid:offer_id>/tid/", offers.book, name="book"),
    path("erbjudande/<uuid:offer_id>/avsluta/", offers.end, name="end"),
    path("tid/<uuid:appointment_id>/", offers.attend, name="attend"),
    path("<uuid:participant_id>/samtycke/", consents.agree, name="agree"),
    path("samtycke/<uuid:consent_id>/aterkalla/", consents.withdraw, name="withdraw"),
    path("samtycke/<uuid:consent_id>/beratta/", consents.tell, name="tell"),
]
