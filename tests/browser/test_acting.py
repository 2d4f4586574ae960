"""What people do in a browser: by keyboard alone, without any script, two at once, and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from tests.browser.conftest import People, Server

FOCUS = """() => {
  const here = document.activeElement;
  if (!here || here === document.body) return 'the focus is lost';
  const box = here.getBoundingClientRect();
  const shown = (each) => {
    const look = getComputedStyle(each);
    return (look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) > 0) || look.boxShadow !== 'none';
  };
  const name = here.outerHTML.slice(0, 160);
  if (!shown(here) && !(here.parentElement && shown(here.parentElement))) return 'no ring around ' + name;
  if (box.width < 1 || box.bottom < 0 || box.top > innerHeight || box.right < 0 || box.left > innerWidth)
    return 'out of sight: ' + name;
  return '';
}"""


def tab_to(page: Any, selector: str, *, most: int = 150) -> None:
    """Press Tab until the focus stands on what is wanted; on the way it must always be seen where it is."""
    way: list[str] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        unseen = page.evaluate(FOCUS)
        assert not unseen, f"{unseen}, after {way[-5:]}"
        way.append(page.evaluate("document.activeElement.outerHTML.slice(0, 120)"))
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"{most} times Tab did not lead to {selector}")


def has_focus(page: Any, selector: str) -> bool:
    return bool(page.evaluate("(wanted) => document.activeElement.closest(wanted) !== null", selector))


# --- by keyboard ------------------------------------------------------------------------------------------------------
def test_the_first_key_leads_past_the_menus(page: Any, server: Server) -> None:
    page.goto(server.path("needs:page"))
    tab_to(page, ".skip", most=1)
    page.keyboard.press("Enter")
    assert has_focus(page, "#main")


def test_the_menu_of_languages_opens_closes_and_chooses_by_key(page: Any, server: Server) -> None:
    page.goto(server.path("needs:page"))
    tab_to(page, ".menu-language summary")
    page.keyboard.press("Enter")
    assert page.locator(".menu-language").get_attribute("open") is not None
    page.keyboard.press("Escape")
    assert page.locator(".menu-language").get_attribute("open") is None
    assert has_focus(page, ".menu-language summary")
    page.keyboard.press("Enter")
    tab_to(page, "button[lang=sv]", most=5)
    page.keyboard.press("Enter")
    page.wait_for_selector("html[lang=sv]")


def test_a_need_is_written_down_by_keyboard(page: Any, server: Server) -> None:
    page.goto(server.path("needs:page") + "?write=1")
    assert has_focus(page, "[name=title]"), "one who is about to write stands in the first field"
    page.keyboard.type("Relatives cannot see that all is well")
    tab_to(page, "[name=holder]", most=5)
    page.keyboard.type("Relatives")
    tab_to(page, "main button[type=submit]", most=12)
    page.keyboard.press("Enter")
    page.get_by_role("row", name="Relatives cannot see that all is well").wait_for()


def test_a_requirement_is_changed_in_its_row_by_keyboard(page: Any, server: Server) -> None:
    page.goto(server.path("requirements:page"))
    tab_to(page, "tr.req a")
    page.keyboard.press("j")
    rows = page.locator("tr.req")
    assert page.evaluate("document.activeElement.id") == rows.nth(1).get_attribute("id"), "j is the next row"
    page.keyboard.press("e")
    page.wait_for_selector(".req-editing [name=title]")
    page.wait_for_function("document.activeElement.closest('.req-editing') !== null")
    page.evaluate("document.querySelector('.req-editing [name=title]').select()")
    page.locator(".req-editing [name=title]").press("End")
    page.keyboard.type(", measured")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".req-editing", state="detached")
    page.get_by_text("Time from a missed dose to the alert, measured").first.wait_for()
    page.wait_for_function("document.activeElement.closest('tr.req') !== null")
    assert not page.evaluate(FOCUS)


def test_a_refused_change_in_a_row_leads_the_focus_to_what_is_wrong(page: Any, server: Server) -> None:
    page.goto(server.path("requirements:page"))
    tab_to(page, "tr.req a")
    page.keyboard.press("e")
    title = page.locator(".req-editing [name=title]")
    title.wait_for()
    title.fill("")
    title.press("Control+Enter")
    page.wait_for_selector(".req-editing [aria-invalid=true]")
    page.wait_for_function("document.activeElement.closest('.req-editing') !== null")
    page.keyboard.press("Escape")


def test_an_activity_is_ticked_by_keyboard(page: Any, server: Server) -> None:
    page.goto(server.path("road:road") + "stations/map-needs/")
    tab_to(page, "button.tick[aria-pressed=false]")
    name = page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("Space")
    page.locator(f'button.tick[aria-pressed=true][aria-label="{name}"]').wait_for()


def test_points_are_given_by_keyboard(page: Any, server: Server) -> None:
    address = server.path("evaluation:own_criterion", "contest")
    page.goto(address)
    tab_to(page, "[name^='A-'][name$='-points']")
    page.keyboard.type("7")
    tab_to(page, "[name^='A-'][name$='-reason']", most=1)
    page.keyboard.type("Twenty minutes is late, the rest is well described.")
    tab_to(page, "main button[type=submit]")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.goto(address)
    points, reason = (page.locator(f"[name^='A-'][name$='-{part}']") for part in ("points", "reason"))
    assert points.input_value() == "7"
    # Taken back: another test hands in what is not complete yet.
    points.fill("")
    reason.fill("")
    with page.expect_navigation():
        page.locator("main button[type=submit]").first.click()
    page.goto(address)
    assert points.input_value() == ""


def test_the_sum_of_weights_follows_what_is_typed_and_the_focus_stays(page: Any, server: Server) -> None:
    page.goto(server.path("criteria:page"))
    tab_to(page, "input.weight")
    page.keyboard.press("Control+a")
    page.keyboard.type("30")
    page.get_by_text("90 %").first.wait_for()
    assert has_focus(page, "input.weight")


# --- without any script -----------------------------------------------------------------------------------------------
@pytest.fixture
def plain(people: People) -> Iterator[Any]:
    context = people.context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.set_default_timeout(15000)
    yield page
    context.close()


def test_without_script_one_logs_in_and_changes_language(people: People, server: Server) -> None:
    context = people.context("guest", java_script_enabled=False)
    page = context.new_page()
    page.goto(server.path("account_login"))
    page.locator("[name=login]").fill(server.scene["login"])
    page.locator("[name=password]").fill(server.scene["password"])
    page.get_by_role("button", name="Log in", exact=True).click()
    page.get_by_role("heading", name="My procurements").wait_for()
    page.locator(".menu-language summary").click()
    page.locator("button[lang=da]").click()
    page.locator("html[lang=da]").wait_for()
    context.close()


def test_without_script_a_need_is_written_down(plain: Any, server: Server) -> None:
    plain.goto(server.path("needs:page"))
    plain.get_by_role("link", name="Write down a need").click()
    plain.get_by_label("The need in short").fill("The dispenser is heard by all")
    plain.get_by_role("button", name="Keep the need").click()
    plain.get_by_role("row", name="The dispenser is heard by all").wait_for()


def test_without_script_a_requirement_is_changed(plain: Any, server: Server) -> None:
    plain.goto(server.path("requirements:page"))
    plain.locator("tr.req [data-edit]").last.click()
    plain.get_by_label("Text", exact=False).first.fill("Say how it was tried, and with whom.")
    plain.get_by_role("button", name="Save").click()
    plain.goto(server.path("requirements:page"))
    plain.get_by_text("Say how it was tried, and with whom.").first.wait_for()


def test_without_script_points_are_kept(plain: Any, server: Server) -> None:
    address = server.path("evaluation:own_criterion", "contest")
    plain.goto(address)
    plain.locator("[name^='B-'][name$='-points']").fill("9")
    plain.locator("[name^='B-'][name$='-reason']").fill("Four minutes, and well shown.")
    plain.get_by_role("button", name="Keep as a draft").first.click()
    plain.goto(address)
    assert plain.locator("[name^='B-'][name$='-points']").input_value() == "9"


# --- two at once ------------------------------------------------------------------------------------------------------
def test_who_comes_second_sees_what_the_first_wrote_and_loses_nothing(
    people: People, page: Any, server: Server
) -> None:
    address = server.path("requirements:change")
    other = people.context("adviser").new_page()
    other.goto(address)
    page.goto(address)
    other.locator("[name=text]").fill("The adviser wrote this.")
    other.get_by_role("button", name="Save").click()
    other.get_by_text("The adviser wrote this.").first.wait_for()
    page.locator("[name=text]").fill("The leader wrote that.")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("The adviser wrote this.").first.wait_for()
    assert page.locator("[name=text]").input_value() == "The leader wrote that."
    page.get_by_role("link", name="Keep the other's").click()
    page.get_by_text("The adviser wrote this.").first.wait_for()
    other.context.close()


# --- on paper ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["road:road", "evaluation:result"])
def test_the_page_comes_well_on_paper(page: Any, server: Server, name: str) -> None:
    page.goto(server.path(name, "agder"))
    sheets = PdfReader(BytesIO(page.pdf(format="A4", print_background=True))).pages
    assert 1 <= len(sheets) <= 6
    assert all(len(sheet.extract_text().strip()) > 40 for sheet in sheets), "a sheet is empty"
    assert "Log out" not in "".join(sheet.extract_text() for sheet in sheets)
