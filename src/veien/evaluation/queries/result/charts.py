"""The drawings of the result's pages; each stands beside a table that says the same."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from veien.evaluation.queries.result.models import ModelsView, short_title
from veien.evaluation.queries.result.steadiness import Shares, share_said
from veien.evaluation.rules.models import Tried
from veien.web.rules.charts import Axis, LineSeries, Part, StackedRow, legend, line, stacked_bar

MOST_PARTS = 6


def shares_chart(shares: Shares) -> str:
    """Draw the share of all weights that gives each tender each place, and the key to the colours."""
    count = len(shares.places[0].shares)
    rows = []
    for row in shares.places:
        parts = list(row.shares)
        if count > MOST_PARTS:
            parts = [*parts[: MOST_PARTS - 1], sum(parts[MOST_PARTS - 1 :], start=parts[0] * 0)]
        drawn = tuple(
            Part(_place(place, count), float(share), share_said(share))
            for place, share in enumerate(parts, 1)
        )
        rows.append(StackedRow(row.label, drawn, "", is_strong=row.is_first))
    title = _("Share of all weights that gives each place")
    desc = "; ".join(f"{row.label} {row.cells[0]}" for row in shares.places)
    names = [_place(place, count) for place in range(1, min(count, MOST_PARTS) + 1)]
    return stacked_bar(rows, title=title, desc=desc, key="shares", most=1) + legend(names)


def _place(place: int, count: int) -> str:
    if place == MOST_PARTS and count > MOST_PARTS:
        return _("Place %(place)s and lower") % {"place": place}
    return _("Place %(place)s") % {"place": place}


def places_chart(view: ModelsView) -> str:
    """Draw each tender's place from model to model, the first place at the top, and the key to the lines."""
    titles = [short_title(one.name) for one in view.tried]
    return _places(view.labels, view.tried, titles, title=_("Places under each model"), key="places")


def moves_chart(labels: Mapping[str, str], before: Tried, then: Tried) -> str:
    """Draw each tender's place as it is and as it would be."""
    titles = [_("The result"), _("Supposed")]
    return _places(labels, (before, then), titles, title=_("Places now and as supposed"), key="moves")


def _places(
    labels: Mapping[str, str], tried: tuple[Tried, ...], titles: list[str], *, title: str, key: str
) -> str:
    ranks = {
        name: [(place, one.rank(name)) for place, one in enumerate(tried) if name in one.result["tenders"]]
        for name in labels
    }
    lowest = max((rank for marks in ranks.values() for _place, rank in marks if rank is not None), default=1)
    series = []
    for name, label in labels.items():
        points = tuple((place, -rank) for place, rank in ranks[name] if rank is not None)
        series.append(LineSeries(label, points))
    ticks = tuple((place, text) for place, text in enumerate(titles))
    drawn = line(
        series,
        x_axis=Axis("", ((-0.5, ""), *ticks, (len(titles) - 0.5, ""))),
        y_axis=Axis(_("Place"), tuple((-place, str(place)) for place in range(lowest, 0, -1))),
        title=title,
        desc="; ".join(
            f"{label}: {', '.join('–' if rank is None else str(rank) for _place, rank in ranks[name])}"
            for name, label in labels.items()
        ),
        key=key,
    )
    return drawn + legend(list(labels.values()), lines=True)
