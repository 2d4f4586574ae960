"""Sets the stage for the browser, in a process of its own: ``python -m tests.browser.stage``, into ``VEIEN_HOME``.

Besides Agder it makes a procurement that can still be written on (the workshop) and one where two tenders wait for
points (the contest). What the tests need to know lies in ``scene.json`` in the same folder.
"""

from __future__ import annotations

import json
import os
import re
import time
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

ROLES = ("project-owner", "evaluation-group", "purchasing")
NEEDS = ("Doses are forgotten", "Nobody knows that a dose was missed", "The display cannot be read")
REQUIREMENTS = (
    ("Tells somebody when a dose is not taken", "must", "yes_no", ""),
    ("Time from a missed dose to the alert", "should", "number", "minutes"),
    ("Can be used with weak sight and stiff fingers", "should", "text", ""),
)
LINES = (("dispenser", "Dispenser", "once", 1), ("support", "Licence and support", "yearly", 4))
TENDERS = {
    "Nordlys Velferd": ({"dispenser": 1900.0, "support": 450.0}, ("Yes", 20.0, "Large letters.")),
    "Fjord Omsorgsteknologi": (
        {"dispenser": 2600.0, "support": 520.0},
        ("Yes", 4.0, "Voice and one button."),
    ),
}
PASSWORD = "a long password for the browser"
SOON = 365 * 24 * 3600


def main() -> None:
    """Make the world and write down where everything is."""
    from veien.command.migrate import bring_up_to_date, load_django

    load_django()
    bring_up_to_date()
    from django.contrib.auth import get_user_model

    from veien.scenarios.agder import cast, play

    agder = play.standing() or play.play(lambda _: None)
    leader = get_user_model().objects.get(email=cast.PARTS[0].email)
    give_all_roles(agder, leader)
    blank = begin(leader, "Nothing is written yet")
    worlds = {"agder": agder, "workshop": workshop(leader), "contest": contest(leader), "blank": blank}
    dressed = {name: dress(each, leader) for name, each in worlds.items()}
    scene = {
        "login": leader.email,
        "password": cast.PASSWORD,
        "sessions": sessions(leader),  # before the addresses of the passkey that is made here
        "paths": {name: paths(each) for name, each in dressed.items()},
        "adding": extras(worlds),
    }
    (Path(os.environ["VEIEN_HOME"]) / "scene.json").write_text(json.dumps(scene), encoding="utf-8")


def give_all_roles(procurement: Any, user: Any) -> None:
    """Let one person do everything, so that the pages carry all they can carry."""
    from veien.road import actions as road

    for role in ROLES:
        road.give_role(procurement, by=user, user=user, role=role, hours_reserved=10)
    road.declare_interests(procurement, by=user, has_conflict=False, text="")


# --- the two procurements beside Agder --------------------------------------------------------------------------------
def begin(leader: Any, title: str) -> Any:
    """Start a procurement in which the leader may do everything."""
    from veien.road import actions as road

    procurement = road.start_procurement(
        by=leader,
        title=title,
        buyer=leader.organisation,
        pack_id="no-kvikkguide",
        pack_version="1.0.0",
        language="en",
    )
    give_all_roles(procurement, leader)
    return procurement


def workshop(leader: Any, title: str = "Electronic medicine dispensers") -> Any:
    """Make a procurement with needs, a goal, requirements, an award model and a price form, all unlocked."""
    from django.contrib.auth import get_user_model

    from veien.collaboration import actions as collaboration
    from veien.goals import actions as goals
    from veien.needs import actions as needs
    from veien.road import actions as road

    procurement = begin(leader, title)
    adviser = get_user_model().objects.get(email="it-radgiver@agder.example")
    road.give_role(procurement, by=leader, user=adviser, role="it")
    collaboration.add_member(
        procurement, by=leader, organisation=leader.organisation, standing="lead", joined_on=None
    )
    found = [needs.add_need(procurement, by=leader, title=each, holder="Night team") for each in NEEDS]
    goals.add_goal(procurement, by=leader, needs=[found[0].pk], title="Fewer visits", kind="saved_time")
    specify(procurement, leader, [found[1], found[1], found[2]])
    weigh(procurement, leader)
    return procurement


def specify(procurement: Any, leader: Any, needs: list[Any]) -> None:
    """Write the requirements, each for its need."""
    from veien.requirements import actions as requirements

    section = requirements.add_section(procurement, by=leader, title="Alarm and use")
    for (title, obligation, answer, unit), need in zip(REQUIREMENTS, needs, strict=True):
        requirements.add_requirement(
            procurement,
            by=leader,
            section=section,
            title=title,
            needs=[need.pk],
            text="It shall work at night.",
            ref="",
            obligation=obligation,
            kind="function",
            category="function",
            answer=answer,
            unit=unit,
            evidence="",
        )


def weigh(procurement: Any, leader: Any) -> None:
    """Choose the model, the criteria with weights and anchors, and the lines of the price form."""
    from veien.criteria import actions as criteria
    from veien.requirements.queries import Requirement

    criteria.choose_model(procurement, by=leader, method="points", scale=Decimal(10))
    model = {"name": "linear_above_lowest", "slope": "1"}
    made = [criteria.add_criterion(procurement, by=leader, title="Price", kind="price", model=model)]
    for title in ("Alerts", "Ease of use"):
        anchors = {"top": "Very good", "middle": "Good enough", "bottom": "Hardly at all"}
        made.append(criteria.add_criterion(procurement, by=leader, title=title, kind="quality", **anchors))
    weights = {
        each.public_id: Decimal(share) for each, share in zip(made, ("0.4", "0.35", "0.25"), strict=True)
    }
    criteria.set_weights(procurement, by=leader, parent=None, weights=weights)
    should = Requirement.objects.filter(procurement=procurement, obligation="should").order_by("pk")
    for criterion, requirement in zip(made[1:], should, strict=True):
        criteria.assign_requirements(
            procurement, by=leader, criterion=criterion, requirements=[requirement.public_id]
        )
    for key, title, period, years in LINES:
        criteria.add_price_line(
            procurement,
            by=leader,
            key=key,
            title=title,
            unit="piece",
            volume=Decimal(200),
            period=period,
            years=years,
        )


def contest(leader: Any) -> Any:
    """Make a procurement whose deadline has passed, with two tenders that nobody has judged."""
    from veien.competition import actions as competition
    from veien.criteria.queries import Criterion
    from veien.foundation import clock
    from veien.requirements.queries import Requirement
    from veien.scenarios.tendering import filled
    from veien.tenders import actions as tenders
    from veien.tenders import queries as forms
    from veien.tenders.queries.sheets import answer_sheet, price_sheet

    began = clock.now() - timedelta(days=3)
    with clock.standing_at(began):
        procurement = workshop(leader, "Dispensers, tenders to be judged")
        Criterion.objects.filter(procurement=procurement, title="Ease of use").update(judging="each")
        due = began + timedelta(days=1)
        competition.publish(procurement, by=leader, notice_reference="2027/0417", tenders_due_at=due)
        clock.move_on(timedelta(days=2))
        refs = (
            Requirement.objects.filter(procurement=procurement).order_by("pk").values_list("ref", flat=True)
        )
        price = [each.key for each in price_sheet(procurement).columns].index("unit_price")
        answer = [each.key for each in answer_sheet(procurement).columns].index("answer")
        for name, (prices, answers) in TENDERS.items():
            answered = dict(zip(refs, answers, strict=True))
            tenders.receive_tender(
                procurement,
                by=leader,
                name=name,
                country="",
                received_at=due - timedelta(hours=1),
                price_data=filled(forms.price_form(procurement), prices, column=price),
                answer_data=filled(forms.answer_form(procurement), answered, column=answer),
            )
    return procurement


# --- what the pages need to have something to show --------------------------------------------------------------------
def dress(procurement: Any, leader: Any) -> SimpleNamespace:
    """Put in what only some pages need: a file as evidence, an open invitation, a staged import."""
    from veien.files.actions import keep
    from veien.foundation import clock
    from veien.people.actions import invite
    from veien.requirements.models import StagedImport
    from veien.road import actions as road

    evidence = road.add_evidence(
        procurement,
        by=leader,
        activity_id="map-needs-charter",
        data=b"minutes of the meeting",
        name="minutes.txt",
        content_type="text/plain",
    )
    place = str(procurement.public_id)[:8]
    invitation = invite(by=leader, email=f"{place}@agder.example", full_name="Somebody New")
    file = keep(b"rows", name="rows.xlsx", content_type="application/octet-stream")
    staged = StagedImport.objects.create(
        procurement=procurement, file=file, rows=[], staged_by=leader, staged_at=clock.now()
    )
    return SimpleNamespace(
        procurement=procurement,
        evidence=evidence,
        invitation=invitation,
        staged=staged,
        leader=leader,
        people={"leader": leader, "nurse": leader},  # here one person does everything
    )


def paths(world: SimpleNamespace) -> dict[str, str]:
    """Give every address of the program with real arguments of one procurement, as far as it has them."""
    from django.urls import NoReverseMatch, reverse

    from tests.access.routes import all_routes, arguments_of

    found = {}
    for name, wanted in all_routes():
        try:
            found[name] = reverse(name, kwargs=arguments_of(name, wanted, world))
        except (AttributeError, IndexError, NoReverseMatch):
            continue  # this procurement has none of these, or allauth finds its own way
    return found


def extras(worlds: dict[str, Any]) -> dict[str, Any]:
    """Give what only the database knows: the token of an invitation, a key for a new password, ids of fields."""
    from allauth.account.forms import default_token_generator
    from allauth.account.utils import user_pk_to_url_str
    from allauth.mfa.models import Authenticator
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.urls import reverse

    from veien.criteria.queries import Criterion
    from veien.requirements.queries import Requirement

    letter = sorted(Path(settings.MAIL_FOLDER).glob("*.eml"))[-1].read_text(encoding="utf-8")
    token = re.search(r"/people/join/[\w-]+/", letter.replace("=\n", ""))
    reader = get_user_model().objects.get(email="hjemmetjenesten@agder.example")
    key = default_token_generator.make_token(reader)
    must = Requirement.objects.get(procurement=worlds["contest"], obligation="must").pk
    criteria = Criterion.objects.filter(procurement=worlds["workshop"])
    passkey = Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN).pk
    return {
        "people:accept": token[0] if token else "",
        "account_reset_password_from_key": reverse(
            "account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(reader), "key": key}
        ),
        **{name: reverse(name, args=[passkey]) for name in ("mfa_edit_webauthn", "mfa_remove_webauthn")},
        "must failed without a ground": {f"must-{must}": "failed", f"ground-{must}": ""},
        "weights that do not add up": {f"weight-{each.public_id}": "50" for each in criteria},
    }


# --- people who are logged in already ---------------------------------------------------------------------------------
def sessions(leader: Any) -> dict[str, str]:
    """Give a session to somebody with a second step, to somebody halfway in, and to the leader just now."""
    from allauth.mfa.models import Authenticator
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
    from django.contrib.auth import get_user_model

    careful, coming = (
        get_user_model().objects.create_user(
            f"{name}@agder.example", PASSWORD, full_name="Careful Person", organisation=leader.organisation
        )
        for name in ("careful", "coming")
    )
    for each in (careful, coming):
        TOTP.activate(each, generate_totp_secret())
        RecoveryCodes.activate(each)
    passkey = {"name": "Blue key", "credential": credential()}
    Authenticator.objects.create(user=careful, type=Authenticator.Type.WEBAUTHN, data=passkey)
    adviser = get_user_model().objects.get(email="it-radgiver@agder.example")
    found = {"careful": careful, "fresh": leader, "adviser": adviser}
    return {name: session_of(user) for name, user in found.items()} | {"half": halfway(coming)}


def credential() -> dict[str, Any]:
    """Make what a device sends when a passkey is added."""
    from cryptography.hazmat.primitives.asymmetric import ec
    from fido2.cose import ES256
    from fido2.utils import websafe_encode
    from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

    name = b"the browser tests"
    key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    data = AuthenticatorData.create(
        bytes(32), 0x45, 0, bytes(AttestedCredentialData.create(Aaguid.NONE, name, key))
    )
    told = {"type": "webauthn.create", "challenge": "", "origin": "http://127.0.0.1"}
    return {
        "id": websafe_encode(name),
        "rawId": websafe_encode(name),
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(json.dumps(told).encode()),
            "attestationObject": websafe_encode(bytes(AttestationObject.create("none", data, {}))),
        },
        "clientExtensionResults": {"credProps": {"rk": True}},
    }


def session_of(user: Any) -> str:
    """Log a person in as if the password had been typed this moment, for as long as the tests last."""
    from django.test import Client

    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    just_now = {"method": "password", "at": time.time() + SOON, "reauthenticated": True}
    session["account_authentication_methods"] = [just_now]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return str(client.cookies["sessionid"].value)


def halfway(user: Any) -> str:
    """Type the right password of somebody who is then asked for a code."""
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse

    settings.ALLOWED_HOSTS.append("testserver")
    client = Client()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    return str(client.cookies["sessionid"].value)


if __name__ == "__main__":
    main()
