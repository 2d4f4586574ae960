"""Every address of the program. tests/access/matrix.py says who may do what at each of them."""

from django.urls import include, path

urlpatterns = [
    path("", include("veien.road.urls")),
    path("", include("veien.web.urls")),
    path("organisations/", include("veien.organisations.urls")),
    path("people/", include("veien.people.urls")),
    path("account/", include("veien.people.account_urls")),
    path("procurements/<uuid:public_id>/members/", include("veien.collaboration.urls")),
    path("procurements/<uuid:public_id>/anchoring/", include("veien.anchoring.urls")),
    path("procurements/<uuid:public_id>/needs/", include("veien.needs.urls")),
    path("procurements/<uuid:public_id>/goals/", include("veien.goals.urls")),
    path("procurements/<uuid:public_id>/business-case/", include("veien.business_case.urls")),
    path("procurements/<uuid:public_id>/strategy/", include("veien.strategy.urls")),
    path("procurements/<uuid:public_id>/market/", include("veien.market.urls")),
    path("dialogue/<uuid:door>/", include("veien.market.open_urls")),
    path("procurements/<uuid:public_id>/requirements/", include("veien.requirements.urls")),
    path("procurements/<uuid:public_id>/criteria/", include("veien.criteria.urls")),
    path("procurements/<uuid:public_id>/competition/", include("veien.competition.urls")),
    path("procurements/<uuid:public_id>/tenders/", include("veien.tenders.urls")),
    path("procurements/<uuid:public_id>/evaluation/", include("veien.evaluation.urls")),
]
