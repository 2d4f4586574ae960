"""Personas and user stories: in whom people are seen, and what they would say."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from veien.foundation.errors import Refused
from veien.needs import actions
from veien.needs.forms.inquiries import WritePersona, WriteStory
from veien.needs.models import Persona
from veien.needs.queries import personas as queries
from veien.needs.queries.inquiries import inquiry_choices
from veien.needs.rules.inquiries import PERSONA_FIELDS
from veien.needs.views.both import both_of
from veien.needs.views.frames import may_edit, needs_frame
from veien.people.queries import signed_in
from veien.road.queries import Procurement, procurement_for
from veien.web.rules.frame import Crumb, Frame


@login_required
@require_GET
def page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the personas and the stories of a procurement."""
    procurement = procurement_for(request.user, public_id)
    return personas_page(request, procurement)


def personas_page(
    request: HttpRequest, procurement: Procurement, *, story_form: WriteStory | None = None
) -> HttpResponse:
    """Write the page of personas and stories, with a refused story where there is one."""
    personas = queries.personas_of(procurement)
    choices = [queries.PersonaChoice(each.public_id, each.name) for each in personas]
    stories = queries.stories_of(procurement)
    context = {
        "procurement": procurement,
        "frame": needs_frame(procurement, "personas"),
        "personas": personas,
        "stories": stories,
        "open_stories": sum(each.need_id is None for each in stories),
        "story_form": story_form or WriteStory(personas=choices),
        "may_edit": may_edit(procurement),
    }
    return render(request, "needs/personas.html", context, status=422 if story_form is not None else 200)


@login_required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write down a persona."""
    procurement = procurement_for(request.user, public_id, may="edit")
    form = WritePersona(
        request.POST if request.method == "POST" else None, inquiries=inquiry_choices(procurement)
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_persona(procurement, by=signed_in(request), **form.words())
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _("%(name)s is written down.") % {"name": made.name})
            return redirect("needs:personas", public_id)
    frame = needs_frame(procurement, "personas", title=_("Write down a persona"))
    return _persona_form(request, procurement, frame, form)


@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: UUID, persona_id: UUID) -> HttpResponse:
    """Change a persona; when somebody else wrote first, show both texts."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = queries.persona_for(procurement, persona_id)
    frame = _frame(found, _("Change %(name)s") % {"name": found.name})
    choices = inquiry_choices(procurement)
    if request.method != "POST":
        seen = [str(each) for each in found.inquiries.values_list("public_id", flat=True)]
        initial = actions.words_of_persona(found) | {"inquiries": seen, "revision": found.revision}
        form = WritePersona(initial=initial, inquiries=choices)
        return _persona_form(request, procurement, frame, form, persona=found)
    form = WritePersona(request.POST, inquiries=choices)
    if form.is_valid():
        words = form.words()
        try:
            revision = form.cleaned_data["revision"] or 0
            actions.change_persona(found, by=signed_in(request), revision=revision, **words)
        except actions.ToldMeanwhile as late:
            form = WritePersona(
                initial=words
                | {"inquiries": [str(each) for each in words.get("inquiries", ())]}
                | {"revision": late.current.revision},
                inquiries=choices,
            )
            stands = actions.words_of_persona(late.current)  # type: ignore[arg-type]
            both = both_of(stands, words, labels=_labels(), shown=shown)
            return _persona_form(request, procurement, frame, form, persona=found, both=both)
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _("%(name)s is kept.") % {"name": words["name"]})
            return redirect("needs:personas", public_id)
    return _persona_form(request, procurement, frame, form, persona=found)


def _persona_form(
    request: HttpRequest,
    procurement: Procurement,
    frame: Frame,
    form: WritePersona,
    *,
    persona: Persona | None = None,
    both: object = None,
) -> HttpResponse:
    context = {
        "procurement": procurement,
        "frame": frame,
        "form": form,
        "persona": persona,
        "both": both,
    }
    status = 409 if both is not None else 422 if form.errors else 200
    return render(request, "needs/persona_change.html", context, status=status)


@login_required
@require_POST
def remove(request: HttpRequest, public_id: UUID, persona_id: UUID) -> HttpResponse:
    """Remove a persona; its stories stay."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = queries.persona_for(procurement, persona_id)
    actions.remove_persona(found, by=signed_in(request))
    messages.success(request, _("%(what)s is removed.") % {"what": found.name})
    return redirect("needs:personas", public_id)


@login_required
@require_GET
def poster(request: HttpRequest, public_id: UUID, persona_id: UUID) -> HttpResponse:
    """Show a persona as a poster for the wall, large and easy to print."""
    procurement = procurement_for(request.user, public_id)
    found = queries.persona_for(procurement, persona_id)
    context = {
        "procurement": procurement,
        "frame": _frame(found, found.name, _("Poster")),
        "persona": found,
        "stories": list(found.stories.select_related("need").order_by("position", "pk")),
        "seen": list(found.inquiries.defer("notes").order_by("number")),
        "may_edit": may_edit(procurement),
    }
    return render(request, "needs/poster.html", context)


@login_required
@require_POST
def add_story(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write down a user story, and stand ready for the next."""
    procurement = procurement_for(request.user, public_id, may="edit")
    form = WriteStory(request.POST, personas=queries.persona_choices(procurement))
    if form.is_valid():
        try:
            actions.add_story(
                procurement, by=signed_in(request), persona=_chosen(procurement, form), **form.words()
            )
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _("The story is written down."))
            return redirect(_stories_url(procurement))
    return personas_page(request, procurement, story_form=form)


@login_required
@require_http_methods(["GET", "POST"])
def change_story(request: HttpRequest, public_id: UUID, story_id: UUID) -> HttpResponse:
    """Change a user story; when somebody else wrote first, show what stands."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = queries.story_for(procurement, story_id)
    choices = queries.persona_choices(procurement)
    late: object = None
    if request.method != "POST":
        persona = str(found.persona.public_id) if found.persona else ""
        initial = actions.words_of_story(found) | {"persona": persona, "revision": found.revision}
        form = WriteStory(initial=initial, personas=choices)
    else:
        form = WriteStory(request.POST, personas=choices)
        if form.is_valid():
            try:
                actions.change_story(
                    found,
                    by=signed_in(request),
                    revision=form.cleaned_data["revision"] or 0,
                    persona=_chosen(procurement, form),
                    **form.words(),
                )
            except actions.ToldMeanwhile as meanwhile:
                late = meanwhile.current
                form = WriteStory(
                    initial=form.cleaned_data | {"revision": meanwhile.current.revision}, personas=choices
                )
            except Refused as refused:
                form.add_error(refused.field or None, str(refused))
            else:
                messages.success(request, _("The story is kept."))
                return redirect(_stories_url(procurement))
    context = {
        "procurement": procurement,
        "frame": needs_frame(procurement, "personas", title=_("Change the story")),
        "story": found,
        "late": late,
        "form": form,
    }
    return render(
        request, "needs/story_change.html", context, status=409 if late else 422 if form.errors else 200
    )


@login_required
@require_POST
def story_need(request: HttpRequest, public_id: UUID, story_id: UUID) -> HttpResponse:
    """Make a need of a user story."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = queries.story_for(procurement, story_id)
    try:
        need = actions.need_from_story(found, by=signed_in(request))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(_stories_url(procurement))
    messages.success(request, _("%(need)s is written down. Read it through as a need.") % {"need": need})
    return redirect("needs:change", public_id, need.public_id)


@login_required
@require_POST
def remove_story(request: HttpRequest, public_id: UUID, story_id: UUID) -> HttpResponse:
    """Remove a user story; a need that came of it stays."""
    procurement = procurement_for(request.user, public_id, may="edit")
    actions.remove_story(queries.story_for(procurement, story_id), by=signed_in(request))
    messages.success(request, _("The story is removed."))
    return redirect(_stories_url(procurement))


def _chosen(procurement: Procurement, form: WriteStory) -> Persona | None:
    chosen = form.cleaned_data["persona"]
    return queries.persona_for(procurement, UUID(chosen)) if chosen else None


def _stories_url(procurement: Procurement) -> str:
    return reverse("needs:personas", args=[procurement.public_id]) + "#stories"


def _frame(persona: Persona, title: str, last: str = "") -> Frame:
    crumbs = (Crumb(persona.name), Crumb(last)) if last else (Crumb(title),)
    return needs_frame(persona.procurement, "personas", title=title, crumbs=crumbs)


def _labels() -> dict[str, Any]:
    return {key: WritePersona.base_fields[key].label for key in PERSONA_FIELDS}


def shown(field: str, value: object) -> str:
    """Write a word of a persona as people read it."""
    text = "" if value is None else str(value)
    return str(dict(Persona.Kind.choices).get(text, text)) if field == "kind" else text
