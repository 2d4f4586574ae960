"""Inquiries, personas, stories and what needs hang on: what is kept, what is refused, what goes for good."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from veien.audit.queries import entries_of, verify_chain
from veien.files.actions import path_of
from veien.foundation import clock
from veien.needs import actions, queries
from veien.needs.models import Inquiry, Need, NeedDependency, UserStory
from veien.needs.queries.connections import loose_ends
from veien.needs.queries.inquiries import InquiryFilter, grounds_of, inquiries_of
from veien.needs.queries.report import summary_of
from veien.needs.queries.slides import slides_of
from veien.needs.rules.inquiries import closes_circle, first_line, told
from veien.needs.tool import make_summary
from veien.people.models import User
from veien.road.models import Procurement

ClientOf = Callable[[User], Client]
SECRET = "She cried when the alarm was silent."


def url(procurement: Procurement, name: str, *more: object) -> str:
    return reverse(f"needs:{name}", args=[procurement.public_id, *more])


@pytest.fixture
def inquiry(procurement: Procurement, leader: User) -> Inquiry:
    return actions.add_inquiry(
        procurement,
        by=leader,
        kind="interview",
        title="Nights at home",
        with_whom="two night nurses",
        people=2,
        consent="given",
        notes=SECRET,
        held_on=date(2026, 1, 5),
    )


@pytest.mark.django_db
class TestKeeping:
    def test_the_log_never_repeats_what_was_told_in_confidence(
        self, procurement: Procurement, leader: User, inquiry: Inquiry
    ) -> None:
        actions.change_inquiry(inquiry, by=leader, revision=1, notes=SECRET + " Twice.")
        lines = [str(each.content) for each in entries_of(procurement.public_id)]
        assert not any("cried" in line for line in lines)
        assert "sha256" in lines[0]
        assert verify_chain(procurement.public_id).intact

    def test_a_number_is_never_used_again(
        self, procurement: Procurement, leader: User, inquiry: Inquiry
    ) -> None:
        actions.remove_inquiry(inquiry, by=leader)
        assert actions.add_inquiry(procurement, by=leader, kind="survey", title="All").ref == "K-02"

    def test_erasing_takes_notes_and_bytes_and_leaves_the_needs(
        self,
        procurement: Procurement,
        leader: User,
        inquiry: Inquiry,
        django_capture_on_commit_callbacks: Callable[..., Any],
    ) -> None:
        kept = actions.attach_file(
            inquiry, by=leader, data=b"Her words", name="n.txt", content_type="text/plain"
        )
        need = actions.add_need(procurement, by=leader, title="Be heard", inquiries=[inquiry.public_id])
        path = path_of(kept.file.sha256)
        assert default_storage.exists(path)
        with django_capture_on_commit_callbacks(execute=True):
            actions.erase_inquiry(inquiry, by=leader)
        current = Inquiry.objects.get()
        assert (current.notes, current.files.count()) == ("", 0)
        assert current.erased_at is not None
        assert not default_storage.exists(path)
        assert grounds_of(procurement)[need.pk][0].ref == "K-01"

    def test_the_same_bytes_kept_elsewhere_stay(
        self,
        procurement: Procurement,
        leader: User,
        inquiry: Inquiry,
        django_capture_on_commit_callbacks: Callable[..., Any],
    ) -> None:
        other = actions.add_inquiry(procurement, by=leader, kind="workshop", title="Wall")
        first = actions.attach_file(inquiry, by=leader, data=b"Wall", name="a.jpg", content_type="image/jpeg")
        actions.attach_file(other, by=leader, data=b"Wall", name="b.jpg", content_type="image/jpeg")
        with django_capture_on_commit_callbacks(execute=True):
            actions.remove_file(first, by=leader)
        assert default_storage.exists(path_of(other.files.get().file.sha256))

    def test_what_a_need_rests_on_cannot_be_removed(
        self, procurement: Procurement, leader: User, inquiry: Inquiry
    ) -> None:
        actions.add_need(procurement, by=leader, title="Be heard", inquiries=[inquiry.public_id])
        with pytest.raises(actions.CannotInquire, match="B-01"):
            actions.remove_inquiry(inquiry, by=leader)

    @pytest.mark.parametrize(
        ("words", "field"),
        [
            ({"title": " "}, "title"),
            ({"title": "x" * 161}, "title"),
            ({"title": "A", "people": 0}, "people"),
            ({"title": "A", "kind": "gossip"}, "kind"),
            ({"title": "A", "consent": "perhaps"}, "consent"),
        ],
    )
    def test_what_cannot_be_kept_is_refused_beside_its_field(
        self, procurement: Procurement, leader: User, words: dict[str, Any], field: str
    ) -> None:
        with pytest.raises(actions.CannotInquire) as refused:
            actions.add_inquiry(procurement, by=leader, **({"kind": "interview"} | words))
        assert refused.value.field == field
        assert not Inquiry.objects.exists()


@pytest.mark.django_db
class TestResting:
    def test_a_need_that_rests_on_an_inquiry_lacks_no_evidence(
        self, procurement: Procurement, leader: User, inquiry: Inquiry
    ) -> None:
        need = actions.add_need(procurement, by=leader, title="Be heard")
        assert queries.counts_of(procurement).no_evidence == 1
        actions.change_need(need, by=leader, revision=1, inquiries=[inquiry.public_id])
        assert queries.counts_of(procurement).no_evidence == 0
        change = entries_of(procurement.public_id)[0].content
        assert change["after"] == {"rests_on": ["K-01"]}

    def test_a_need_on_two_inquiries_is_counted_once(
        self, procurement: Procurement, leader: User, inquiry: Inquiry
    ) -> None:
        other = actions.add_inquiry(procurement, by=leader, kind="survey", title="All")
        actions.add_need(
            procurement, by=leader, title="Be heard", inquiries=[inquiry.public_id, other.public_id]
        )
        assert queries.counts_of(procurement).all == 1
        assert [each.needs for each in inquiries_of(procurement)] == [1, 1]

    def test_an_inquiry_of_another_procurement_is_not_taken(
        self, procurement: Procurement, leader: User, inquiry: Inquiry
    ) -> None:
        from veien.road.actions import start_procurement

        other = start_procurement(
            by=leader, title="Other", buyer=procurement.buyer, pack_id="no-kvikkguide", pack_version="1.0.0"
        )
        with pytest.raises(actions.CannotWrite):
            actions.add_need(other, by=leader, title="Be heard", inquiries=[inquiry.public_id])
        assert not Need.objects.exists()

    def test_loose_ends_are_found_and_tied(
        self, procurement: Procurement, leader: User, inquiry: Inquiry
    ) -> None:
        actions.change_inquiry(inquiry, by=leader, revision=1, consent="missing", erase_on=date(2026, 1, 6))
        actions.add_story(procurement, by=leader, as_who="a nurse", wants="to know")
        actions.add_need(procurement, by=leader, title="Be heard")
        found = loose_ends(procurement, today=date(2026, 1, 6))
        assert [each.count for each in found.ends] == [1, 1, 1, 1, 1]
        actions.need_from_story(UserStory.objects.get(), by=leader)
        actions.erase_inquiry(inquiry, by=leader)
        assert [each.url_name for each in loose_ends(procurement, today=date(2026, 1, 6)).ends] == [
            "page",
            "inquiries",
            "inquiries",
        ]

    def test_a_filter_finds_what_still_lacks(
        self, procurement: Procurement, leader: User, inquiry: Inquiry
    ) -> None:
        actions.add_inquiry(procurement, by=leader, kind="survey", title="All")
        lacking = inquiries_of(procurement, InquiryFilter(lacks="consent"))
        assert [each.ref for each in lacking] == ["K-02"]
        assert [each.ref for each in inquiries_of(procurement, InquiryFilter(text="k-1"))] == ["K-01"]


@pytest.mark.django_db
class TestStories:
    def test_a_story_becomes_a_need_that_rests_on_what_its_persona_was_seen_in(
        self, procurement: Procurement, leader: User, inquiry: Inquiry
    ) -> None:
        persona = actions.add_persona(
            procurement, by=leader, name="Astrid", kind="user", inquiries=[inquiry.public_id]
        )
        story = actions.add_story(
            procurement,
            by=leader,
            persona=persona,
            as_who="an old woman",
            wants="to reach somebody at night.",
            so_that="I dare to sleep",
        )
        need = actions.need_from_story(story, by=leader)
        assert (need.title, need.holder) == ("To reach somebody at night", "An old woman")
        assert grounds_of(procurement)[need.pk][0].ref == "K-01"
        with pytest.raises(actions.CannotTell):
            actions.need_from_story(story, by=leader)

    def test_a_persona_that_goes_leaves_its_stories(self, procurement: Procurement, leader: User) -> None:
        persona = actions.add_persona(procurement, by=leader, name="Astrid", kind="user")
        actions.add_story(procurement, by=leader, persona=persona, as_who="she", wants="rest")
        actions.remove_persona(persona, by=leader)
        assert UserStory.objects.get().persona is None

    def test_two_personas_do_not_share_a_name(self, procurement: Procurement, leader: User) -> None:
        actions.add_persona(procurement, by=leader, name="Astrid", kind="user")
        with pytest.raises(actions.CannotTell) as refused:
            actions.add_persona(procurement, by=leader, name=" Astrid ", kind="staff")
        assert refused.value.field == "name"

    def test_whoever_writes_second_is_told(self, procurement: Procurement, leader: User) -> None:
        story = actions.add_story(procurement, by=leader, as_who="she", wants="rest")
        actions.change_story(story, by=leader, revision=1, persona=None, wants="sleep")
        with pytest.raises(actions.ToldMeanwhile):
            actions.change_story(story, by=leader, revision=1, persona=None, wants="peace")


@pytest.mark.django_db
class TestConnections:
    def test_needs_never_hang_on_each_other_in_a_circle(self, procurement: Procurement, leader: User) -> None:
        a, b, c = (actions.add_need(procurement, by=leader, title=each) for each in "abc")
        actions.connect_need(a, by=leader, on=b)
        actions.connect_need(b, by=leader, on=c)
        for one, other in ((c, a), (a, a), (b, a)):
            with pytest.raises(actions.CannotConnect):
                actions.connect_need(one, by=leader, on=other)
        assert NeedDependency.objects.count() == 2

    def test_a_need_hangs_on_exactly_one_thing_at_a_time(
        self, procurement: Procurement, leader: User
    ) -> None:
        a, b = (actions.add_need(procurement, by=leader, title=each) for each in "ab")
        for wrong in ({}, {"on": b, "outside": "A network"}):
            with pytest.raises(actions.CannotConnect):
                actions.connect_need(a, by=leader, **wrong)  # type: ignore[arg-type]
        made = actions.connect_need(a, by=leader, outside="A network")
        actions.disconnect_need(made, by=leader)
        assert not NeedDependency.objects.exists()

    def test_horizons_are_set_together_and_only_what_differs_is_logged(
        self, procurement: Procurement, leader: User
    ) -> None:
        actions.add_need(procurement, by=leader, title="a", horizon="short")
        actions.add_need(procurement, by=leader, title="b")
        assert actions.set_horizons(procurement, by=leader, horizons={1: "short", 2: "long"}) == 1
        assert entries_of(procurement.public_id)[0].content["after"] == {"B-02": "long"}
        assert actions.set_horizons(procurement, by=leader, horizons={1: "short"}) == 0


@pytest.mark.django_db
class TestPages:
    def test_a_reader_sees_that_it_was_held_and_not_what_was_said(
        self, procurement: Procurement, leader: User, reader: User, inquiry: Inquiry, client_of: ClientOf
    ) -> None:
        kept = actions.attach_file(
            inquiry, by=leader, data=b"Words", name="kari.txt", content_type="text/plain"
        )
        page = client_of(reader).get(url(procurement, "inquiry", inquiry.public_id)).content.decode()
        assert "two night nurses" in page
        assert "cried" not in page
        assert "kari.txt" not in page
        where = url(procurement, "inquiry_file", inquiry.public_id, kept.public_id)
        assert client_of(reader).get(where).status_code == 404
        assert client_of(leader).get(where).content == b"Words"

    def test_notes_keep_themselves_and_carry_the_version_on(
        self, procurement: Procurement, leader: User, inquiry: Inquiry, client_of: ClientOf
    ) -> None:
        client, where = client_of(leader), url(procurement, "inquiry_notes", inquiry.public_id)
        typed = {
            "consent": "given",
            "with_whom": "a nurse",
            "people": "1",
            "notes": "New words",
            "revision": "1",
        }
        answer = client.post(where, typed, headers={"hx-request": "true"})
        assert answer.status_code == 200
        assert 'name="revision" value="2"' in answer.content.decode()
        assert Inquiry.objects.get().notes == "New words"
        late = client.post(where, typed | {"notes": "Older"}, headers={"hx-request": "true"})
        assert late.status_code == 409
        both = client.post(where, typed | {"notes": "Older"})
        assert both.status_code == 409
        assert "New words" in both.content.decode()
        assert "Older" in both.content.decode()
        assert Inquiry.objects.get().notes == "New words"

    def test_a_need_is_made_of_an_inquiry_and_points_back(
        self, procurement: Procurement, leader: User, inquiry: Inquiry, client_of: ClientOf
    ) -> None:
        client, where = client_of(leader), url(procurement, "inquiry_need", inquiry.public_id)
        form = client.get(where).context["need_form"]
        assert form.initial["title"] == SECRET
        assert client.post(where, {"title": ""}).status_code == 422
        assert client.post(where, {"title": "Be heard"}).status_code == 302
        page = client.get(url(procurement, "need", Need.objects.get().public_id)).content.decode()
        assert "K-01 Nights at home" in page

    def test_a_file_that_is_empty_is_refused_at_the_field(
        self, procurement: Procurement, leader: User, inquiry: Inquiry, client_of: ClientOf
    ) -> None:
        where = url(procurement, "inquiry_attach", inquiry.public_id)
        answer = client_of(leader).post(where, {"file": SimpleUploadedFile("n.txt", b"")})
        assert answer.status_code == 422
        assert "The file is empty." in answer.content.decode()

    def test_the_lists_ask_the_database_as_often_for_many_as_for_few(
        self,
        procurement: Procurement,
        leader: User,
        client_of: ClientOf,
        django_assert_num_queries: Callable[[int], Any],
    ) -> None:
        client = client_of(leader)
        names = ("inquiries", "personas", "connections")
        asked = {}
        for count in (2, 12):
            for number in range(count):
                made = actions.add_inquiry(procurement, by=leader, kind="survey", title=f"{count} {number}")
                need = actions.add_need(procurement, by=leader, title="n", inquiries=[made.public_id])
                actions.connect_need(need, by=leader, outside="A network")
                persona = actions.add_persona(
                    procurement, by=leader, name=f"{count} {number}", kind="user", inquiries=[made.public_id]
                )
                actions.add_story(procurement, by=leader, persona=persona, as_who="she", wants="rest")
            for name in names:
                client.get(url(procurement, name))
                with django_assert_num_queries(asked.get(name, 0)) if name in asked else _counted() as found:
                    assert client.get(url(procurement, name)).status_code == 200
                asked.setdefault(name, len(found))

    def test_a_circle_is_refused_at_the_field(
        self, procurement: Procurement, leader: User, client_of: ClientOf
    ) -> None:
        a, b = (actions.add_need(procurement, by=leader, title=each) for each in "ab")
        actions.connect_need(a, by=leader, on=b)
        sent = {"need": str(b.public_id), "on": str(a.public_id), "outside": ""}
        answer = client_of(leader).post(url(procurement, "connection_add"), sent)
        assert answer.status_code == 422
        assert "Only one of them can come first" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["nb", "sv", "da", "en"])
def test_summary_and_slides_tell_whom_the_needs_came_from_and_no_secret(
    procurement: Procurement, leader: User, inquiry: Inquiry, language: str
) -> None:
    for number in range(20):
        title = f"Need {number} " + "long " * 20
        actions.add_need(
            procurement,
            by=leader,
            title=title,
            quote="I lay there.",
            area=f"area {number % 3}",
            inquiries=[inquiry.public_id],
            holder="Residents",
        )
    persona = actions.add_persona(
        procurement, by=leader, name="Astrid", kind="user", about="Old. " * 100, inquiries=[inquiry.public_id]
    )
    actions.add_story(procurement, by=leader, persona=persona, as_who="she", wants="rest", so_that="I cope")
    actions.connect_need(Need.objects.order_by("pk")[0], by=leader, outside="A network")
    said = str(summary_of(procurement, language)) + str(slides_of(procurement, language))
    assert "Nights at home" in said
    assert "Astrid" in said
    assert "cried" not in said
    with clock.standing_at(inquiry.added_at):
        made = make_summary(procurement, language, "pptx")
    assert made.name.endswith(".pptx")
    assert made.data[:2] == b"PK"


def _counted() -> Any:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    return CaptureQueriesContext(connection)


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=25))
def test_edges_taken_one_by_one_never_close_a_circle(wished: list[tuple[int, int]]) -> None:
    taken: list[tuple[int, int]] = []
    for start, end in wished:
        if not closes_circle(taken, start, end):
            taken.append((start, end))
    left = set(taken)
    nodes = {each for edge in taken for each in edge}
    while nodes:
        free = {each for each in nodes if not any(start == each for start, _end in left)}
        assert free
        nodes -= free
        left = {(start, end) for start, end in left if end not in free}


@given(st.text(max_size=300))
def test_the_first_line_is_short_and_stands_in_the_notes(notes: str) -> None:
    line = first_line(notes)
    assert len(line) <= 120
    assert line in notes


@given(st.text(min_size=1))
def test_the_log_gets_length_and_digest_of_a_secret(notes: str) -> None:
    found = told({"notes": notes, "title": "t"})
    assert found["title"] == "t"
    assert found["notes"] == {"letters": len(notes), "sha256": found["notes"]["sha256"]}  # type: ignore[index]
