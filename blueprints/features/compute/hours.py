"""How long machines and warehouses are used in a month, where nobody says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blueprints.request import Environment

if TYPE_CHECKING:
    from blueprints.composition import Composition

INTERACTIVE_HOURS = 8 * 21
"""Hours a month an interactive cluster runs: 8 h on 21 working days; autotermination stops it at night."""

WORKING_DAYS, WORKING_HOURS, BREAK_HOURS, USUAL_IDLE_MINUTES = 21, 8, 1, 30
"""A working month as the cost assumes it; ours."""

JOB_HOURS = 2 * 30
"""Hours a month jobs run: 2 h a night on 30 nights, as a nightly batch does."""

WAREHOUSE_HOURS: dict[Environment, int] = {"dev": 2 * 21, "sandbox": 2 * 21, "staging": 4 * 21, "prod": 8 * 21}
"""Hours a month a warehouse answers, on 21 working days: all day in production, where queries are tried out less;
it stops when nobody asks."""

POOL_SHARE = 0.5
"""Share of a pool that jobs keep busy in those hours: a pool is sized for its peak, about twice its mean."""


def interactive_hours(idle_minutes: int | None) -> float:
    """Hours a month that people keep a cluster running: 8 h a day less the break in which it stops.

    It goes on for its idle minutes in the break of an hour, and once more in the evening. So 30 minutes make the
    8 h, 15 make 7.5 h, and 60 make 9 h.

    Args:
        idle_minutes: Minutes without work before it stops; 30 if None.
    """
    idle = (USUAL_IDLE_MINUTES if idle_minutes is None else idle_minutes) / 60
    night = 24 - WORKING_HOURS - BREAK_HOURS
    return WORKING_DAYS * (WORKING_HOURS - max(0.0, BREAK_HOURS - idle) + min(idle, night))


def used_hours(site: Composition, usual: float, assumed: str) -> tuple[float, str]:
    """Hours a month that something is used, and how that is known.

    Args:
        site: The platform, which may say so itself.
        usual: The hours where it does not.
        assumed: The same in words: `60 h a month: 2 h on 30 nights`.
    """
    if site.hours_a_month is None:
        return usual, assumed
    return site.hours_a_month, f"{site.hours_a_month:g} h a month, as asked"
