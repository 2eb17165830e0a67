"""The product's rules, readable without SQL, Qt or Excel: pure functions and small values; the clock is always an argument.

Glossary, one English word for one Chinese term, used everywhere in the code:

    方案 plan · 章节 heading · 任务 task · 单位 unit · 单位组（各镇街道） group · 别名 alias · 责任 assignment
    牵头 lead · 分工负责 joint · 配合 support · 组织实施/落实 implement · 推定 inferred
    完成时限 deadline · 时限原文 wording · 周期 recurrence · 长期坚持 standing (of a deadline), ongoing (of a state)
    目标 target · 分管领导 leader · 责任科室 office · 责任人 person · 联系电话 phone · 人员链 contact
    状态 state · 进度 percent · 序时进度 pace · 亮灯 light · 进展 progress report · 期次 period
    疑点 finding · 原文 source · 位置 span · 操作 operation · 改动 change · 撤销 undo · 重做 redo
    指标 indicator · 服务清单 service · 专栏项目 project · 台账 ledger · 责任矩阵 matrix · 时限日历 calendar
"""
