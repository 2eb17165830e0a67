"""The fields a column of a returned sheet can hold: the store's names for what is reported, and those that only help to find a task."""

REPORTED = ("state", "percent", "progress", "problems", "next_steps", "leader", "office", "person", "phone")
"""What a sheet can write. `deadline` is compared only: the plan's is never overwritten."""

TEXTS = ("progress", "problems", "next_steps")

PERSON_PHONE = "person_phone"
"""Name and phone in one cell; becomes `person` and `phone`."""

TICK = "tick:"
"""A column in which a tick means a state: `tick:completed`."""

LABELS = {
    "key": "任务标识",
    "number": "序号",
    "title": "任务名称",
    "content": "任务内容",
    "group": "类别",
    "lead": "牵头单位",
    "support": "配合单位",
    "deadline": "完成时限",
    "state": "状态",
    "percent": "进度",
    "progress": "进展情况",
    "problems": "存在问题",
    "next_steps": "下一步措施",
    "leader": "责任领导",
    "office": "责任科室",
    "person": "责任人",
    "phone": "联系电话",
    PERSON_PHONE: "联系人及电话",
    "tick:completed": "已完成（打勾）",
    "tick:in_progress": "推进中（打勾）",
    "tick:not_started": "未启动（打勾）",
    "tick:ongoing": "长期坚持（打勾）",
    "tick:delayed": "滞后（打勾）",
    "remark": "备注",
    "": "不使用",
}


def label(field: str) -> str:
    """The field as a clerk calls it."""
    return LABELS.get(field, field)
