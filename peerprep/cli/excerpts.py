"""What a draw may look at, as an excerpt: all of a usual library, a fair part of a vast one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peerprep.core.excerpt import Excerpt, Wish

if TYPE_CHECKING:
    from peerprep.cli.environment import Environment
    from peerprep.core.blueprint import Exam
    from peerprep.core.item import Pool
    from peerprep.history.store import Store

SPARE = 4
"""So many times as many as are asked for, as enemies of what was taken cannot be taken too."""


def excerpt_of(
    environment: Environment,
    store: Store,
    exam: Exam | None = None,
    *,
    pool: Pool = "drill",
    only: frozenset[str] | None = None,
    length: int = 0,
    hiding: bool = True,
) -> Excerpt:
    """The items that the records know, and enough others of each domain to draw `length` from.

    What is hidden stays out where it is hidden; `only` narrows to some topics.
    """
    from peerprep.cli.hiding import hidden
    from peerprep.core.hidden import hidden_topics

    library = environment.holdings.library
    names = hidden(environment) if hiding else ()
    wish = Wish(
        pool,
        known=store.exposures().keys() | store.memories().keys(),
        shut=hidden_topics(library, names),
        hidden=frozenset(names),
        only=only,
        groups={t: domain.id for domain in exam.domains for t in domain.topics} if exam else {},
        each=SPARE * length,
    )
    return library.excerpt(wish, environment.dice)
