"""botocore's validator of SWF inputs: reads [operation, input] by the line, writes what it finds wrong as a line."""

import json
import sys

import botocore.session
from botocore.validate import ParamValidator

model = botocore.session.get_session().get_service_model("swf")

for line in sys.stdin:
    operation, document = json.loads(line)
    try:
        report = ParamValidator().validate(document, model.operation_model(operation).input_shape)
        found = report.generate_report().splitlines()
    except Exception as error:
        found = [repr(error)]
    print(json.dumps(found), flush=True)
