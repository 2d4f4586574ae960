"""The tags every page is written with, and the frame around every page."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import pytest
from django import forms
from django.contrib.messages.storage.base import Message
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override

from veien.web import queries
from veien.web.rules.charts import Twin
from veien.web.rules.frame import Crumb, Fact, Frame, Tab
from veien.web.rules.table import Column, table_page


class Person:
    """Somebody who is logged in."""

    is_authenticated = True
    email = "leader@example.org"

    def __str__(self) -> str:
        return "Kari Leder"


class NeedForm(forms.Form):
    """One field of every kind."""

    title = forms.CharField(label="Title", help_text="Short.", max_length=60)
    text = forms.CharField(label="Text", widget=forms.Textarea, required=False)
    day = forms.DateField(label="Day", required=False)
    at = forms.DateTimeField(label="Moment", required=False)
    amount = forms.DecimalField(label="Amount", localize=True, required=False)
    horizon = forms.ChoiceField(
        label="Horizon", choices=[("s", "Short"), ("l", "Long")], widget=forms.RadioSelect
    )
    areas = forms.MultipleChoiceField(
        label="Areas",
        choices=[("a", "Alarm"), ("b", "B & C")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    agrees = forms.BooleanField(label="Agrees", help_text="To this.")

    def clean(self) -> dict[str, Any]:
        """Refuse a title that says nothing."""
        if self.cleaned_data.get("title") == "nothing":
            raise forms.ValidationError("The whole form is <wrong>.")
        return self.cleaned_data


def shown(source: str, language: str = "en", **context: Any) -> str:
    with override(language):
        return Template("{% load veien i18n %}" + source).render(Context(context))


def parsed(markup: str) -> ElementTree.Element:
    """Read HTML that is written as strictly as XML, but for attributes without a value."""
    closed = re.sub(r"<(input|meta|link|hr|br)([^>]*?)/?>", r"<\1\2/>", markup)
    bare = "required|checked|selected|disabled|multiple|data-focus|popover"
    closed = re.sub(rf"\s({bare})(?=[\s/>])", r' \1="yes"', closed)
    return ElementTree.fromstring(f"<div>{closed}</div>")


def by_id(tree: ElementTree.Element, wanted: str) -> ElementTree.Element:
    return next(part for part in tree.iter() if part.attrib.get("id") == wanted)


def page(language: str = "en", template: str = "web/procurement.html", **context: Any) -> str:
    request = RequestFactory().get("/somewhere/", {"a": "<b>"})
    request.user = context.pop("user", Person())
    request.COOKIES.update(context.pop("cookies", {}))
    with override(language):
        return render_to_string(template, {"procurement": object(), **context}, request=request)


def test_a_field_ties_label_help_and_error_to_its_control() -> None:
    form = NeedForm({"title": ""})
    tree = parsed(shown("{% field form.title %}", form=form))
    control = by_id(tree, "id_title")
    assert control.attrib["aria-describedby"] == "id_title_help id_title_error"
    assert control.attrib["aria-invalid"] == "true"
    assert control.attrib["class"] == "ds-input"
    assert by_id(tree, "id_title_help").text == "Short."
    assert by_id(tree, "id_title_error").text == "This field is required."
    label = next(tree.iter("label"))
    assert label.attrib["for"] == "id_title"
    assert "required" in "".join(label.itertext())


def test_a_field_without_fault_says_nothing_of_errors() -> None:
    control = by_id(parsed(shown("{% field form.text %}", form=NeedForm())), "id_text")
    assert "aria-invalid" not in control.attrib
    assert "aria-describedby" not in control.attrib


def test_dates_and_moments_use_the_browsers_picker_with_values_it_reads() -> None:
    form = NeedForm({"day": "2016-03-01", "at": "2016-03-01T12:30"})
    day = by_id(parsed(shown("{% field form.day %}", "nb", form=form)), "id_day")
    assert (day.attrib["type"], day.attrib["value"]) == ("date", "2016-03-01")
    moment = by_id(parsed(shown("{% field form.at %}", "nb", form=form)), "id_at")
    assert (moment.attrib["type"], moment.attrib["value"]) == ("datetime-local", "2016-03-01T12:30")


def test_a_decimal_field_asks_for_the_number_keyboard() -> None:
    amount = by_id(parsed(shown("{% field form.amount %}", form=NeedForm({"amount": "12,5"}))), "id_amount")
    assert amount.attrib["inputmode"] == "decimal"
    assert amount.attrib["value"] == "12,5"


def test_a_group_of_choices_is_a_fieldset_whose_choices_have_labels() -> None:
    tree = parsed(shown("{% field form.horizon %}{% field form.areas %}", form=NeedForm({"areas": ["b"]})))
    horizon, areas = tree.iter("fieldset")
    assert horizon.attrib["aria-describedby"] == "id_horizon_error"
    assert [label.attrib["for"] for label in horizon.iter("label")] == ["id_horizon_0", "id_horizon_1"]
    assert [box.attrib["id"] for box in horizon.iter("input")] == ["id_horizon_0", "id_horizon_1"]
    assert [box.attrib["value"] for box in areas.iter("input") if "checked" in box.attrib] == ["b"]
    assert [label.text for label in areas.iter("label")] == ["Alarm", "B & C"]


def test_a_single_tick_box_stands_before_its_label() -> None:
    tree = parsed(shown("{% field form.agrees %}", form=NeedForm()))
    choice = tree[0][0]
    assert [part.tag for part in choice][:2] == ["input", "label"]
    assert by_id(tree, "id_agrees").attrib["aria-describedby"] == "id_agrees_help"


def test_optional_fields_can_be_marked_instead_of_required_ones() -> None:
    markup = shown(
        "{% field form.text optional_mark=True %}{% field form.title optional_mark=True %}", form=NeedForm()
    )
    assert markup.count("optional") == 1
    assert ">required<" not in markup


def test_the_error_summary_links_to_every_field_and_escapes_what_it_says() -> None:
    form = NeedForm({"title": "nothing", "agrees": "on"})
    tree = parsed(shown("{% form_errors form %}", form=form))
    summary = tree[0]
    assert summary.attrib["role"] == "alert"
    assert summary.findtext("h2") == "2 things must be mended"
    assert [link.attrib["href"] for link in tree.iter("a")] == ["#id_horizon_0"]
    assert "The whole form is <wrong>." in "".join(summary.itertext())


def test_no_summary_is_shown_for_a_form_that_is_right_or_not_sent() -> None:
    good = NeedForm({"title": "Need", "horizon": "s", "agrees": "on"})
    assert shown("{% form_errors a b %}", a=good, b=NeedForm()).strip() == ""


def test_several_forms_share_one_summary() -> None:
    one, two = NeedForm({"title": ""}, prefix="one"), NeedForm({"title": ""}, prefix="two")
    links = [link.attrib["href"] for link in parsed(shown("{% form_errors a b %}", a=one, b=two)).iter("a")]
    assert "#id_one-title" in links
    assert "#id_two-title" in links


def test_a_tag_carries_its_word_and_escapes_it() -> None:
    assert (
        shown('{% tag "ok" word %}', word="<b>")
        == '<span class="ds-tag" data-color="success">&lt;b&gt;</span>'
    )
    assert 'data-color="neutral"' in shown('{% tag "unheard-of" "x" %}')


@pytest.mark.parametrize(
    ("language", "figure"), [("nb", "1\u00a0234,5"), ("en", "1,234.5"), ("da", "1.234,5")]
)
def test_figures_follow_the_readers_language(language: str, figure: str) -> None:
    assert shown("{% number x %}", language, x=Decimal("1234.5")) == figure
    assert shown("{{ x|as_number }}", language, x=Decimal("1234.5")) == figure


def test_figures_with_fixed_decimals_and_amounts() -> None:
    assert shown("{% decimal x 2 %} {{ x|as_number:0 }}", x=7.125) == "7.12 7"
    assert shown('{% money x "SEK" %}', "sv", x=5) == "5\u00a0kr"
    assert shown("{% number x %}{% money x %}", x=None) == "\u2013\u2013"


def test_a_digest_is_short_with_the_whole_at_hand() -> None:
    whole = "0123456789abcdef" * 4
    assert (
        shown("{% digest d %}", d=whole) == f'<span class="digest" title="{whole}">01234567\u2026cdef</span>'
    )
    assert shown("{% digest d %}", d="") == "\u2013"


def test_progress_is_said_in_words_and_never_divides_by_nothing() -> None:
    markup = shown('{% progress 9 14 "Done" %}{% progress 0 0 "None" %}')
    bars = list(parsed(markup).iter("progress"))
    assert [(bar.attrib["value"], bar.attrib["max"], bar.text) for bar in bars] == [
        ("9", "14", "64 %"),
        ("0", "1", "0 %"),
    ]
    assert "9 of 14" in markup


def test_an_empty_place_says_what_to_do_next() -> None:
    tree = parsed(shown('{% empty "No needs yet" "Write the first." "/new/" "Add a need" %}'))
    assert tree.findtext(".//h3") == "No needs yet"
    assert [(link.attrib["href"], link.text) for link in tree.iter("a")] == [("/new/", "Add a need")]
    assert not list(parsed(shown('{% empty "Nothing" %}')).iter("a"))


def test_a_packs_text_is_shown_in_the_readers_language() -> None:
    text = {"nb": "krav", "sv": "krav", "da": "krav", "en": "requirement"}
    assert shown("{{ text|in_language }}", text=text) == "requirement"
    assert shown("{{ text|in_language }}", "da", text=text) == "krav"


def test_a_word_of_the_glossary_is_explained_on_the_spot_each_with_an_id_of_its_own() -> None:
    tree = parsed(shown('{% help_term "standstill" %}{% help_term "standstill" "the wait" %}'))
    buttons = list(tree.iter("button"))
    targets = [button.attrib["popovertarget"] for button in buttons]
    assert len(set(targets)) == 2
    assert buttons[1].text == "the wait"
    meaning = queries.term("standstill", "en")
    assert meaning is not None
    assert meaning.meaning in "".join(by_id(tree, targets[0]).itertext())


def test_a_word_the_glossary_does_not_have_is_plain_text() -> None:
    assert shown('{% help_term "no-such-word" %}').strip() == "no-such-word"


def test_every_term_is_whole_in_every_language() -> None:
    for language in ("nb", "sv", "da", "en"):
        found = queries.terms(language)
        assert found
        assert all(one.title and one.meaning for one in found)
        assert [one.title.casefold() for one in found] == sorted(one.title.casefold() for one in found)


def test_the_frame_shows_the_way_here_the_facts_the_tabs_and_one_heading() -> None:
    frame = Frame(
        "Needs",
        crumbs=(Crumb("Procurements", "/all/"), Crumb("Needs")),
        meta=(Fact("Lead", "Storvik"), Fact("Thread", "3 loose", "/thread/")),
        tabs=(Tab("Road", "/road/"), Tab("Needs", "/needs/", is_current=True)),
        is_example=True,
    )
    markup = page(frame=frame)
    assert markup.count("<h1>") == 1
    assert "<title>Needs · Veien</title>" in markup
    assert '<span aria-current="page">Needs</span>' in markup
    assert '<a href="/thread/">3 loose</a>' in markup
    assert '<a href="/needs/" aria-current="page">Needs' in markup
    assert "Example data" in markup


def test_the_frame_speaks_the_readers_language_and_keeps_the_address_when_it_changes() -> None:
    markup = page("nb", frame=Frame("Behov"))
    assert '<html lang="nb"' in markup
    assert 'name="next" value="/somewhere/?a=%3Cb%3E"' in markup
    assert "Hopp til innholdet" in markup
    assert ">English</button>" in markup


def test_the_chosen_colours_are_kept_and_nothing_else_is_let_in() -> None:
    assert 'data-color-scheme="dark"' in page(frame=Frame("x"), cookies={"veien_colours": "dark"})
    assert 'data-color-scheme="auto"' in page(frame=Frame("x"), cookies={"veien_colours": '"><script>'})


def test_a_page_holds_nothing_inline() -> None:
    for template in ("web/procurement.html", "404.html", "403.html", "403_csrf.html", "500.html"):
        markup = page(template=template, frame=Frame("x", is_example=True))
        assert " style=" not in markup
        assert "<style" not in markup
        assert not re.search(r"<script(?![^>]* src=)", markup)
        assert not re.search(r"\son[a-z]+=", markup)
        assert markup.count("<h1>") == 1


def test_the_error_page_needs_neither_a_reader_nor_a_request() -> None:
    assert "<h1>" in render_to_string("500.html")


def test_messages_are_announced_by_how_urgent_they_are() -> None:
    markup = page(frame=Frame("x"), messages=[Message(25, "Saved."), Message(40, "Not <saved>.")])
    assert '<div class="ds-alert" data-color="success" role="status"><p>Saved.</p></div>' in markup
    assert '<div class="ds-alert" data-color="danger" role="alert"><p>Not &lt;saved&gt;.</p></div>' in markup


def test_a_stranger_sees_no_menu_of_the_logged_in() -> None:
    class Nobody:
        is_authenticated = False

    markup = page(frame=Frame("x"), user=Nobody())
    assert "leader@example.org" not in markup
    assert "Main menu" not in markup


def test_a_table_has_a_caption_scopes_sort_state_and_page_turner() -> None:
    table = table_page(
        (Column("ref", "Ref"), Column("n", "Points", is_number=True)), {"page": "2"}, total=30, size=10
    )
    rows = [({"text": "F-1", "url": "/f/1/"}, {"text": "9,5", "is_number": True, "label": "Points"})]
    source = (
        '{% include "web/table.html" with table=table rows=rows caption="Requirements" export_url="/x/" %}'
    )
    tree = parsed(shown(source, table=table, rows=rows))
    assert tree.findtext(".//caption") == "Requirements"
    assert {head.attrib["scope"] for head in tree.iter("th")} == {"col", "row"}
    assert [head.attrib["aria-sort"] for head in tree.iter("th") if "aria-sort" in head.attrib] == [
        "none",
        "none",
    ]
    assert "11 to 20 of 30" in "".join(tree.itertext())
    assert {"?", "?page=3", "/x/", "/f/1/"} <= {link.attrib["href"] for link in tree.iter("a")}


def test_the_twin_of_a_chart_is_a_real_table() -> None:
    twin = Twin(("Tenderer", "Sum"), (("A & B", "8,42"),))
    tree = parsed(shown('{% include "web/chart_table.html" with twin=twin caption="Points" %}', twin=twin))
    assert [cell.text for cell in tree.iter("td")] == ["8,42"]
    assert [cell.text for cell in tree.iter("th")] == ["Tenderer", "Sum", "A & B"]
