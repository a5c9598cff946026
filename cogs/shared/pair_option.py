"""One pair of a cohort as an option of a command: suggested by its names, taken back as an id, checked again by the service."""

import discord
from discord import app_commands

from cogs.shared.acts import actor_of
from cogs.shared.carried import number
from cogs.shared.cohort_option import chosen
from domain.ground.ids import PairId
from domain.ground.refusal import Refusal, Why
from services.cohort.cohorts import Cohorts
from services.group.prompts import Prompts

MOST = 25  # choices that Discord shows


async def pairs_suggested(
    prompts: Prompts, cohorts: Cohorts, interaction: discord.Interaction, typed: str
) -> list[app_commands.Choice[str]]:  # fmt: skip
    """The pairs of the cohort that stands beside it; none where that is missing, or is not theirs."""
    try:
        which = await chosen(cohorts, interaction, str(getattr(interaction.namespace, "cohort", "")), staff=True)
        found = await prompts.pairs(actor_of(interaction), which)
    except Refusal:
        return []
    named = [(" + ".join(names)[:100], pair) for pair, names in found]
    return [app_commands.Choice(name=names, value=str(pair)) for names, pair in named if typed.lower() in names.lower()][:MOST]


def pair_meant(given: str | None) -> PairId | None:
    """The pair that was chosen from what was suggested. Raises `Refusal(STALE)` for anything else."""
    if given is None:
        return None
    if not given.isdecimal() or len(given) > 17:
        raise Refusal(Why.STALE)
    return PairId(number(given))
