"""What people do on the road. One function is one use case, one transaction and one log entry."""

from veien.road.actions.activities import (
    add_evidence,
    describe_activity,
    plan_effort,
    tick_activity,
    untick_activity,
)
from veien.road.actions.decisions import CannotDecide, decide, skip_phase
from veien.road.actions.deliverables import bring_deliverable, draft_paper, make_deliverable
from veien.road.actions.paper import (
    CannotRecommend,
    CannotSign,
    RecommendedMeanwhile,
    note_signer,
    recommend,
    remove_signer,
    sign,
)
from veien.road.actions.procurement import (
    CharterChangedMeanwhile,
    charter_of,
    set_charter,
    start_procurement,
)
from veien.road.actions.roles import CannotGiveRole, declare_interests, give_role, take_role
from veien.road.actions.team import (
    CannotTeam,
    ask_for_help,
    describe_member,
    leave_field_out,
    settle_help,
)
from veien.road.actions.upgrading import CannotUpgrade, upgrade_pack

__all__ = [
    "CannotDecide",
    "CannotGiveRole",
    "CannotRecommend",
    "CannotSign",
    "CannotTeam",
    "CannotUpgrade",
    "CharterChangedMeanwhile",
    "RecommendedMeanwhile",
    "add_evidence",
    "ask_for_help",
    "bring_deliverable",
    "charter_of",
    "decide",
    "declare_interests",
    "describe_activity",
    "describe_member",
    "draft_paper",
    "give_role",
    "leave_field_out",
    "make_deliverable",
    "note_signer",
    "plan_effort",
    "recommend",
    "remove_signer",
    "set_charter",
    "settle_help",
    "sign",
    "skip_phase",
    "start_procurement",
    "take_role",
    "tick_activity",
    "untick_activity",
    "upgrade_pack",
]
