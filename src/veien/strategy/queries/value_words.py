"""What is said of a value in words: which rules it falls under, what to look out for, where each figure comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from veien.law.queries import confidence_words
from veien.law.rules import Grounds, Step, Threshold
from veien.strategy.queries.value import EstimatedValue
from veien.strategy.rules.value_scale import Field, Scale, place_between
from veien.web.rules.numbers import in_language, written_money


@dataclass(frozen=True)
class Rests:
    """What a statement of law rests on, in the reader's words."""

    ref: str
    sources: str
    confidence: str
    confidence_means: str
    is_sure: bool
    checked_on: str


@dataclass(frozen=True)
class Note:
    """Something to look out for. ``kind`` is warning or info; ``rests`` is there where the law says it."""

    kind: str
    title: str
    text: str
    rests: Rests | None = None


@dataclass(frozen=True)
class ThresholdRow:
    """A threshold as the table shows it."""

    title: str
    amount: str
    value: Decimal
    span: str
    is_duty: bool
    is_reached: bool
    note: str
    rests: Rests


def reader() -> str:
    """Give the language that is written in now."""
    return (get_language() or "nb").split("-")[0]


def rests_on(grounds: Grounds) -> Rests:
    """Say what a statement rests on."""
    language = reader()
    sure = confidence_words()[grounds.confidence]
    return Rests(
        ref=grounds.ref,
        sources="; ".join(each.title for each in grounds.sources) or _("no source read"),
        confidence=in_language(sure.title, language),
        confidence_means=in_language(sure.means, language),
        is_sure=grounds.confidence == "verified",
        checked_on=_short(grounds.checked_on) if grounds.checked_on else "",
    )


def sentence_of(value: EstimatedValue) -> str:
    """Say in one sentence where the value lies, or why that cannot be said."""
    if value.cannot:
        return _why_not(value)
    if value.placement is None:
        return ""
    language = reader()
    total, day = written_money(value.total, value.currency, language), date_format(value.on)
    reached, up = value.placement.reached, value.placement.next_up
    if reached is not None:
        said = _("%(total)s reaches this threshold as it stands on %(day)s: %(threshold)s, %(amount)s.")
        named = reached
    elif up is not None:
        said = _("%(total)s stays below this threshold as it stands on %(day)s: %(threshold)s, %(amount)s.")
        named = up
    else:
        return _("%(total)s on %(day)s.") % {"total": total, "day": day}
    return said % {
        "total": total,
        "day": day,
        "threshold": in_language(named.title, language),
        "amount": written_money(named.value, named.currency, language),
    }


def _why_not(value: EstimatedValue) -> str:
    if value.cannot == "country":
        return _("Veien holds no procurement law of the buyer's country, and does not say which rules apply.")
    if value.cannot == "currency":
        said = _(
            "The estimate is in %(own)s and the thresholds are in %(law)s: Veien does not convert money."
        )
        return said % {"own": value.currency, "law": value.law.currency if value.law else ""}
    if value.cannot == "empty":
        return _("Write what the purchase is worth, and you see which rules it falls under.")
    names = ", ".join(in_language(each.title, reader()) for each in value.missing)
    said = _("On %(day)s this figure is missing: %(names)s. So Veien does not say which rules apply.")
    return said % {"day": date_format(value.on), "names": names}


def missing_words(value: EstimatedValue) -> list[str]:
    """Say of each missing figure what is known of it."""
    language = reader()
    found = []
    for each in value.missing:
        said = _("%(threshold)s on %(day)s is not in the data.") % {
            "threshold": in_language(each.title, language),
            "day": date_format(each.on),
        }
        if each.eur is not None:
            said += " " + _("In euro it is %(amount)s.") % {
                "amount": written_money(each.eur, "EUR", language)
            }
        found.append(" ".join(filter(None, [said, in_language(each.note, language) if each.note else ""])))
    return found


def notes_on(value: EstimatedValue) -> list[Note]:
    """Give what to look out for with a value that is placed."""
    found = []
    if value.is_split:
        found.append(_split_note(value))
    elif len(value.contracts) > 1 and value.law is not None and "parts" in value.law.counting:
        rule = value.law.counting["parts"]
        text = in_language(rule.text, reader())
        found.append(
            Note("info", _("Bought in several contracts: the sum decides"), text, rests_on(rule.grounds))
        )
    near = value.near
    if near is not None:
        said = _(
            "The value is at most ten percent below %(threshold)s, %(amount)s. A small change carries it there: "
            "count once more, or follow the stricter rules from the beginning."
        )
        found.append(Note("warning", _("Close to the next threshold"), said % _named(near)))
    old = [each for each in _deciding(value) if each.is_checked_before(value.on)]
    if old:
        checked = max(each.grounds.checked_on for each in old if each.grounds.checked_on)
        said = _("The figures were last checked on %(day)s, before the day you plan for. Look them up again.")
        found.append(
            Note("info", _("The thresholds may change before then"), said % {"day": date_format(checked)})
        )
    return found


def _split_note(value: EstimatedValue) -> Note:
    reached = value.placement.reached if value.placement is not None else None
    said = _(
        "Each of the separate contracts stays below %(threshold)s, %(amount)s, but their sum reaches it. "
        "The sum decides."
    )
    text = said % _named(reached) if reached is not None else ""
    rule = value.law.counting.get("splitting") if value.law is not None else None
    rests = None
    if rule is not None:
        text, rests = f"{text} {in_language(rule.text, reader())}", rests_on(rule.grounds)
    return Note("warning", _("A purchase may not be split to come under a threshold"), text, rests)


def _deciding(value: EstimatedValue) -> list[Threshold]:
    found = value.placement
    return [each for each in (found.reached, found.next_up) if each is not None] if found else []


def _named(threshold: Threshold) -> dict[str, str]:
    language = reader()
    return {
        "threshold": in_language(threshold.title, language),
        "amount": written_money(threshold.value, threshold.currency, language),
    }


def thresholds_shown(value: EstimatedValue) -> list[ThresholdRow]:
    """Give the thresholds of the day with all that must be shown beside a figure of law."""
    language = reader()
    return [
        ThresholdRow(
            title=in_language(each.title, language),
            amount=written_money(each.value, each.currency, language),
            value=each.value,
            span=_span(each),
            is_duty=each.kind == "duty",
            is_reached=value.is_estimated
            and value.cannot in ("", "missing")
            and each.is_reached_by(value.total),
            note=in_language(each.note, language) if each.note else "",
            rests=rests_on(each.grounds),
        )
        for each in value.thresholds
    ]


def _span(threshold: Threshold) -> str:
    start = _short(threshold.from_on)
    if threshold.to_on is None:
        return _("from %(start)s") % {"start": start}
    return _("%(start)s to %(end)s") % {"start": start, "end": _short(threshold.to_on)}


def _short(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


def scale_of(value: EstimatedValue) -> Scale | None:
    """Give the drawing's fields, or None where the value is not placed."""
    law, found = value.law, value.placement
    if law is None or found is None:
        return None
    language = reader()
    at = {each.level: each for each in value.thresholds if each.kind == "regime"}
    here = found.reached.level if found.reached is not None else ""
    fields = tuple(
        Field(
            title=in_language(law.regimes[step.regime].title, language),
            begins=_begins(step, at),
            is_here=step.level == here,
        )
        for step in law.steps[value.kept.category]
    )
    low = float(found.reached.value) if found.reached is not None else 0.0
    high = float(found.next_up.value) if found.next_up is not None else None
    return Scale(
        fields=fields,
        mark=_("The estimate: %(total)s") % {"total": written_money(value.total, value.currency, language)},
        place=place_between(float(value.total), low, high),
        title=_("The value on the scale of the thresholds"),
        desc=f"{sentence_of(value)} {in_language(found.regime.title, language)}.",
    )


def _begins(step: Step, at: dict[str, Threshold]) -> str:
    if not step.level:
        return ""
    threshold = at.get(step.level)
    if threshold is None:
        return _("not known")
    return written_money(threshold.value, threshold.currency, reader())
