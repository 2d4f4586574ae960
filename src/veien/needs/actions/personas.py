"""What people do with personas and user stories."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.foundation.errors import Refused
from veien.needs.actions.needs import write_need
from veien.needs.models import Inquiry, Need, Persona, UserStory
from veien.needs.rules.inquiries import PERSONA_FIELDS, STORY_FIELDS, PersonaWords, StoryWords, tidied
from veien.needs.rules.needs import changes

if TYPE_CHECKING:
    from veien.people.queries import User
    from veien.road.queries import Procurement


class CannotTell(Refused):
    """The persona or the story cannot be kept as it is written; the message says why."""


class ToldMeanwhile(Refused):
    """Somebody else wrote first; ``current`` is what stands now."""

    def __init__(self, current: Persona | UserStory) -> None:
        super().__init__(_("Somebody else changed this while you wrote."))
        self.current = current


def add_persona(
    procurement: Procurement, *, by: User, inquiries: Iterable[UUID] = (), **words: Unpack[PersonaWords]
) -> Persona:
    """Write down a persona, and the inquiries in which it was seen.

    May: edit
    Raises: CannotTell if it has no name, another one has the name, or something in it is too long or unknown.
    Logs: needs.persona_added
    """
    persona = Persona(procurement=procurement, **tidied(words, PERSONA_FIELDS))
    subject = f"persona:{persona.public_id}"
    with recorded(procurement.public_id, "needs.persona_added", by=by, subject=subject) as entry:
        _check_persona(persona)
        last = Persona.objects.filter(procurement=procurement).aggregate(last=Max("position"))["last"]
        persona.position = (last or 0) + 1
        persona.save()
        persona.inquiries.set(_seen_in(procurement, inquiries))
        entry.content = {**words_of_persona(persona), "seen_in": _refs(persona)}
    return persona


def change_persona(
    persona: Persona,
    *,
    by: User,
    revision: int,
    inquiries: Iterable[UUID] | None = None,
    **words: Unpack[PersonaWords],
) -> Persona:
    """Change a persona; words that are left out stay as they are. Nothing is logged when nothing differs.

    May: edit
    Raises: CannotTell as for ``add_persona``; ToldMeanwhile if somebody else wrote first.
    Logs: needs.persona_changed
    """
    wanted = tidied(words, PERSONA_FIELDS)
    chosen = None if inquiries is None else _seen_in(persona.procurement, inquiries)
    after = dict(wanted) if chosen is None else wanted | {"seen_in": [each.ref for each in chosen]}
    if revision == persona.revision and not changes(_told(persona), after)["after"]:
        return persona
    chain, subject = persona.procurement.public_id, f"persona:{persona.public_id}"
    with recorded(chain, "needs.persona_changed", by=by, subject=subject) as entry:
        current = Persona.objects.select_for_update().get(pk=persona.pk)
        current.procurement = persona.procurement
        if current.revision != revision:
            raise ToldMeanwhile(current)
        before = _told(current)
        for field, value in wanted.items():
            setattr(current, field, value)
        _check_persona(current)
        current.revision += 1
        current.save(update_fields=[*wanted, "revision"])
        if chosen is not None:
            current.inquiries.set(chosen)
        entry.content = {"name": current.name, **changes(before, after)}
    return current


def remove_persona(persona: Persona, *, by: User) -> None:
    """Remove a persona; its stories stay and speak for themselves.

    May: edit
    Logs: needs.persona_removed
    """
    chain, subject = persona.procurement.public_id, f"persona:{persona.public_id}"
    with recorded(chain, "needs.persona_removed", by=by, subject=subject) as entry:
        entry.content = _told(persona)
        persona.delete()


def add_story(
    procurement: Procurement, *, by: User, persona: Persona | None = None, **words: Unpack[StoryWords]
) -> UserStory:
    """Write down a user story.

    May: edit
    Raises: CannotTell if it does not say who wants what, or something in it is too long.
    Logs: needs.story_added
    """
    story = UserStory(procurement=procurement, persona=persona, **tidied(words, STORY_FIELDS))
    _check_story(story)
    subject = f"story:{story.public_id}"
    with recorded(procurement.public_id, "needs.story_added", by=by, subject=subject) as entry:
        last = UserStory.objects.filter(procurement=procurement).aggregate(last=Max("position"))["last"]
        story.position = (last or 0) + 1
        story.save()
        entry.content = _said(story)
    return story


def change_story(
    story: UserStory, *, by: User, revision: int, persona: Persona | None, **words: Unpack[StoryWords]
) -> UserStory:
    """Change a user story. Nothing is logged when nothing differs.

    May: edit
    Raises: CannotTell as for ``add_story``; ToldMeanwhile if somebody else wrote first.
    Logs: needs.story_changed
    """
    wanted = tidied(words, STORY_FIELDS)
    after = wanted | {"persona": persona.name if persona else ""}
    if revision == story.revision and not changes(_said(story), after)["after"]:
        return story
    chain, subject = story.procurement.public_id, f"story:{story.public_id}"
    with recorded(chain, "needs.story_changed", by=by, subject=subject) as entry:
        current = UserStory.objects.select_for_update(of=("self",)).select_related("persona").get(pk=story.pk)
        current.procurement = story.procurement
        if current.revision != revision:
            raise ToldMeanwhile(current)
        before = _said(current)
        current.persona = persona
        for field, value in wanted.items():
            setattr(current, field, value)
        _check_story(current)
        current.revision += 1
        current.save(update_fields=[*wanted, "persona", "revision"])
        entry.content = changes(before, after)
    return current


def remove_story(story: UserStory, *, by: User) -> None:
    """Remove a user story; a need that came of it stays.

    May: edit
    Logs: needs.story_removed
    """
    chain, subject = story.procurement.public_id, f"story:{story.public_id}"
    with recorded(chain, "needs.story_removed", by=by, subject=subject) as entry:
        entry.content = _said(story)
        story.delete()


def need_from_story(story: UserStory, *, by: User) -> Need:
    """Make a need of a user story: what is wanted, who wants it, and what its persona rests on.

    May: edit
    Raises: CannotTell if a need came of it already.
    Logs: needs.need_added
    """
    procurement = story.procurement
    need = Need(procurement=procurement, **_drawn(story))
    subject = f"need:{need.public_id}"
    with recorded(procurement.public_id, "needs.need_added", by=by, subject=subject) as entry:
        current = UserStory.objects.select_for_update().get(pk=story.pk)
        if current.need_id is not None:
            raise CannotTell(_("A need has come of this story already."))
        seen = story.persona.inquiries.values_list("public_id", flat=True) if story.persona else ()
        said = write_need(need, inquiries=list(seen))
        current.need, current.revision = need, current.revision + 1
        current.save(update_fields=["need", "revision"])
        entry.content = said | {"story": _said(story)}
    return need


def words_of_persona(persona: Persona) -> dict[str, object]:
    """Give what is written about a persona."""
    return {field: getattr(persona, field) for field in PERSONA_FIELDS}


def words_of_story(story: UserStory) -> dict[str, object]:
    """Give what is written in a user story."""
    return {field: getattr(story, field) for field in STORY_FIELDS}


def _drawn(story: UserStory) -> dict[str, str]:
    wants = story.wants.strip().rstrip(".")
    title = wants[:1].upper() + wants[1:]
    statement = _("As %(who)s I want %(wants)s, so that %(better)s.") if story.so_that else ""
    full = statement % {"who": story.as_who, "wants": wants, "better": story.so_that.rstrip(".")}
    if len(title) > 120:
        full, title = full or title, title[:119].rsplit(" ", 1)[0] + "…"
    return {"title": title, "statement": full, "holder": story.as_who[:1].upper() + story.as_who[1:]}


def _refs(persona: Persona) -> list[str]:
    return [each.ref for each in persona.inquiries.order_by("number")]


def _told(persona: Persona) -> dict[str, object]:
    return {**words_of_persona(persona), "seen_in": _refs(persona)}


def _said(story: UserStory) -> dict[str, object]:
    return {**words_of_story(story), "persona": story.persona.name if story.persona else ""}


def _seen_in(procurement: Procurement, public_ids: Iterable[UUID]) -> list[Inquiry]:
    wanted = set(public_ids)
    found = list(Inquiry.objects.filter(procurement=procurement, public_id__in=wanted).order_by("number"))
    if len(found) != len(wanted):
        raise CannotTell(_("What you chose is no longer there. Choose again."), field="inquiries")
    return found


def _check_persona(persona: Persona) -> None:
    if not persona.name:
        raise CannotTell(_("Give the persona a made-up name."), field="name")
    others = Persona.objects.filter(procurement=persona.procurement, name=persona.name).exclude(pk=persona.pk)
    if others.exists():
        raise CannotTell(_("Another persona has this name."), field="name")
    _fits(persona)


def _check_story(story: UserStory) -> None:
    if not story.as_who:
        raise CannotTell(_("Say who speaks."), field="as_who")
    if not story.wants:
        raise CannotTell(_("Say what is wanted."), field="wants")
    _fits(story)


def _fits(row: Persona | UserStory) -> None:
    try:
        row.clean_fields(exclude={"procurement", "persona", "need", "position"})
    except ValidationError as problem:
        field, texts = next(iter(problem.message_dict.items()))
        raise CannotTell(texts[0], field=field) from problem
