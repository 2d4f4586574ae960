"""Addresses under which people log in and prove who they are; the pages are allauth's, in our face.

They are listed one by one, not included whole: what is not here (sign-up, adding addresses) does not exist.
"""

from allauth.account import views as account
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import path, re_path

from veien.people.views.account import in_one_piece, in_our_way

urlpatterns = [
    path("login/", in_our_way(account.login), name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", in_our_way(account.reauthenticate), name="account_reauthenticate"),
    path("password/change/", in_one_piece(account.password_change), name="account_change_password"),
    path("password/reset/", in_our_way(account.password_reset), name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    # The key has hyphens of its own, so the first hyphen parts the two: a plain <str> would take the last.
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        in_one_piece(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("security/", second_step.index, name="mfa_index"),
    path("security/code/", in_our_way(second_step.authenticate), name="mfa_authenticate"),
    path("security/confirm/", in_our_way(second_step.reauthenticate), name="mfa_reauthenticate"),
    path("security/app/add/", in_one_piece(totp.activate_totp), name="mfa_activate_totp"),
    path("security/app/remove/", in_one_piece(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("security/codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "security/codes/make/",
        in_one_piece(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path("security/codes/download/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("security/passkeys/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("security/passkeys/add/", in_one_piece(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path("security/passkeys/login/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("security/passkeys/confirm/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("security/passkeys/<int:pk>/name/", in_our_way(webauthn.edit_webauthn), name="mfa_edit_webauthn"),
    path(
        "security/passkeys/<int:pk>/remove/",
        in_one_piece(webauthn.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
]
