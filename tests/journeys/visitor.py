"""A person with a browser that runs no script: finds links, buttons and fields by the words that stand on the page.

What a person could not do, the visitor cannot do either: press a button that is not there, fill in a field that has no
label, choose what is no choice. The message then says which words do stand on the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

UNSEEN = {"script", "style", "template"}
PRESSED = {"submit", "image"}
TICKED = {"radio", "checkbox"}


class NotOnThePage(AssertionError):
    """What is looked for does not stand on the page."""


def words(element: Any, *, spoken: bool = True) -> str:
    """Give the text of an element with single spaces; without ``spoken`` what only screen readers say is left out."""
    return " ".join("".join(_texts(element, spoken)).split())


def _texts(element: Any, spoken: bool) -> list[str]:
    if not isinstance(element.tag, str) or element.tag in UNSEEN:
        return []
    classes = (element.get("class") or "").split()
    if "required" in classes or (not spoken and "sr-only" in classes):
        return []
    found = [element.text or ""]
    for child in element:
        found += [*_texts(child, spoken), child.tail or ""]
    return [*found, " "] if element.tag in {"td", "th", "li", "p", "dt", "dd", "div", "option"} else found


class Visitor:
    """Walks from page to page."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.address = ""
        self.status = 0
        self.seen: list[str] = []
        self.last: Any = None

    # --- looking ---------------------------------------------------------------------------------------------
    @property
    def text(self) -> str:
        """Everything that stands on the page, the words on buttons and in fields included."""
        said = [words(self.page)]
        said += [str(each.get("aria-label")) for each in self.page.iter() if each.get("aria-label")]
        said += [str(each.get("value")) for each in self.page.iter("input") if each.get("type") != "hidden"]
        return " ".join(said)

    def go(self, path: str) -> None:
        """Open an address, or download what lies there."""
        self._arrive(self.client.get(path, follow=True), path)

    def _arrive(self, answer: Any, path: str) -> None:
        self.last = answer
        chain = getattr(answer, "redirect_chain", [])
        if not answer.get("Content-Type", "").startswith("text/html"):
            return
        self.address = chain[-1][0] if chain else path
        self.status = answer.status_code
        self.page = html.fromstring(answer.content.decode())
        self.seen.append(self.text)
        ids = [each.get("id") for each in self.page.iter() if each.get("id")]
        twice = {each for each in ids if ids.count(each) > 1}
        if twice:
            raise NotOnThePage(f"{path} uses an id twice, so that labels lead astray: {twice}")
        if answer.status_code >= 400:
            raise NotOnThePage(f"{path} answered {answer.status_code}: {self.faults()}")

    def faults(self) -> str:
        """Give what the page complains of."""
        found = [e for e in self.page.iter() if {"error", "ds-alert"} & set((e.get("class") or "").split())]
        return "; ".join(words(each) for each in found) or words(self.page)[:400]

    # --- doing -----------------------------------------------------------------------------------------------
    def click(self, text: str) -> None:
        """Follow the link with these words; “Goals under Tools” is the link Goals in the card or row with Tools."""
        text, _, near = text.partition(" under ")
        found = [each for each in self.page.iter("a") if each.get("href") and _is_called(each, text)]
        link = self._one(found, text, near, [words(each, spoken=False) for each in self.page.iter("a")])
        self.go(urlsplit(urljoin(self.address, link.get("href")))._replace(fragment="").geturl())

    def press(self, text: str, values: Mapping[str, Any] | None = None) -> None:
        """Fill in fields by their labels, press the button with these words, and follow where it leads."""
        text, _, near = text.partition(" under ")
        values = values or {}
        buttons = [each for each in self.page.iter("button") if each.get("type", "submit") == "submit"]
        fitting = [each for each in buttons if _is_called(each, text)]
        if len(fitting) > 1 and values:
            fitting = [each for each in fitting if self._has(self._form(each), values)] or fitting
        button = self._one(fitting, text, near, [words(each, spoken=False) for each in buttons])
        form = self._form(button)
        data = _filled(self._controls(form), values)
        if button.get("name"):
            data.setdefault(button.get("name"), []).append(button.get("value") or "")
        path = urlsplit(urljoin(self.address, form.get("action") or ""))._replace(fragment="").geturl()
        send = self.client.post if (form.get("method") or "").lower() == "post" else self.client.get
        self._arrive(send(path, data, follow=True), path)

    def _one(self, found: list[Any], text: str, near: str, there: list[str]) -> Any:
        if near:
            found = _nearest(found, near)
        if len({each.get("href") or id(each) for each in found}) > 1:
            raise NotOnThePage(f"“{text}” stands {len(found)} times on {self.address}; say under what")
        if not found:
            said = f"“{text}” under “{near}”" if near else f"“{text}”"
            raise NotOnThePage(f"{said} is not on {self.address}; there is: {there}")
        return found[0]

    def _form(self, button: Any) -> Any:
        if button.get("form"):
            return self.page.get_element_by_id(button.get("form"))
        return next(each for each in button.iterancestors("form"))

    def _has(self, form: Any, labels: Iterable[str]) -> bool:
        controls = self._controls(form)
        return all(_find(controls, each) for each in labels)

    def _controls(self, form: Any) -> list[dict[str, Any]]:
        name = form.get("id")
        inside = [e for e in form.iter("input", "select", "textarea") if not e.get("form")]
        outside = [e for e in self.page.iter("input", "select", "textarea") if name and e.get("form") == name]
        found = [e for e in inside + outside if e.get("name") and e.get("disabled") is None]
        return [
            {"element": each, "label": self._label(each), "group": _legend(each)}
            for each in found
            if each.get("type") not in PRESSED
        ]

    def _label(self, control: Any) -> str:
        if control.get("aria-label"):
            return " ".join(control.get("aria-label").split())
        for label in self.page.iter("label"):
            if label.get("for") and label.get("for") == control.get("id"):
                return words(label)
        around = next(control.iterancestors("label"), None)
        return words(around) if around is not None else ""


def _is_called(element: Any, text: str) -> bool:
    """Tell whether a person would call it so; a whole card that is a link is called by its heading."""
    headings = {words(each) for each in element.iter("h2", "h3")}
    return text in {words(element), words(element, spoken=False), element.get("aria-label")} | headings


def _nearest(found: list[Any], near: str) -> list[Any]:
    """Give those that stand in the smallest row or card with certain words."""
    around = ("tr", "li", "fieldset", "section", "form", "nav")
    sizes = {e: [len(words(a)) for a in e.iterancestors(*around) if near in words(a)] for e in found}
    least = min((min(each) for each in sizes.values() if each), default=0)
    return [element for element, each in sizes.items() if each and min(each) == least]


def _legend(control: Any) -> str:
    for group in control.iterancestors("fieldset", "div"):
        if group.tag == "fieldset":
            legend = group.find("legend")
            return "" if legend is None else words(legend)
        if group.get("role") == "radiogroup":
            return str(group.get("aria-label", ""))
    return ""


def _find(controls: list[dict[str, Any]], label: str) -> list[dict[str, Any]]:
    """Give the field with this label, or the boxes of the group with this heading."""
    name, _, group = label.partition(" under ")
    called = [each for each in controls if each["label"] == label]
    called = called or [each for each in controls if each["label"] == name and each["group"] == group]
    return called or [e for e in controls if e["group"] == label and e["element"].get("type") in TICKED]


def _filled(controls: list[dict[str, Any]], values: Mapping[str, Any]) -> dict[str, list[Any]]:
    chosen: dict[int, Any] = {}
    for label, value in values.items():
        found = _find(controls, label)
        if not found:
            there = [e["label"] for e in controls if e["label"]]
            raise NotOnThePage(f"no field is called “{label}”; there is: {there}")
        _set(chosen, label, found, value)
    data: dict[str, list[Any]] = {}
    for each in controls:
        for value in _sent(each["element"], chosen):
            data.setdefault(each["element"].get("name"), []).append(value)
    return data


def _set(chosen: dict[int, Any], label: str, found: list[dict[str, Any]], value: Any) -> None:
    element = found[0]["element"]
    wanted = value if isinstance(value, list) else [value]
    if element.get("type") in TICKED and found[0]["group"] == label:
        for each in found:
            chosen[id(each["element"])] = False
        for each in wanted:
            chosen[id(_option(found, each, label)["element"])] = True
    elif len(found) > 1:
        raise NotOnThePage(f"{len(found)} fields are called “{label}”")
    elif element.tag == "select":
        options = {words(each): each.get("value", words(each)) for each in element.iter("option")}
        if not set(wanted) <= set(options):
            raise NotOnThePage(f"“{value}” cannot be chosen under “{label}”: {list(options)}")
        chosen[id(element)] = [options[each] for each in wanted]
    else:
        chosen[id(element)] = value


def _option(found: list[dict[str, Any]], wanted: str, label: str) -> dict[str, Any]:
    exact = [each for each in found if each["label"] == wanted]
    fitting = exact or [each for each in found if f"{each['label']} ".startswith(f"{wanted} ")]
    if len(fitting) != 1:
        raise NotOnThePage(f"“{wanted}” cannot be chosen under “{label}”: {[e['label'] for e in found]}")
    return fitting[0]


def _sent(element: Any, chosen: Mapping[int, Any]) -> list[Any]:
    given = chosen.get(id(element))
    if element.get("type") in TICKED:
        on = element.get("checked") is not None if given is None else bool(given)
        return [element.get("value", "on")] if on else []
    if element.get("type") == "file":
        return [] if given is None else [SimpleUploadedFile(given[0], given[1])]
    if element.tag == "select":
        options = list(element.iter("option"))
        first = [] if element.get("multiple") is not None else options[:1]
        standing = [each for each in options if each.get("selected") is not None] or first
        return [each.get("value", words(each)) for each in standing] if given is None else given
    if element.tag == "textarea":
        return [(element.text or "").lstrip("\n") if given is None else str(given)]
    return [element.get("value", "") if given is None else str(given)]
