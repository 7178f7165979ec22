"""One candidate from the first drill to the exam day: plan, queue and readiness at each stop."""

from __future__ import annotations

import json
import random

from peerprep.banks.library import shipped
from tests.cli.world import World

DAY = 86400
EXAM_DAY = "2026-12-21"  # thirty days after the morning on which the fake clock stands


def asked(world: World) -> set[str]:
    world.run("lookback --filter all --json")
    return {row["item"] for row in json.loads(world.out)["items"]}


def state(world: World, command: str) -> dict:
    assert world.run(f"{command} --json") == 0, world.err
    return json.loads(world.out)


def test_a_candidate_over_thirty_days(tmp_path):
    world, dice = World(tmp_path, banks=shipped()), random.Random(12)
    assert world.run(f"plan --exam icrc-pr --date {EXAM_DAY} --minutes 15") == 0
    plan = state(world, "plan")
    unseen = [plan["unseen"]]
    mocks = [day["date"] for day in plan["days"] if day["mock"]]
    assert mocks
    assert all("2026-11-21" <= day < "2026-12-20" for day in mocks)
    assert world.run("readiness --json") in {0, 4}  # nothing is said before there is evidence

    drilled: set[str] = set()
    states = []
    for day in range(30):
        plan = state(world, "plan")
        today = plan["days"][0]
        if today["mock"]:
            keys = [key for _ in range(75) for key in (dice.choice("abcd"), "enter")]
            first = ["enter", "a", "enter"] if not states_with_mock(world) else ["enter", "enter"]
            assert world.run("exam icrc-pr", *first, *keys, "e", "y", "q") == 0
            assert not asked(world) & drilled  # what a mock asks no drill has shown
        elif day % 6 != 5:  # one day in six is missed, and nothing is said about it
            start = ["enter", "enter"] if not drilled else ["enter"]
            keys = [
                k for _ in range(30) for k in (dice.choice("abcd"), dice.choice("123"), "enter")
            ]
            code = world.run("drill", *start, *keys, *["q"] * 3)
            assert code in {0, 4}
            if code == 0:
                drilled |= asked(world)
        unseen.append(plan["unseen"])
        if day % 5 == 4:
            states.append(state(world, "readiness")["state"])
        world.clock.pass_time(DAY)

    # The plan counted down, the mock pool was left to the mocks, and readiness found evidence.
    assert unseen == sorted(unseen, reverse=True)
    assert len(drilled) > 100
    assert states[-1] in {"building", "near the line"}
    assert "steady" not in states  # letters by the dice are never called steady
    sittings = state(world, "history")["sittings"]
    assert sum(s["kind"] == "exam" for s in sittings) >= 1
    assert world.run("plan") in {0, 4}
    assert "blame" not in world.out + world.err
    assert world.run("progress") == 0
    assert "of the last 14" in world.out


def states_with_mock(world: World) -> bool:
    code = world.run("history --json")
    return code == 0 and any(s["kind"] == "exam" for s in json.loads(world.out)["sittings"])
