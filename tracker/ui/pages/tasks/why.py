"""Why a light shows what it shows, told with the figures it was worked out from."""

from datetime import date

from tracker.domain.light_words import rule_words
from tracker.domain.lights import LightRules
from tracker.domain.records import TaskDetail
from tracker.domain.terms import Light
from tracker.ui.pages.tasks.words import day_words, near_words


def explanation(detail: TaskDetail, rules: LightRules, today: date) -> str:
    """Some sentences, each on a line of its own: what fired first, then the days behind it and the office's rules."""
    row = detail.row
    if row.light is Light.DONE:
        when = f"，{day_words(row.completed_on)}完成" if row.completed_on else ""
        return f"任务{row.state_word}{when}，不再亮灯。"
    if row.light is Light.ONGOING:
        return f"这是{row.reason}的任务，没有截止的一天，不按时限和进度亮红黄灯。"
    lines = [f"{row.why}。" if row.light_set else f"{row.light.label}：{row.why}。"]
    if row.due is not None and f"{row.due:%Y-%m-%d}" not in row.why:
        lines.append(f"时限：{day_words(row.due)}，{near_words(row.due, today)}。")
    start = detail.plan.period_start or detail.plan.issued
    end = max((limit.due for limit in detail.deadlines if limit.due), default=row.due)
    if row.pace is not None and start is not None and end is not None:
        lines.append(f"序时进度：从 {day_words(start)} 到 {day_words(end)}，时间过了 {row.pace:.0f}%。")
    lines += [_rules(rules, shade) for shade in (Light.RED, Light.AMBER)]
    return "\n".join(line for line in lines if line)


def _rules(rules: LightRules, shade: Light) -> str:
    """What lights this light in the office."""
    words = [rule_words(row) for row in rules.rows if row.light is shade and row.on]
    return f"{shade.label}规则：{'；'.join(words)}。" if words else ""
