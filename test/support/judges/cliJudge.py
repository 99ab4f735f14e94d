"""Runs AWS CLI commands in one process: reads arguments by the line, writes what each command printed and returned."""

import contextlib
import io
import json
import sys

from awscli.clidriver import create_clidriver

aws = create_clidriver()

for line in sys.stdin:
    with contextlib.redirect_stdout(io.StringIO()) as stdout, contextlib.redirect_stderr(io.StringIO()) as stderr:
        try:
            code = aws.main(json.loads(line))
        except SystemExit as end:
            code = end.code
    print(json.dumps({"code": code, "stdout": stdout.getvalue(), "stderr": stderr.getvalue()}), flush=True)
