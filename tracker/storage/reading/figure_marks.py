"""By what files and workbooks of figures are told apart from those of tasks. By itself, so that the start need not read figures."""

FIGURES_FILE = "figures"
"""The state of a received file whose rows are figures and no reports of tasks."""
FIGURES_FORM = "指标项目表-1"
"""The template of a workbook handed out whose rows are indicators and projects and no tasks."""
