"""Steps of a review, back and forth: nothing of them is stored, so that the store's journal does not know them."""

from typing import Generic, TypeVar

S = TypeVar("S")


class Steps(Generic[S]):
    """The states that somebody went through, each with the name of the step that led to it. States are values: they never change."""

    def __init__(self, first: S) -> None:
        self._gone = [(first, "")]
        self._taken_back: list[tuple[S, str]] = []

    @property
    def now(self) -> S:
        """The state that stands."""
        return self._gone[-1][0]

    @property
    def name(self) -> str:
        """The step that `back` takes back; empty where there is none."""
        return self._gone[-1][1]

    @property
    def next_name(self) -> str:
        """The step that `forward` does again; empty where there is none."""
        return self._taken_back[-1][1] if self._taken_back else ""

    @property
    def any_taken(self) -> bool:
        """Whether anything would be lost by going away."""
        return len(self._gone) > 1

    def to(self, state: S, name: str) -> None:
        """A step further. What was taken back cannot be done again after it."""
        self._gone.append((state, name))
        self._taken_back.clear()

    def back(self) -> bool:
        """Take the last step back; False where there is none."""
        if not self.any_taken:
            return False
        self._taken_back.append(self._gone.pop())
        return True

    def forward(self) -> bool:
        """Do the step again that was taken back last; False where there is none."""
        if not self._taken_back:
            return False
        self._gone.append(self._taken_back.pop())
        return True
