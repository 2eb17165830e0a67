"""What the reader of plan documents found: nothing is stored until a person has accepted it.

Every fact carries a `Span`: where it stands in `PlanDraft.source_text`, so that the review window can mark it and every stored
figure can be traced. Offsets count Python characters (code points).
"""

from dataclasses import dataclass, field
from datetime import date

from tracker.domain.deadlines import Recurrence
from tracker.domain.terms import DeadlineKind, Role


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open range [start, end) in the source text; an empty range (start == end) means the place is not known."""

    start: int
    end: int


NOWHERE = Span(0, 0)


@dataclass(slots=True)
class DraftUnit:
    """A unit as printed. `inferred`: the role is our usual reading, the text does not say it.

    `proposed`: the clean name where `name` is damaged or several names ran together; empty where the print is fine.
    `implied`: named by an earlier remark for all items after it (以下均需…落实，不再列出), at `span`.
    """

    name: str
    role: Role
    span: Span = NOWHERE
    inferred: bool = False
    proposed: str = ""
    implied: bool = False


@dataclass(slots=True)
class DraftDeadline:
    """A time limit: the wording as printed, and what it means. `due` only for `date`, `recurrence` only for `recurring`."""

    wording: str
    kind: DeadlineKind
    due: date | None = None
    recurrence: Recurrence | None = None
    span: Span = NOWHERE


@dataclass(slots=True)
class DraftTarget:
    """A figure to be reached. `quote`: shortest phrase with what is measured; `value`: digits as text; `comparison`: >= <= > < =."""

    quote: str
    value: str
    measure: str
    comparison: str
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Finding:
    """A reason why a person should look at this place. `code` is stable (tests, statistics); `words` is what the user reads."""

    code: str
    words: str
    span: Span = NOWHERE


@dataclass(slots=True)
class DraftHeading:
    """A heading; `parent` is an index into `PlanDraft.headings`, -1 at the top. `label` is its number as printed ("（一）")."""

    parent: int
    level: int
    label: str
    title: str
    span: Span = NOWHERE


@dataclass(slots=True)
class DraftTask:
    """One duty. `heading` is an index into `PlanDraft.headings`, -1 where there is none above it.

    `content` is the task's own text without title and without the closing unit note; `note` is that note as printed.
    `span` covers all of it, `note_spans` the notes. `leaders`: 责任领导/分管领导 as printed.
    """

    heading: int
    label: str
    title: str
    content: str
    note: str = ""
    span: Span = NOWHERE
    units: list[DraftUnit] = field(default_factory=list)
    deadlines: list[DraftDeadline] = field(default_factory=list)
    targets: list[DraftTarget] = field(default_factory=list)
    leaders: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    note_spans: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class DraftIndicator:
    """One row of an indicator table. `nature`: 预期性 or 约束性."""

    no: str
    group: str
    name: str
    measure: str
    comparison: str
    value: str
    nature: str
    span: Span = NOWHERE


@dataclass(slots=True)
class DraftService:
    """One row of a public-service list (基本公共服务清单)."""

    no: str
    group: str
    name: str
    target_group: str
    standard: str
    funding: str
    units: list[DraftUnit] = field(default_factory=list)
    note: str = ""
    span: Span = NOWHERE


@dataclass(slots=True)
class DraftProject:
    """One item of a project box (专栏)."""

    box: str
    label: str
    title: str
    content: str
    span: Span = NOWHERE


@dataclass(slots=True)
class PlanDraft:
    """A whole plan document as understood. `period` is the first and last day that the plan covers, where it says so."""

    source_name: str
    source_text: str
    title: str = ""
    doc_number: str = ""
    issuer: str = ""
    issued: date | None = None
    period_start: date | None = None
    period_end: date | None = None
    lead_units: list[str] = field(default_factory=list)
    headings: list[DraftHeading] = field(default_factory=list)
    tasks: list[DraftTask] = field(default_factory=list)
    indicators: list[DraftIndicator] = field(default_factory=list)
    services: list[DraftService] = field(default_factory=list)
    projects: list[DraftProject] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def path(self, task: DraftTask) -> list[str]:
        """The headings above a task, outermost first, each with its number (FORMAT: `path`)."""
        names: list[str] = []
        index = task.heading
        while index >= 0:
            heading = self.headings[index]
            names.append(heading.label + heading.title)
            index = heading.parent
        return names[::-1]
