"""The support page: the same words every time, offline."""

from __future__ import annotations

from peerprep.terminal.page import Page

SUPPORT_PAGE = Page(
    "Support",
    (
        "If practice brings something up, or today is hard, people are there at any hour:",
        "- 988 Suicide & Crisis Lifeline: call or text 988, or chat at 988lifeline.org. "
        "For Spanish press 2, or text AYUDA to 988.",
        "- Veterans Crisis Line: call 988 and press 1, or text 838255.",
        "- SAMHSA helpline for treatment and support nearby: 1-800-662-4357.",
        "- Immediate danger: 911.",
        "This program cannot see what you answer and cannot contact anyone. "
        "The clock of a mock stops while this page is open.",
    ),
    keys=(("b", "back"),),
    typed="Press Enter to go back:",
)
