"""Carries out calls on Amazon SWF: reads [operation, input] by the line, writes each answer or fault as a line."""

import json
import sys

import boto3
from botocore import xform_name
from botocore.exceptions import ClientError

swf = boto3.client("swf", endpoint_url=sys.argv[1])

for line in sys.stdin:
    operation, document = json.loads(line)
    try:
        answer = getattr(swf, xform_name(operation))(**document)
        status = answer.pop("ResponseMetadata")["HTTPStatusCode"]
        outcome = {"status": status, "answer": answer}
    except ClientError as error:
        fault = error.response["Error"]
        outcome = {"fault": {"name": fault["Code"], "message": fault["Message"]}}
    except Exception as error:
        outcome = {"error": repr(error)}
    print(json.dumps(outcome, default=lambda moment: moment.timestamp()), flush=True)
