"""指标项目: what plans list beside their tasks: indicators, services, projects."""
