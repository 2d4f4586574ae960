"""The model for evaluating tenders as a document: what a tenderer and an auditor need to reckon for themselves."""

from __future__ import annotations

from decimal import Decimal

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from veien.criteria.models import AwardModel
from veien.criteria.queries.examples import steps_of
from veien.criteria.queries.items import judged_of
from veien.criteria.queries.judged import requirement_keys_by_leaf, unscored_of
from veien.criteria.queries.model import model_of
from veien.criteria.queries.price_report import price_sections
from veien.criteria.queries.prices import price_rules_of
from veien.criteria.queries.problems import percent_of, percent_short, weighing_problem
from veien.criteria.queries.tree import tree_of
from veien.criteria.queries.words import method_words, price_model_words
from veien.criteria.rules import Node, Tree, Weighing, tidy, weighings_in, weights_of
from veien.documents.rules import Block, Callout, Paragraph, Report, Section, Table
from veien.foundation.errors import Refused
from veien.requirements.queries import RequirementRow, requirement_rows
from veien.road.queries import Procurement
from veien.web.rules.numbers import short_digest, written_money, written_number


class NothingToSay(Refused):
    """There is nothing to make a document of yet; the message says what to do first."""


def model_report(procurement: Procurement, language: str) -> Report:
    """Make the document about the award model. Seven queries, eight where requirements get points of their own.

    Raises: NothingToSay while no method is chosen or there are no criteria.
    """
    model, tree = model_of(procurement), tree_of(procurement)
    with translation.override(language):
        if model is None or not tree.roots:
            raise NothingToSay(_("Choose a method and write the criteria first."))
        rows = {row.pk: row for row in requirement_rows(procurement)}
        weighings = {each.criterion.pk: each for each in weighings_in(tree, judged_of(procurement, tree))}
        return Report(
            title=_("Model for evaluating tenders"),
            subtitle=procurement.title,
            language=language,
            is_example=procurement.is_example,
            meta=_meta(procurement, model),
            sections=(
                _method(procurement, model, tree),
                _weights(tree),
                *_anchors(procurement, model, tree, rows, weighings),
                *_unscored(procurement, rows),
                *price_sections(price_rules_of(procurement)),
            ),
        )


def _number(value: Decimal | int) -> str:
    return written_number(tidy(Decimal(value)), get_language() or "nb")


def _meta(procurement: Procurement, model: AwardModel) -> tuple[tuple[str, str], ...]:
    if model.locked_at is None:
        state = _("Draft: not published, may still change")
    else:
        when = date_format(timezone.localtime(model.locked_at), "DATE_FORMAT")
        state = _("Locked %(date)s, digest %(digest)s") % {
            "date": when,
            "digest": short_digest(model.locked_digest),
        }
    return (
        (_("Led by"), procurement.buyer.name),
        (_("Currency"), procurement.currency),
        (_("State"), state),
    )


def _method(procurement: Procurement, model: AwardModel, tree: Tree) -> Section:
    words = method_words(model.method)
    blocks: list[Block] = []
    if words is not None:
        blocks.append(Paragraph(str(words.wins), lead=f"{words.title}."))
    blocks.append(Paragraph(_scale(model)))
    blocks += _extra(model, tree)
    price = tree.price()
    if model.method == "points" and price is not None:
        blocks += _price_model(price)
    if model.method == "priced_quality":
        blocks.append(_money(procurement, tree))
    if model.chosen_reason:
        blocks.append(Callout(_("Why this method"), model.chosen_reason))
    return Section(_("Method"), tuple(blocks))


def _scale(model: AwardModel) -> str:
    said = _("Each criterion gives from 0 to %(most)s points.") % {"most": _number(model.scale)}
    if model.rounding_step is None:
        unrounded = _("Nothing is rounded: exact figures decide.")
        return f"{said} {unrounded}"
    where = {
        "points": _("The points of each criterion are rounded to %(step)s, halves upwards."),
        "total": _("The total is rounded to %(step)s, halves upwards."),
    }[model.rounding_at]
    return f"{said} {where % {'step': _number(model.rounding_step)}}"


def _extra(model: AwardModel, tree: Tree) -> list[Block]:
    rows: list[tuple[str, str]] = []
    extra = model.extra
    if "percent" in extra:
        rows.append((_("Percent of the price"), _number(Decimal(str(extra["percent"])))))
    if "corridor_percent" in extra:
        rows.append((_("Corridor in percent"), _number(Decimal(str(extra["corridor_percent"])))))
    if "decide_by" in extra:
        node = tree.by_key(extra["decide_by"])
        rows.append((_("Criterion that decides"), node.title if node else extra["decide_by"]))
    for key, least in extra.get("least_points", {}).items():
        node = tree.by_key(key)
        name = _("Least points for %(title)s") % {"title": node.title} if node else _("Least points in total")
        rows.append((name, _number(Decimal(str(least)))))
    if not rows:
        return []
    return [Table((_("Figure"), _("Value")), tuple(rows), numeric=(1,), caption=_("Figures of this method"))]


def _price_model(price: Node) -> list[Block]:
    words = price_model_words(price.model.get("name", ""))
    if words is None:
        return [Callout(_("Missing"), _("It is not said yet how the price becomes points."), tone="warning")]
    blocks: list[Block] = [Paragraph(str(words.how), lead=f"{price.title}: {words.title}.")]
    rows = []
    for each in words.keys:
        value = price.model.get(each.key)
        if isinstance(value, list):
            text = "; ".join(" \u2192 ".join(_number(Decimal(one)) for one in pair) for pair in value)
            rows.append((str(each.title), text))
        elif value is not None:
            rows.append((str(each.title), _number(Decimal(str(value)))))
    if rows:
        blocks.append(Table((_("Figure"), _("Value")), tuple(rows), numeric=(1,)))
    if all(price.model.get(key) == value for key, value in words.example.items()):
        steps = tuple((_number(step.price), _number(step.points)) for step in steps_of(words.id))
        caption = _("Example: three prices and their points on a scale of ten")
        blocks.append(Table((_("Price"), _("Points")), steps, numeric=(0, 1), caption=caption))
    return blocks


def _money(procurement: Procurement, tree: Tree) -> Table:
    rows = tuple(
        (leaf.title, written_money(leaf.money_per_point, procurement.currency, get_language() or "nb"))
        for leaf in tree.quality()
    )
    return Table((_("Criterion"), _("Money value of one point")), rows, numeric=(1,))


def _weights(tree: Tree) -> Section:
    rows = []
    for place in tree.places():
        weight, whole = place.node.weight, place.effective
        rows.append(
            (
                "\u2013 " * (place.depth - 1) + place.node.title,
                f"{percent_of(weight)} %" if weight is not None else "\u2013",
                f"{percent_of(whole)} %" if whole is not None else "\u2013",
            )
        )
    columns = (_("Criterion"), _("Weight in its group"), _("In the whole"))
    table = Table(columns, tuple(rows), numeric=(1, 2), widths=(6, 2, 2))
    told = Paragraph(_("Weights inside one group add up to exactly 100 %."))
    return Section(_("Criteria and weights"), (told, table))


def _anchors(
    procurement: Procurement,
    model: AwardModel,
    tree: Tree,
    rows: dict[int, RequirementRow],
    weighings: dict[int, Weighing],
) -> tuple[Section, ...]:
    leaves = tree.quality()
    if not leaves:
        return ()
    judged = requirement_keys_by_leaf(procurement)
    told = _("Evaluators give points by these descriptions. Between them they use the whole scale.")
    whole = {place.node.pk: place.effective for place in tree.places()}
    sections = [Section(_("What gives points"), (Paragraph(told),))]
    for leaf in leaves:
        table = Table(
            (_("Points"), _("Description")),
            (
                (_("Full points (%(most)s)") % {"most": _number(model.scale)}, leaf.top or "\u2013"),
                (_("Middling points"), leaf.middle or "\u2013"),
                (_("Fewest points (0)"), leaf.bottom or "\u2013"),
            ),
            widths=(2, 7),
        )
        blocks: list[Block] = [table]
        refs = ", ".join(rows[key].ref for key in judged.get(leaf.pk, ()) if key in rows)
        if leaf.pk in weighings:
            blocks += _weighed(weighings[leaf.pk], whole[leaf.pk])
        elif refs:
            blocks.append(Paragraph(refs, lead=_("Requirements it judges:")))
        if leaf.normalise != "none":
            blocks.append(Paragraph(_normalised(leaf.normalise), lead=_("Afterwards:")))
        sections.append(Section(leaf.title, tuple(blocks), level=2))
    return tuple(sections)


def _weighed(each: Weighing, whole: Decimal | None) -> list[Block]:
    """Say of a criterion judged requirement by requirement what each of them weighs."""
    if not each.rows:
        return [Callout(_("Missing"), weighing_problem(each).sentence, tone="warning")]
    told = _(
        "Each requirement gets points of its own by the descriptions above. The points of the criterion are the "
        "weighted sum of those of its requirements."
    )
    weights = weights_of(each.rows)
    table = Table(
        (_("Requirement"), _("Weight in the criterion"), _("In the whole")),
        tuple(
            (
                f"{row.ref} {row.title}",
                f"{percent_of(weights[row.requirement_pk])} %",
                f"{percent_short(whole * weights[row.requirement_pk])} %" if whole is not None else "\u2013",
            )
            for row in each.rows
        ),
        numeric=(1, 2),
        widths=(6, 2, 2),
    )
    blocks: list[Block] = [Paragraph(told), table]
    if not each.is_whole:
        blocks.append(Callout(_("Missing"), weighing_problem(each).sentence, tone="warning"))
    return blocks


def _normalised(how: str) -> str:
    if how == "proportional":
        return _("Points are lifted in proportion, so that the best tender gets full points.")
    return _("Points are lifted equally, so that the best tender gets full points.")


def _unscored(procurement: Procurement, rows: dict[int, RequirementRow]) -> tuple[Section, ...]:
    told = tuple((rows[key].ref, reason) for key, reason in unscored_of(procurement).items() if key in rows)
    if not told:
        return ()
    return (Section(_("Requirements that give no points"), (Table((_("Reference"), _("Reason")), told),)),)
