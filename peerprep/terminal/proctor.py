"""The one door to a sitting: conduct() shows, listens, keeps time and records."""

from __future__ import annotations

import contextlib

from peerprep.core.form import Dice
from peerprep.core.session import Session
from peerprep.errors import RecordsUnusable
from peerprep.terminal.desk import Clock, Desk, Leave, Notebook, Record
from peerprep.terminal.drilling import drill
from peerprep.terminal.examining import Examination
from peerprep.terminal.keys import Ear, EndOfInput
from peerprep.terminal.screen import Screen
from peerprep.terminal.timekeeping import ClockView


def conduct(
    session: Session,
    *,
    screen: Screen,
    ear: Ear,
    clock: Clock,
    record: Record,
    notebook: Notebook,
    dice: Dice,
    view: ClockView = ClockView.SHOWN,
    strict_clock: bool = False,
) -> Session:
    """Conduct a sitting from where it stands; returns it submitted, or as it was left.

    Every step has been handed to `record` before the screen changes. With `strict_clock`, time in
    which the machine slept counts as used.
    """
    desk = Desk(session, screen, ear, clock, record, notebook, dice, strict_clock)
    try:
        if session.mode.feedback_at_once:
            drill(desk)
        else:
            Examination(desk, view).conduct()
    except (Leave, EndOfInput):
        desk.keep_time()  # the rest is on disk; the caller sees that nothing was submitted
    except KeyboardInterrupt:
        # The interrupt may have come between a step and its being noted here: it is on disk then.
        with contextlib.suppress(RecordsUnusable):
            desk.keep_time()
        raise
    return desk.session
