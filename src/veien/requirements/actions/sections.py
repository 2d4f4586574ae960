"""Adding, naming, moving and removing sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from veien.documents.rules import clean_text
from veien.requirements.actions.writing import CannotWrite, Nothing, writing
from veien.requirements.models import Requirement, Section
from veien.requirements.queries import sections_of
from veien.requirements.rules import DIRECTIONS, Direction, moved
from veien.road.queries import Procurement

if TYPE_CHECKING:
    from veien.people.queries import User

_LONGEST_TITLE = 120


def _free_title(procurement: Procurement, title: str, *, but: Section | None = None) -> str:
    title = " ".join(clean_text(title).split())
    if not title:
        raise CannotWrite(_("Give the section a title."), field="title")
    if len(title) > _LONGEST_TITLE:
        raise CannotWrite(
            _("At most %(most)s characters; this has %(length)s.")
            % {"most": _LONGEST_TITLE, "length": len(title)},
            field="title",
        )
    others = (each for each in sections_of(procurement) if but is None or each.pk != but.pk)
    if title.casefold() in {each.title.casefold() for each in others}:
        raise CannotWrite(_("There is a section with this title already."), field="title")
    return title


def new_section(procurement: Procurement, title: str) -> Section:
    """Make a section after the last one; a part of a use case.

    Raises: CannotWrite if the title is empty, too long or taken.
    """
    title = _free_title(procurement, title)
    last = max((each.position for each in sections_of(procurement)), default=0)
    return Section.objects.create(procurement=procurement, title=title, position=last + 1)


def add_section(procurement: Procurement, *, by: User, title: str) -> Section:
    """Add a section after the last one.

    May: edit
    Raises: CannotWrite if the title is empty, too long or taken; Locked.
    Logs: requirements.section_added
    """
    with writing(procurement, "section_added", by=by) as entry:
        section = new_section(procurement, title)
        entry.subject = f"section:{section.public_id}"
        entry.content = {"title": section.title}
    return section


def rename_section(procurement: Procurement, *, by: User, section: Section, title: str) -> None:
    """Give a section another title.

    May: edit
    Raises: CannotWrite if the title is empty, too long or taken; Locked.
    Logs: requirements.section_renamed
    """
    with writing(procurement, "section_renamed", by=by, subject=f"section:{section.public_id}") as entry:
        title = _free_title(procurement, title, but=section)
        old = Section.objects.get(pk=section.pk).title
        if title == old:
            raise Nothing
        Section.objects.filter(pk=section.pk).update(title=title)
        section.title = title
        entry.content = {"old": old, "title": title}


def move_section(procurement: Procurement, *, by: User, section: Section, direction: Direction) -> None:
    """Move a section with all its requirements up, down, first or last.

    May: edit
    Raises: CannotWrite if there is no such direction; Locked.
    Logs: requirements.section_moved
    """
    if direction not in DIRECTIONS:
        raise CannotWrite(_("Choose where to move it."))
    with writing(procurement, "section_moved", by=by, subject=f"section:{section.public_id}") as entry:
        there = sections_of(procurement)
        order = moved([each.pk for each in there], [section.pk], direction)
        if order == [each.pk for each in there]:
            raise Nothing
        by_key = {each.pk: each for each in there}
        for place, key in enumerate(order, 1):
            by_key[key].position = place
        Section.objects.bulk_update(by_key.values(), ["position"])
        entry.content = {"title": section.title, "direction": direction, "place": order.index(section.pk) + 1}


def remove_section(procurement: Procurement, *, by: User, section: Section) -> None:
    """Remove a section that has no requirements.

    May: edit
    Raises: CannotWrite if it still has requirements; Locked.
    Logs: requirements.section_removed
    """
    with writing(procurement, "section_removed", by=by, subject=f"section:{section.public_id}") as entry:
        count = Requirement.objects.filter(section=section).count()
        if count:
            raise CannotWrite(
                ngettext(
                    "The section has %(count)s requirement. Move or remove it first.",
                    "The section has %(count)s requirements. Move or remove them first.",
                    count,
                )
                % {"count": count}
            )
        entry.content = {"title": section.title}
        Section.objects.filter(pk=section.pk).delete()
