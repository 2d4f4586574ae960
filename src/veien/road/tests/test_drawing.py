"""The drawings of the road and of the thread: nothing collides, nothing is lost, a machine can read them."""

from __future__ import annotations

from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from veien.road.rules import road_across, road_down
from veien.road.rules.drawing import LaneMark, PhasePicture, RoadPicture, Stop, road_svg
from veien.road.rules.thread_drawing import Column, Link, Node, laid_out, thread_svg
from veien.web.rules.svg import Box

SVG = "{http://www.w3.org/2000/svg}"
LABELS = {
    "nb": """
        1 Avklare behov: Kartlegge behov, Målbilde, Markedsdialog, Strategi, Business case, !Beslutning 1
        2 Planlegge: Samarbeid og team, Prosedyre, Utarbeide underlag, Planlegge gjennomføring, !Beslutning 2
        3 Gjennomføre: Gjennomføre anskaffelsen, !Prekvalifisering, !Valg av leverandør
        4 Følge opp: Inngå kontrakt, Teste, Forvalte avtalen
    """,
    "sv": """
        1 Klargöra behov: Kartlägga behov, Målbild, Marknadsdialog, Strategi, Nyttokalkyl, !Beslut 1
        2 Planera: Samarbete och team, Förfarande, Upphandlingsdokument, Planera genomförandet, !Beslut 2
        3 Genomföra: Genomföra upphandlingen, !Kvalificering, !Val av leverantör
        4 Följa upp: Teckna avtal, Testa, Förvalta avtalet
    """,
    "da": """
        1 Afklare behov: Kortlægge behov, Målbillede, Markedsdialog, Strategi, Business case, !Beslutning 1
        2 Planlægge: Samarbejde og team, Udbudsform, Udbudsmateriale, Planlægge forløbet, !Beslutning 2
        3 Gennemføre: Gennemføre indkøbet, !Prækvalifikation, !Valg af leverandør
        4 Følge op: Indgå kontrakt, Teste, Forvalte aftalen
    """,
    "en": """
        1 Clarify needs: Map needs, Set goals, Market dialogue, Strategy, Business case, !Decision 1
        2 Plan: Collaboration and team, Procedure, Prepare documents, Plan the work, !Decision 2
        3 Carry out: Carry out the procurement, !Prequalification, !Choice of supplier
        4 Follow up: Conclude the contract, Test, Manage the contract
    """,
}
EFFORTS = (3, 2, 3, 3, 3, 3, 2, 4, 2, 5, 2, 3, 4)

words = some.text(min_size=1, max_size=24)
stops = some.builds(
    Stop,
    kind=some.sampled_from(("station", "decision")),
    label=words,
    url=some.just("/somewhere/"),
    effort=some.integers(-1, 9),
    state=some.sampled_from(("done", "now", "next", "returned", "skipped")),
    percent=some.none() | some.integers(0, 100),
    is_optional=some.booleans(),
    note=some.sampled_from(("", "optional")),
)
phases = some.lists(
    some.builds(PhasePicture, title=words, stops=some.lists(stops, max_size=8).map(tuple)),
    min_size=1,
    max_size=5,
)
marks = some.lists(
    some.builds(LaneMark, label=words, phase=some.integers(0, 6), is_done=some.booleans()), max_size=9
)
roads = some.builds(
    RoadPicture,
    phases=phases.map(tuple),
    lane_title=words | some.just(""),
    lane_marks=marks.map(tuple),
    title=words,
)


def road_in(language: str, here: int = 7) -> RoadPicture:
    efforts = iter(EFFORTS)
    pictures: list[PhasePicture] = []
    place = 0
    for line in LABELS[language].strip().splitlines():
        title, _, rest = line.strip().partition(": ")
        labels = rest.split(", ")
        made: list[Stop] = []
        for label in labels:
            state = "done" if place < here else "now" if place == here else "next"
            is_gate = label.startswith("!")
            effort = 3 if is_gate else next(efforts)
            kind = "decision" if is_gate else "station"
            made.append(
                Stop(
                    kind, label.lstrip("!"), f"/stop/{place}/", effort, state, 62 if state == "now" else None
                )
            )
            place += 1
        pictures.append(PhasePicture(title, tuple(made)))
    lane = (LaneMark("ledergruppe", 0, "/lane/0/", is_done=True), LaneMark("kommunestyrer", 1, "/lane/1/"))
    return RoadPicture(tuple(pictures), "Forankring hele veien", lane, "Veien", "Fire faser.")


def label_boxes(road: RoadPicture, *, downwards: bool) -> list[Box]:
    if downwards:
        return [row.box for row in road_down.stacked(road)[1]]
    stretches, places = road_across.spread(road)
    return [spot.box for spot in road_across.labelled(places, stretches)]


def signs(road: RoadPicture, *, downwards: bool) -> list[tuple[float, float, float]]:
    if downwards:
        return [(row.x, row.y, row.stop.radius) for row in road_down.stacked(road)[1]]
    return [(x, road_across.height_at(x), stop.radius) for stop, _, x in road_across.spread(road)[1]]


def number_of_stops(road: RoadPicture) -> int:
    return sum(len(phase.stops) for phase in road.phases)


@pytest.mark.parametrize("here", [0, 7, 16])
@pytest.mark.parametrize("language", LABELS)
@pytest.mark.parametrize("downwards", [False, True])
def test_no_two_labels_of_the_guides_road_overlap_in_any_language(
    language: str, downwards: bool, here: int
) -> None:
    boxes = label_boxes(road_in(language, here), downwards=downwards)
    assert len(boxes) == 17
    assert not [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1])]


@pytest.mark.parametrize("language", LABELS)
def test_the_guides_road_fits_the_usual_width_and_stays_low(language: str) -> None:
    drawn = ElementTree.fromstring(road_svg(road_in(language), downwards=False))
    _, _, width, height = (float(part) for part in drawn.attrib["viewBox"].split())
    assert width <= 1260
    assert height <= 330


@given(roads)
@settings(max_examples=40, deadline=None)
def test_labels_never_overlap_each_other_or_a_sign(road: RoadPicture) -> None:
    for downwards in (False, True):
        boxes = label_boxes(road, downwards=downwards)
        assert not [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1])]
        circles = [Box(x - r, y - r, x + r, y + r) for x, y, r in signs(road, downwards=downwards)]
        assert not [1 for box in boxes for circle in circles if box.overlaps(circle)]


@given(roads)
@settings(max_examples=40, deadline=None)
def test_signs_never_touch(road: RoadPicture) -> None:
    for downwards in (False, True):
        for (x1, y1, r1), (x2, y2, r2) in combinations(signs(road, downwards=downwards), 2):
            assert ((x1 - x2) ** 2 + (y1 - y2) ** 2) ** 0.5 > r1 + r2


@given(roads)
@settings(max_examples=40, deadline=None)
def test_every_stop_is_drawn_once_as_a_link_and_inside_the_picture(road: RoadPicture) -> None:
    for downwards in (False, True):
        drawn = ElementTree.fromstring(road_svg(road, downwards=downwards))
        left, top, width, height = (float(part) for part in drawn.attrib["viewBox"].split())
        links = [link for link in drawn.iter(f"{SVG}a") if link.attrib.get("href") == "/somewhere/"]
        assert len(links) == number_of_stops(road)
        for circle in drawn.iter(f"{SVG}circle"):
            x, y, r = (float(circle.attrib[name]) for name in ("cx", "cy", "r"))
            assert left <= x - r
            assert x + r <= left + width
            assert top <= y - r
            assert y + r <= top + height
        for box in label_boxes(road, downwards=downwards):
            assert left <= box.left
            assert box.right <= left + width
        lines = [
            line for name in ("text", "tspan") for line in drawn.iter(f"{SVG}{name}") if "y" in line.attrib
        ]
        assert all(top <= float(line.attrib["y"]) <= top + height for line in lines)


def test_markup_in_a_label_stays_text() -> None:
    road = RoadPicture(
        (PhasePicture("A & B", (Stop("station", "<b>x</b> \x00", 'javascript:"', 3),)),), title="<t>"
    )
    drawn = ElementTree.fromstring(road_svg(road, downwards=False))
    assert "".join(drawn.itertext()).count("<b>x</b>") == 1
    assert drawn.find(f"{SVG}title") is not None
    assert drawn.findtext(f"{SVG}title") == "<t>"


def test_the_coloured_part_of_the_road_ends_at_the_stop_one_stands_on() -> None:
    road = road_in("nb", here=7)
    drawn = ElementTree.fromstring(road_svg(road, downwards=False))
    driven = next(part for part in drawn.iter(f"{SVG}path") if part.attrib.get("class") == "driven")
    end = float(driven.attrib["d"].rsplit("L", 1)[1].split()[0])
    here = road_across.spread(road)[1][7][2]
    assert end == pytest.approx(here, abs=0.1)
    fresh = RoadPicture((PhasePicture("A", (Stop("station", "x", "/x/"),)),))
    assert 'class="driven"' not in road_svg(fresh, downwards=False)


def test_the_stop_one_stands_on_is_marked_for_screen_readers() -> None:
    drawn = ElementTree.fromstring(road_svg(road_in("nb"), downwards=True))
    current = [link for link in drawn.iter(f"{SVG}a") if link.attrib.get("aria-current") == "step"]
    assert [link.attrib["aria-label"] for link in current] == ["Prosedyre 62%"]


def test_the_two_drawings_of_a_road_have_ids_of_their_own() -> None:
    both = road_svg(road_in("nb"), downwards=False) + road_svg(road_in("nb"), downwards=True)
    ids = [part.split('"')[0] for part in both.split(' id="')[1:]]
    assert len(ids) == len(set(ids)) == 4


def test_a_very_long_road_grows_wider_instead_of_crowding() -> None:
    many = tuple(Stop("station", f"Station number {number}", "/x/", 5) for number in range(40))
    drawn = ElementTree.fromstring(road_svg(RoadPicture((PhasePicture("All", many),)), downwards=False))
    assert "road-long" in drawn.attrib["class"]


nodes = some.lists(words, max_size=7)


@given(some.lists(nodes, min_size=1, max_size=6), some.data())
@settings(max_examples=40, deadline=None)
def test_the_thread_draws_every_node_and_every_link_whose_ends_are_shown(
    labels: list[list[str]], data: some.DataObject
) -> None:
    columns = [
        Column(
            f"Column {at}",
            tuple(Node(f"{at}-{row}", label, f"/n/{at}/{row}/") for row, label in enumerate(column)),
        )
        for at, column in enumerate(labels)
    ]
    ids = [node.id for column in columns for node in column.nodes] + ["gone"]
    pairs = data.draw(some.lists(some.tuples(some.sampled_from(ids), some.sampled_from(ids)), max_size=8))
    drawn = ElementTree.fromstring(thread_svg(columns, [Link(a, b) for a, b in pairs], frozenset(ids[:2])))
    links = [link.attrib["href"] for link in drawn.iter(f"{SVG}a")]
    assert sorted(links) == sorted(node.url for column in columns for node in column.nodes)
    curves = list(drawn.iter(f"{SVG}path"))
    assert len(curves) == len([pair for pair in pairs if "gone" not in pair])
    boxes = [spot.box for column in laid_out(columns) for spot in column]
    assert not [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1])]


def test_a_loose_end_says_so_in_words_and_the_rest_is_counted() -> None:
    columns = [Column("Behov", (Node("a", "Slippe dobbel føring", "/a/", is_loose=True),), rest="og 24 til")]
    svg = thread_svg(columns, [], loose_word="løs ende")
    assert "løs ende</text>" in svg
    assert "<title>Slippe dobbel føring, løs ende</title>" in svg
    assert "og 24 til</text>" in svg
