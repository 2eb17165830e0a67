"""Why a light shows what it shows, told with the figures it was worked out from."""

from datetime import date

from tracker.domain.lights import LightRules
from tracker.domain.records import TaskDetail
from tracker.domain.terms import Light
from tracker.ui.pages.tasks.words import day_words, near_words


def explanation(detail: TaskDetail, rules: LightRules, today: date) -> str:
    """Some sentences, each on a line of its own."""
    row = detail.row
    if row.light is Light.DONE:
        when = f"，{day_words(row.completed_on)}完成" if row.completed_on else ""
        return f"任务{row.state_word}{when}，不再亮灯。"
    if row.light is Light.ONGOING:
        return f"这是{row.reason}的任务，没有截止的一天，不亮红黄灯。"
    if row.due is None:
        return "没有确定的时限日期，无从判断早晚；填上时限后才会亮灯。"
    lines = [f"时限：{day_words(row.due)}，{near_words(row.due, today)}。"]
    start = detail.plan.period_start or detail.plan.issued
    end = max((limit.due for limit in detail.deadlines if limit.due), default=row.due)
    if row.pace is not None and start is not None:
        lines.append(f"序时进度：从 {day_words(start)} 到 {day_words(end)}，时间过了 {row.pace:.0f}%。")
        if row.percent is None:
            lines.append("还没有报过进度，不判断快慢。")
        else:
            short = row.pace - row.percent
            said = f"欠 {short:.0f} 点" if short >= 0.5 else "没有落后"
            lines.append(f"已报进度：{row.percent:.0f}%，{said}。")
    lines.append(
        f"规则：过了时限，或欠进度超过 {rules.red_points:g} 点，亮红灯；剩 {rules.amber_days} 天以内，"
        f"或欠 {rules.amber_points:g} 点以上，亮黄灯。"
    )
    return "\n".join(lines)
