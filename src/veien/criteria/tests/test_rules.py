"""The pure part: the tree and its weights, the document, the keys, the trial."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from veien.award_model.rules import METHODS, check_case, price_points
from veien.award_model.rules.case import PriceModel
from veien.award_model.rules.check_criteria import MODEL_KEYS
from veien.criteria.queries.words import METHODS as METHOD_WORDS
from veien.criteria.queries.words import PRICE_MODELS
from veien.criteria.rules import (
    COMPARED,
    Head,
    Node,
    PriceRow,
    Tree,
    document_of,
    example_spread,
    faults_of,
    grown,
    key_of,
    line_total,
    made_up_tenders,
    others_for,
    sum_of,
    try_out,
    weight_sums,
    with_price_model,
)


def node(
    pk: int, kind: str = "quality", *, weight: str | None = None, parent: int | None = None, **more
) -> Node:
    return Node(
        pk=pk,
        public_id=uuid4(),
        key=f"c{pk}",
        title=f"Criterion {pk}",
        kind=kind,
        parent_pk=parent,
        weight=None if weight is None else Decimal(weight),
        **more,
    )


PRICE = node(1, "price", weight="0.4", model={"name": "proportional"})
WHOLE = grown(
    [
        PRICE,
        node(2, "", weight="0.6"),
        node(3, weight="0.7", parent=2, money_per_point=Decimal("1000")),
        node(4, weight="0.3", parent=2, money_per_point=Decimal("500")),
    ]
)


def head(method: str = "points", **more) -> Head:
    return Head(title="Alarms", currency="NOK", method=method, **more)


def test_rows_become_a_tree_in_their_order():
    assert [each.key for each in WHOLE.nodes()] == ["c1", "c2", "c3", "c4"]
    assert [each.key for each in WHOLE.leaves()] == ["c1", "c3", "c4"]
    assert [place.depth for place in WHOLE.places()] == [1, 1, 2, 2]


def test_a_row_whose_parent_is_gone_is_left_out():
    assert list(grown([node(1, parent=99)]).nodes()) == []


def test_the_effective_weight_is_the_product_down_the_tree():
    effective = {place.node.key: place.effective for place in WHOLE.places()}
    assert effective == {
        "c1": Decimal("0.4"),
        "c2": Decimal("0.6"),
        "c3": Decimal("0.42"),
        "c4": Decimal("0.18"),
    }


def test_under_a_parent_without_weight_nothing_has_an_effective_weight():
    tree = grown([node(1, ""), node(2, weight="1", parent=1)])
    assert [place.effective for place in tree.places()] == [None, None]


@given(st.lists(st.lists(st.integers(1, 999_999), min_size=1, max_size=5), min_size=1, max_size=4))
def test_effective_weights_of_whole_sets_add_up_to_exactly_one(parts: list[list[int]]):
    def shares(figures: list[int]) -> list[Decimal]:
        free = 1_000_000
        found = []
        for figure in figures[:-1]:
            found.append(Decimal(min(figure, free)).scaleb(-6))
            free -= min(figure, free)
        return [*found, Decimal(free).scaleb(-6)]

    nodes, pk = [], 100
    for index, (weight, under) in enumerate(zip(shares([sum(each) for each in parts]), parts, strict=True)):
        nodes.append(node(index + 1, "", weight=str(weight)))
        for share in shares(under):
            pk += 1
            nodes.append(node(pk, weight=str(share), parent=index + 1))
    places = [place for place in grown(nodes).places() if not place.node.is_group]
    assert sum(Fraction(place.effective) for place in places) == 1


def test_a_sum_says_what_is_missing_to_exactly_one():
    each = sum_of(None, (node(1, weight="0.333333"), node(2, weight="0.333333"), node(3)), "all")
    assert (each.total, each.missing, each.unset) == (Decimal("0.666666"), Decimal("0.333334"), 1)
    assert not each.is_whole


def test_weights_that_are_too_much_lack_less_than_nothing():
    each = sum_of(None, (node(1, weight="0.8"), node(2, weight="0.3")), "all")
    assert each.missing == Decimal("-0.1")
    assert not each.is_whole


def test_the_price_needs_no_weight_where_only_qualities_are_weighed():
    siblings = (node(1, "price"), node(2, weight="1"))
    assert sum_of(None, siblings, "quality").is_whole
    assert not sum_of(None, siblings, "all").is_whole


def test_a_method_without_weights_asks_for_none():
    assert all(each.is_whole for each in weight_sums(grown([node(1, "price"), node(2)]), "none"))


def test_the_document_is_exactly_the_head_of_the_format():
    document = document_of(head(rounding_at="total", rounding_step=Decimal("0.010")), WHOLE)
    assert document == {
        "format": "veien-evaluation/1",
        "title": "Alarms",
        "currency": "NOK",
        "method": "points",
        "scale": "10",
        "rounding": {"step": "0.01", "at": "total"},
        "criteria": [
            {
                "id": "c1",
                "title": "Criterion 1",
                "weight": "0.4",
                "kind": "price",
                "model": {"name": "proportional"},
            },
            {
                "id": "c2",
                "title": "Criterion 2",
                "weight": "0.6",
                "children": [
                    {
                        "id": "c3",
                        "title": "Criterion 3",
                        "weight": "0.7",
                        "kind": "quality",
                        "normalise": "none",
                    },
                    {
                        "id": "c4",
                        "title": "Criterion 4",
                        "weight": "0.3",
                        "kind": "quality",
                        "normalise": "none",
                    },
                ],
            },
        ],
    }


def test_every_method_gives_a_document_that_the_engine_takes():
    extra = {
        "percent_addition": {"percent": "100"},
        "percent_deduction": {"percent": "50"},
        "value_per_price": {"corridor_percent": "5", "decide_by": "c3"},
        "qualified_lowest_price": {"least_points": {"total": "5", "c3": "4"}},
    }
    for method in METHODS:
        document = document_of(head(method, extra=extra.get(method, {})), WHOLE)
        check_case({**document, "tenders": made_up_tenders(document, WHOLE)[1:]})
        if method != "qualified_lowest_price":
            assert faults_of(document, WHOLE) == []


def test_keys_of_other_methods_are_left_out():
    extra = {"percent": "100", "least_points": {"total": "5"}}
    document = document_of(head("points", extra=extra), WHOLE)
    assert "percent" not in document
    assert "least_points" not in document
    assert "money_per_point" not in str(document)


def test_a_deduction_that_would_take_the_whole_price_is_found_before_there_are_tenders():
    found = faults_of(document_of(head("percent_deduction", extra={"percent": "100"}), WHOLE), WHOLE)
    assert [each.field for each in found] == ["tenders"]


def test_a_fault_is_placed_at_its_criterion_and_field():
    model = {"name": "linear_to_threshold", "ceiling": "100", "threshold": "200"}
    tree = grown([node(9, ""), node(1, "price", weight="1", parent=9, model=model)])
    found = faults_of(document_of(head(), tree), tree)
    assert {(each.criterion, each.field) for each in found} == {("c9", "weight"), ("c1", "threshold")}


def test_a_fault_of_siblings_belongs_to_their_parent():
    tree = grown([node(1, "", weight="1"), node(2, weight="0.5", parent=1)])
    found = faults_of(document_of(head(), tree), tree)
    assert [(each.criterion, each.field) for each in found] == [("c1", "children")]


def test_a_discount_model_is_tried_below_its_base():
    tree = grown(
        [node(1, "price", weight="1", model={"name": "discount_power", "base": "500", "alpha": "1"})]
    )
    assert faults_of(document_of(head(), tree), tree) == []


def test_keys_are_short_plain_and_never_taken():
    assert key_of("Drift, oppetid og feilretting", set(), otherwise="x") == "drift-oppetid-og-feilretting"
    assert key_of("Ærlig øving på å", {"aerlig-oving-pa-a"}, otherwise="x") == "aerlig-oving-pa-a-2"
    assert key_of("???", set(), otherwise="criterion") == "criterion"
    assert key_of("Total", set(), otherwise="x") == "total-2"


@given(st.text(max_size=300), st.sets(st.sampled_from(["a", "criterion", "criterion-2"])))
def test_a_key_is_always_free_and_fits_its_column(title: str, taken: set[str]):
    key = key_of(title, taken, otherwise="criterion")
    assert key
    assert key not in taken
    assert len(key) <= 60


def test_a_price_line_is_volume_times_unit_price_times_years():
    row = PriceRow(1, uuid4(), "alarm", "Alarm", "piece", Decimal("4200.0000"), "yearly", 4, "")
    assert line_total(row, Decimal("530.50")) == Decimal("8912400")


def test_the_example_spread_shows_how_an_outsider_decides_between_two_others():
    tree = grown([node(1, "price", weight="0.5", model={"name": "proportional"}), node(2, weight="0.5")])
    document = document_of(head(), tree)
    outcome = try_out(document, example_spread(tree, Decimal(10), 3), name="chosen")
    assert outcome.result is not None
    assert outcome.result["order"] == ["B", "A", "C"]
    assert outcome.winner == "B"
    assert outcome.result["without"] == [{"removed": "C", "order": ["A", "B"], "reversal": True}]


def test_the_spread_can_be_tried_by_every_method_and_compared_model():
    for method in METHODS:
        extra = {"percent_addition": {"percent": "100"}, "percent_deduction": {"percent": "50"}}
        least = {"qualified_lowest_price": {"least_points": {"total": "5"}}}
        document = document_of(head(method, extra={**extra.get(method, {}), **least.get(method, {})}), WHOLE)
        tenders = example_spread(WHOLE, Decimal(10), 6)
        assert try_out(document, tenders, name=method).result is not None
        for name in COMPARED:
            assert try_out(with_price_model(document, name), tenders, name=name).result is not None


def test_comparing_leaves_the_chosen_document_as_it_was():
    document = document_of(head(), WHOLE)
    before = str(document)
    with_price_model(document, "piecewise")
    assert str(document) == before


def test_the_chosen_model_is_never_compared_with_itself():
    assert others_for("proportional", ["proportional", "nonsense"]) == [
        "linear_above_lowest",
        "linear_between",
    ]
    assert others_for("", ["piecewise"]) == ["piecewise", "proportional"]


def test_tenders_that_cannot_be_scored_give_faults_instead_of_a_result():
    tree = grown([node(1, "price", weight="1", model={"name": "discount_power", "base": "5", "alpha": "1"})])
    tenders = example_spread(WHOLE, Decimal(10), 3)
    outcome = try_out(
        document_of(head(), tree), [type(each)(each.id, each.price, {}) for each in tenders], name="chosen"
    )
    assert outcome.result is None
    assert outcome.faults
    assert outcome.winner == ""


def test_every_method_and_price_model_is_explained_with_all_its_keys():
    assert [words.id for words in METHOD_WORDS] == list(METHODS)
    assert {words.id for words in PRICE_MODELS} == set(MODEL_KEYS)
    for words in PRICE_MODELS:
        required, optional = MODEL_KEYS[words.id]
        assert {each.key: each.optional for each in words.keys} == {
            **dict.fromkeys(required, False),
            **dict.fromkeys(optional, True),
        }


def test_every_worked_example_can_be_computed():
    prices = {"1": Decimal(100), "2": Decimal(125), "3": Decimal(200)}
    for words in PRICE_MODELS:
        tree = grown([node(1, "price", weight="1", model={"name": words.id, **words.example})])
        document = document_of(head(), tree)
        case = check_case({**document, "tenders": [{"id": "1", "price": "100"}]})
        model = case.price_leaf.model
        assert isinstance(model, PriceModel)
        assert len(price_points(model, prices, most_points=10)) == 3


def test_an_empty_tree_has_nothing_to_weigh_and_says_so():
    assert not sum_of(None, (), "all").is_whole
    assert Tree().price() is None
