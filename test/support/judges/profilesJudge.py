"""Reads the shared files that the variables name, and prints what botocore knows of each profile."""

import json

import botocore.session

print(json.dumps(botocore.session.Session().full_config["profiles"]))
