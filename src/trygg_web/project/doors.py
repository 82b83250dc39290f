"""The addresses of logging in: those of allauth that this house uses, by name, and no other."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkey
from django.urls import path

from trygg_web.project.accounts import closed

urlpatterns = [
    path("logga-in/", account.login, name="account_login"),
    path("logga-ut/", account.logout, name="account_logout"),
    path("stangt/", account.account_inactive, name="account_inactive"),
    path("bekrafta/", account.reauthenticate, name="account_reauthenticate"),
    path("losenord/", account.password_change, name="account_change_password"),
    path("skaffa/", closed, name="account_signup"),  # the log-in page asks for the name
    path("tva-steg/", mfa.index, name="mfa_index"),
    path("tva-steg/kod/", mfa.authenticate, name="mfa_authenticate"),
    path("tva-steg/bekrafta/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("tva-steg/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("tva-steg/app/ta-bort/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("tva-steg/reservkoder/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("tva-steg/reservkoder/nya/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("tva-steg/reservkoder/fil/", closed, name="mfa_download_recovery_codes"),  # codes do not lie in a file
    path("passnyckel/", passkey.list_webauthn, name="mfa_list_webauthn"),
    path("passnyckel/ny/", passkey.add_webauthn, name="mfa_add_webauthn"),
    path("passnyckel/bekrafta/", passkey.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("passnyckel/<int:pk>/ta-bort/", passkey.remove_webauthn, name="mfa_remove_webauthn"),
    path("passnyckel/<int:pk>/namn/", passkey.edit_webauthn, name="mfa_edit_webauthn"),
    path("passnyckel/logga-in/", passkey.login_webauthn, name="mfa_login_webauthn"),
]
