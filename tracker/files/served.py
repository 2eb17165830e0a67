"""The inside of the process for risky files: takes requests, answers them. It loads little, so that the process is there at once."""

import os
import pickle
import sys

from tracker.errors import UserError

LENGTH = 8  # bytes in front of each message that say how long it is


def serve() -> None:
    """Requests from standard input, answers to standard output, until there are no more."""
    import importlib

    from tracker.files.ceilings import limit

    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not mix with the answers

    def say(kind: str, value: object) -> None:
        body = pickle.dumps((kind, value))
        answers.write(len(body).to_bytes(LENGTH, "big"))
        answers.write(body)
        answers.flush()

    def progress(done: float, text: str) -> None:
        say("progress", (done, text))

    limited = False
    while request := sys.stdin.buffer.read(int.from_bytes(sys.stdin.buffer.read(LENGTH), "big")):
        module, function, arguments, megabytes = pickle.loads(request)
        del request
        if not limited:
            limit(megabytes)
            limited = True
        try:
            reader = getattr(importlib.import_module(module), function)
            say("started", None)
            say("result", reader(*arguments, progress))
        except UserError as error:
            say("told", (error.what, error.why, error.todo))
        except MemoryError:
            say("memory", None)
        except Exception as error:
            say("fault", repr(error))
        del arguments
    answers.close()
    os._exit(0)  # at once: nothing here is worth tidying up
