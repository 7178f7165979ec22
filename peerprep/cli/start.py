"""peerprep alone: today's screen, and from it the drill or the open mock with one key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from peerprep.cli.environment import Environment
    from peerprep.history.store import Store


def start(environment: Environment) -> None:
    """Today's screen, and from it the drill or the open mock with one key."""
    from peerprep.cli.app import invoke
    from peerprep.cli.errata import news
    from peerprep.cli.pages import turn, welcome
    from peerprep.terminal.commands import Act
    from peerprep.terminal.page import Page

    store = environment.store()
    try:
        now = today_facts(environment, store)
        first_run = environment.interactive and "first-run" not in store.pages()
        if first_run:
            # Welcome and today on one screen: the first question stays two keystrokes away.
            store.turn_page("first-run", environment.clock.now())
        told = news(environment, store)
    finally:
        store.close()
    body = [*(welcome(environment).body if first_run else ()), *told, *today_words(now)]
    mock_open = now["open_mock"] is not None
    first = ("Enter", "go on with the mock") if mock_open else ("Enter", "start")
    more = (("d", "drill"),) if mock_open else (("e", "mock exam"),)
    if not environment.interactive:
        body += ["peerprep drill, peerprep exam and peerprep --help are the next steps."]
        what = Page("Today", tuple(body))
        from peerprep.terminal.page import page

        environment.screen.show(page(environment.screen, what))
        return
    typed = "Press Enter for the mock, or type drill, support, quit:"
    what = Page(
        welcome(environment).title if first_run else "Today",
        tuple(body),
        keys=(first, *more, ("h", "support"), ("q", "leave")),
        typed=typed if mock_open else "Press Enter to start, or type exam, support, quit:",
        right="peerprep",
    )
    acts = {"e": Act.END, "exam": Act.END, "d": Act.CHOOSE, "drill": Act.CHOOSE}
    said = turn(environment, what, acts)
    if said is None:
        return
    if said is Act.END or (mock_open and said is Act.NEXT):
        invoke(["exam"] + (["--resume"] if mock_open else []), environment)
    else:
        invoke(["drill"], environment)


def today_facts(environment: Environment, store: Store) -> dict[str, Any]:
    """The facts of today's screen."""
    from peerprep.cli.errata import correct
    from peerprep.cli.excerpts import excerpt_of
    from peerprep.cli.names import open_line
    from peerprep.cli.sitting import say_left_out
    from peerprep.core.queue import drillable, due_items
    from peerprep.core.score import Share, most_to_gain, score

    say_left_out(environment)
    correct(environment, store)
    found = excerpt_of(environment, store)
    memories, exposures = store.memories(), store.exposures()
    drills = drillable(found.items)
    due = due_items(drills, memories, environment.clock.now())
    last = store.sittings(limit=1, kind="exam", whole=True)
    gain = None
    if last:
        attempt = store.attempt(last[0].id)
        domain = most_to_gain(score(attempt))
        gain = dict(attempt.form.domain_names).get(domain or "")
    open_mock = store.open_sitting("exam")
    return {
        "due": len(due),
        "new": found.left + sum(item.id not in exposures for item in drills.values()),
        "seen": sum(item.id in exposures for item in drills.values()),
        "secure": sum(memory.secure for memory in memories.values()),
        "most_to_gain": gain,
        "open_mock": open_line(store.session(open_mock)) if open_mock else None,
        "last_mock": {
            "right": float(last[0].right),
            "of": last[0].of,
            "percent": Share(last[0].right, last[0].of).percent,
        }
        if last
        else None,
        "length": int(environment.settings.length),
    }


def today_words(now: dict[str, Any]) -> list[str]:
    """The facts as sentences."""
    from peerprep.terminal.words import count

    words = []
    if now["open_mock"]:
        words.append(f"A mock is open. {now['open_mock']}")
    if now["due"]:
        words.append(f"{count(now['due'], 'question')} due for another look.")
    if not now["seen"]:
        words.append(
            f"Good to see you. {count(now['new'], 'question')} wait, {now['length']} at a time, "
            "each with the reason why."
        )
    elif now["new"]:
        words.append(f"{count(now['new'], 'question')} you have not seen yet.")
    if now["secure"]:
        words.append(f"Secure (right on three days): {now['secure']}.")
    if now["last_mock"]:
        share = now["last_mock"]["percent"]
        line = f"Last mock: {now['last_mock']['right']:g} of {now['last_mock']['of']}, {share} %."
        words.append(
            line + (f" Most to gain: {now['most_to_gain']}." if now["most_to_gain"] else "")
        )
    return words or ["Nothing is due. A mock, or a rest, would both be fine."]
