"""Addresses that suppliers open without logging in."""

from django.urls import path

from veien.market.views import opened

app_name = "dialogue"
urlpatterns = [
    path("", opened.page, name="invitation"),
    path("thanks/", opened.thanks, name="thanks"),
    path("own/<uuid:key>/", opened.own, name="own"),
    path("own/<uuid:key>/book/", opened.book, name="book"),
    path("own/<uuid:key>/free/", opened.free, name="free"),
    path("own/<uuid:key>/withdraw/", opened.withdraw, name="withdraw"),
]
