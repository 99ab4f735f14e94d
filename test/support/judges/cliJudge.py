"""Runs AWS CLI commands in one process: reads arguments by the line, writes what each command printed and returned."""

import contextlib
import io
import json
import sys

from awscli.clidriver import create_clidriver

driver = create_clidriver()

for line in sys.stdin:
    args = json.loads(line)
    # A driver that has printed one skeleton prints it again before each later one.
    aws = create_clidriver() if "--generate-cli-skeleton" in args else driver
    with contextlib.redirect_stdout(io.StringIO()) as stdout, contextlib.redirect_stderr(io.StringIO()) as stderr:
        try:
            code = aws.main(args)
        except SystemExit as end:
            code = end.code
    print(json.dumps({"code": code, "stdout": stdout.getvalue(), "stderr": stderr.getvalue()}), flush=True)
