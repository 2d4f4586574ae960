"""Telling a solution from a need: the examples of the course, compounds and endings, and what always holds."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from veien.needs.queries.wording import LANGUAGES, findings_in, lexicon
from veien.needs.rules.wording import RULES, Ending, forms_of, hits_in


def found(text: str, language: str = "nb") -> list[tuple[str, str]]:
    return [(each.text, each.rule) for each in findings_in(text, language)]


@pytest.mark.parametrize(
    ("solution", "hit", "need"),
    [
        ("Vi trenger en vekter.", ("vekter", "service"), "Vi trenger løsninger for sikring."),
        (
            "Vi trenger en stige på 4 m.",
            ("stige", "product"),
            "Jeg må få tilgang til steder 4 meter over gulvet.",
        ),
        (
            "50 panelovner med termostat.",
            ("50 panelovner", "count"),
            "Energibruk skal ikke overstige 15 kWh.",
        ),
        (
            "Døra skal ha låssystem.",
            ("låssystem", "product"),
            "Ulike personer skal ha ulik tilgang til ulike tider.",
        ),
        (
            "Utvendig solskjerming.",
            ("solskjerming", "product"),
            "Rommet skal gi dagslys og utsyn når sola står på.",
        ),
        ("Et nytt lufteanlegg.", ("lufteanlegg", "product"), "Elevene trenger frisk luft hele timen."),
    ],
)
def test_the_examples_of_the_course_are_told_apart(solution: str, hit: tuple[str, str], need: str) -> None:
    assert hit in found(solution)
    assert found(need) == []


def test_a_guard_leads_to_security() -> None:
    [guard] = findings_in("A guard at night.", "en")
    assert guard.advice == "What shall be safe, for whom and when? Write it as security."
    assert guard.where == (2, 7)


@pytest.mark.parametrize(
    ("text", "language", "hit"),
    [
        ("Hun har mistet trygghetsalarmens knapp", "nb", "trygghetsalarmens"),
        ("med fallsensorene", "nb", "fallsensorene"),
        ("medisindispensere", "nb", "medisindispensere"),
        ("GPS-klokka hans", "nb", "GPS-klokka"),
        ("larmklockorna", "sv", "larmklockorna"),
        ("medicindispensrarna", "sv", "medicindispensrarna"),
        ("läkemedelsrobotarnas", "sv", "läkemedelsrobotarnas"),
        ("tryghedsalarmerne", "da", "tryghedsalarmerne"),
        ("støvsugerrobotterne", "da", "støvsugerrobotterne"),
        ("app'en", "da", "app'en"),
        ("the key safes", "en", "key safes"),
    ],
)
def test_compounds_and_endings_are_known(text: str, language: str, hit: str) -> None:
    assert [each.text for each in findings_in(text, language)] == [hit]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Vi vil ha SafeCare her.", "brand"),
        ("Bruk Omsorg® videre.", "brand"),
        ("Modell AX-4100.", "brand"),
        ("to nye kameraer", "count"),
        ("en flate på 10,5 tommer", "detail"),
        ("tåle IP67", "detail"),
        ("Den skal være trådløs.", "method"),
    ],
)
def test_each_rule_has_its_sign(text: str, rule: str) -> None:
    assert [each.rule for each in findings_in(text, "nb")] == [rule]


@pytest.mark.parametrize(
    "text", ["", "   ", "B-07", "15 kWh", "1 000 kWh, 21 grader", "COVID-19", "…", "\x00", "ISO 27001"]
)
def test_figures_of_effect_and_odd_texts_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_explanations_are_in_the_readers_language() -> None:
    [hit] = findings_in("Vi trenger en vekter.", "nb", reader="en")
    assert hit.why.startswith("This says who")
    assert findings_in("En vekter.", "fi") == findings_in("En vekter.", "nb")


PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            ["vekter", "50", "panelovner", "GPS-klokke", "15 kWh", "10 tommer", "iPad", "falske alarmer"]
        ),
        st.text(max_size=12),
    ),
    max_size=12,
).map(" ".join)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PIECES, st.sampled_from(LANGUAGES))
@example("50 vekter panelovner", "nb")
def test_findings_lie_in_the_text_in_order_and_never_overlap(text: str, language: str) -> None:
    findings = findings_in(text, language)
    assert all(text[slice(*each.where)] == each.text and each.text.strip() for each in findings)
    ends = [0, *(each.where[1] for each in findings)]
    assert all(each.where[0] >= end for each, end in zip(findings, ends, strict=False))
    assert all(each.rule in RULES and each.why and each.advice for each in findings)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PIECES, PIECES)
def test_a_sentence_is_read_the_same_wherever_it_stands(first: str, second: str) -> None:
    """Two texts with a full stop and plain words between are read as each alone."""
    between = " . hun vil hjem og sove . "
    ready = lexicon("nb")
    alone = [first[slice(*each.where)] for each in hits_in(first, ready)]
    alone += [second[slice(*each.where)] for each in hits_in(second, ready)]
    both = first + between + second
    assert [both[slice(*each.where)] for each in hits_in(both, ready)] == alone


@given(st.text("abdeimnorst", min_size=2, max_size=9))
def test_a_word_is_one_of_its_own_forms(word: str) -> None:
    forms = forms_of(word, (Ending("e", 1, ("en",)), Ending("", 0, ("en", "er"))))
    assert word in forms
    assert all(form.endswith("s") or f"{form}s" in forms for form in forms)
