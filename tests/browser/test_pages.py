"""Every page, wide with our scripts and narrow without: axe finds nothing, the console is silent, all has room."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.browser.conftest import AXE, People, Server
from tests.browser.pages import LANGUAGES, PAGES, REFUSED, SEEN_BY, WHILE_EMPTY, place_of

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDTHS = {"wide": 1280, "narrow": 320}

LOOK = """async (tags) => {
  const found = await axe.run(document, {
    runOnly: {type: 'tag', values: tags}, resultTypes: ['violations'], elementRef: false,
  });
  const said = (node) => {
    const why = [...node.any, ...node.all, ...node.none].map((each) => each.message).join('; ');
    return `${node.target.join(' ')} ${node.html.slice(0, 200)} ${why}`;
  };
  const ids = [...document.querySelectorAll('[id]')].map((each) => each.id);
  const sticksOut = (each) =>
    each.getBoundingClientRect().right > innerWidth + 1 && !each.closest('[role=region], .table-frame');
  const all = document.documentElement;
  const outside = [...document.querySelectorAll('body *')].filter(sticksOut).slice(0, 5);
  const wide = outside.map((each) => each.outerHTML.slice(0, 150));
  return [
    ...found.violations.map((each) => `${each.id}: ${each.nodes.slice(0, 3).map(said).join(' | ')}`),
    ...ids.filter((each, place) => ids.indexOf(each) !== place).map((each) => `the id ${each} stands twice`),
    ...(all.scrollWidth > all.clientWidth ? ['the page scrolls sideways', ...wide] : []),
  ];
}"""


class Looker:
    """Opens pages in one size, as anybody, and says what is wrong with them."""

    def __init__(self, people: People, size: str) -> None:
        self.people, self.size = people, size
        self.contexts: dict[str, Any] = {}

    def context(self, who: str) -> Any:
        """Give the browser of one person in this size; the narrow one runs none of our scripts and is dark."""
        if who not in self.contexts:
            colours = "light" if self.size == "wide" else "dark"
            viewport = {"width": WIDTHS[self.size], "height": 900}
            opened = self.people.context(who, viewport=viewport, color_scheme=colours)
            opened.add_init_script(path=AXE)
            if self.size == "narrow":
                opened.route(
                    "**/static/**/*.js",
                    lambda route: route.fulfill(status=200, content_type="text/javascript", body=""),
                )
            self.contexts[who] = opened
        return self.contexts[who]

    def look(
        self, path: str, who: str, language: str, *, wanted: int = 200, sent: dict[str, str] | None = None
    ) -> list[str]:
        """Give everything that is wrong with a page; with ``sent`` it is what answers when a form is sent there."""
        context = self.context(who)
        context.add_cookies(
            [{"name": "veien_language", "value": language, "url": self.people.server.address}]
        )
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: said.append(f"script: {error}"))
        if sent is not None:
            token = next(each["value"] for each in context.cookies() if each["name"] == "csrftoken")
            body = urlencode({"csrfmiddlewaretoken": token, **sent})
            page.route(path, lambda route: _post(route, body))
        answer = page.goto(path)
        if answer.status != wanted:
            said.append(f"answered {answer.status} instead of {wanted}")
        if (
            page.url != path and "/password/reset/key/" not in path
        ):  # the key is put away before the page is shown
            said.append(f"led on to {page.url}")
        found = page.evaluate(LOOK, TAGS)
        page.close()
        told = f"the server responded with a status of {wanted}"
        said = [each for each in said if told not in each]
        return [*said, *found]


def _post(route: Any, body: str) -> None:
    headers = {**route.request.headers, "content-type": "application/x-www-form-urlencoded"}
    route.continue_(method="POST", headers=headers, post_data=body)


@pytest.fixture(scope="module", params=sorted(WIDTHS))
def looker(request: Any, people: People) -> Iterator[Looker]:
    found = Looker(people, request.param)
    yield found
    for context in found.contexts.values():
        context.close()


def language_of(number: int, size: str) -> str:
    """Spread the languages: each page is seen in two of them, one for each size."""
    return LANGUAGES[(number + (2 if size == "narrow" else 0)) % len(LANGUAGES)]


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wrong_with_the_page(looker: Looker, server: Server, name: str) -> None:
    language = language_of(PAGES.index(name), looker.size)
    path = server.path(name, place_of(name))
    found = looker.look(path, SEEN_BY.get(name, "leader"), language)
    assert not found, "\n".join([f"{path} in {language}:", *found])


@pytest.mark.parametrize("case", sorted(REFUSED))
def test_nothing_is_wrong_with_a_form_that_is_refused(looker: Looker, server: Server, case: str) -> None:
    name, who, sent = REFUSED[case]
    language = language_of(sorted(REFUSED).index(case), looker.size)
    place = "contest" if place_of(name) == "contest" or name.startswith("tenders:") else "workshop"
    sent = {**sent, **server.scene["adding"].get(case, {})}
    found = looker.look(server.path(name, place), who, language, wanted=422, sent=sent)
    assert not found, "\n".join([f"{name} in {language}:", *found])


@pytest.mark.parametrize("name", WHILE_EMPTY)
def test_nothing_is_wrong_with_the_page_before_anything_is_written(
    looker: Looker, server: Server, name: str
) -> None:
    language = language_of(WHILE_EMPTY.index(name), looker.size)
    found = looker.look(server.path(name, "blank"), "leader", language)
    assert not found, "\n".join([f"{name} in {language}:", *found])


def test_nothing_is_wrong_with_the_page_that_is_not_there(looker: Looker, server: Server) -> None:
    found = looker.look(f"{server.address}/nowhere/", "leader", "da", wanted=404)
    assert not found, "\n".join(found)
