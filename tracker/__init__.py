"""任务台账: an offline desktop program that turns plan documents into tasks and follows them to the end.

The rooms, upper ones import lower ones and never the other way (`tests/test_architecture.py` checks it):

    main.py → cli → app → ui → usecases → storage | plans | reports → files → settings, paths → domain → errors, progress

`prepare` stands apart: it uses the standard library alone, because it runs before anything is installed.
"""

__version__ = "0.1.0"
