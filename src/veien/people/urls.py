"""Addresses of the room."""

from django.urls import path

from veien.people.views import invitations, joining, profile

app_name = "people"
urlpatterns = [
    path("", invitations.people, name="page"),
    path("profile/", profile.profile, name="profile"),
    path("invite/", invitations.invite, name="invite"),
    path("invitations/<uuid:public_id>/send/", invitations.send_again, name="send_again"),
    path("invitations/<uuid:public_id>/withdraw/", invitations.withdraw, name="withdraw"),
    path("join/<str:token>/", joining.accept, name="accept"),
]
