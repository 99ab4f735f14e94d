"""Runs AWS CLI commands in one process: reads arguments by the line, and the variables of those that have some of their
own; writes what each command printed and returned."""

import contextlib
import io
import json
import os
import sys

from awscli.clidriver import create_clidriver

driver = create_clidriver()
# Where the AWS CLI has put its own data, so that botocore finds it.
data_path = os.environ["AWS_DATA_PATH"]

for line in sys.stdin:
    args, variables = json.loads(line)
    if variables is not None:
        os.environ.clear()
        os.environ.update(variables, AWS_DATA_PATH=data_path)
    # A driver knows the variables of its start, and once it has printed one skeleton it does so before each later one.
    anew = variables is not None or "--generate-cli-skeleton" in args
    aws = create_clidriver() if anew else driver
    with contextlib.redirect_stdout(io.StringIO()) as stdout, contextlib.redirect_stderr(io.StringIO()) as stderr:
        try:
            code = aws.main(args)
        except SystemExit as end:
            code = end.code
    print(json.dumps({"code": code, "stdout": stdout.getvalue(), "stderr": stderr.getvalue()}), flush=True)
