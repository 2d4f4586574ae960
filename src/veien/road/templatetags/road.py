"""Small helps for the road's own templates."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.urls import reverse
from django.utils.translation import get_language

from veien.methods.rules import Pack, Question
from veien.road.models import Procurement
from veien.road.rules.thread import ThreadNode

register = template.Library()


@register.simple_tag
def thread_url(procurement: Procurement, node: ThreadNode) -> str:
    """Give the address of an object's place on the thread."""
    return reverse("road:thread_object", args=[procurement.public_id, node.kind, node.id.partition(":")[2]])


@register.filter
def question_text(question_id: str, questions: Mapping[str, Question]) -> str:
    """Give a decision's question in the reader's language."""
    found = questions.get(question_id)
    return found.text.in_language(get_language() or "nb") if found else question_id


@register.filter
def frame_title(frame_id: str, pack: Pack) -> str:
    """Give the name of a sister frame in the reader's language."""
    found = next((each for each in pack.frames if each.id == frame_id), None)
    return found.title.in_language(get_language() or "nb") if found else frame_id
