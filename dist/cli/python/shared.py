"""What both generations of dnf share: the request on standard input, the answer on standard output.

The answer is one line of JSON. Standard output belongs to it alone; whatever libraries print goes to standard error.
"""

import json
import logging
import os
import re
import sys
import traceback

# User name and password in an address: nobody must see them.
CREDENTIALS = re.compile(r"(://)[^/\s]+@")


class Refusal(Exception):
    """What the user must be told, under a code that the caller knows."""

    def __init__(self, code, detail=(), **more):
        super().__init__(code)
        self.answer = {"error": {"code": code, "detail": list(detail), **more}}


def lines_of(text):
    return [line.rstrip() for line in str(text).splitlines() if line.strip()]


class Complaints(logging.Handler):
    """Keeps what a library has to say, for the detail of an error."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.lines = []

    def emit(self, record):
        self.lines += lines_of(record.getMessage())


def answer_by(actions):
    answer_to = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    request = json.load(sys.stdin)
    try:
        answer = actions[request["action"]](request)
    except Refusal as refusal:
        answer = refusal.answer
    except Exception:
        sys.exit(CREDENTIALS.sub(r"\1***@", traceback.format_exc()))
    json.dump(answer, answer_to)
    answer_to.write("\n")
    answer_to.close()
