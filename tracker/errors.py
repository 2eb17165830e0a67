"""Faults of the world, told to the user in one Chinese sentence; everything else is ours and becomes a crash report."""


class UserError(Exception):
    """Something outside the program is wrong, and the user can do something about it.

    `what` happened, `why`, and `todo`: what the user does next. All three are short Simplified Chinese without a full stop;
    `str()` joins them into the one sentence that windows, the log and the command line show.
    """

    def __init__(self, what: str, why: str = "", todo: str = "") -> None:
        self.what, self.why, self.todo = what, why, todo
        super().__init__(what, why, todo)

    def __str__(self) -> str:
        return "，".join(part for part in (self.what, self.why, self.todo) if part) + "。"


class Cancelled(Exception):
    """The user stopped a long piece of work; nothing of it is kept."""
