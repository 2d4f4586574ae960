"""The goals as a part of the paper that the first decision is taken on."""

from __future__ import annotations

from django.utils.translation import gettext as _

from veien.documents.rules import Block, Paragraph, Section
from veien.goals.queries import goals_of, in_tree, vision_of
from veien.goals.queries.report import overview
from veien.goals.queries.standing import agreement_sentence, standing_of
from veien.road.queries import Procurement


def paper_part(procurement: Procurement, language: str) -> list[Section]:
    """Give vision and goals for the decision paper, in the language that is active; nothing where neither is there."""
    vision, rows = vision_of(procurement), in_tree(goals_of(procurement))
    if vision is None and not rows:
        return []
    blocks: list[Block] = []
    if vision is not None and vision.text.strip():
        blocks.append(Paragraph(vision.text, lead=_("Vision")))
    if rows:
        blocks.append(overview(rows, language))
    agreement = agreement_sentence(standing_of(procurement).agreement)
    blocks.append(Paragraph(str(agreement), lead=_("Who agrees")))
    return [Section(_("Goals"), tuple(blocks))]
