"""Shared by the examples beside it. Needs Python 3.8 or later and nothing else."""

import json
import os
import sys
import time
import urllib.error
import urllib.request
import uuid

API = os.environ.get("DROVER_API", "http://127.0.0.1:50809/api/v1")


class DroverError(Exception):
    """An answer whose code is not 0."""

    def __init__(self, code, message, errors):
        super().__init__(f"error {code}: {message}")
        self.code = code
        self.errors = errors


def call(method, path, body=None, headers=(), tries=5):
    """Answers the envelope's data. Waits and tries again while the server is not ready."""
    content = json.dumps(body).encode() if isinstance(body, dict) else body
    request = urllib.request.Request(API + path, content, dict(headers), method=method)
    if isinstance(body, dict):
        request.add_header("Content-Type", "application/json")
    try:
        with urllib.request.urlopen(request, timeout=120) as response:
            return json.load(response)["data"]
    except urllib.error.HTTPError as refused:
        envelope = json.load(refused)
        if envelope["code"] == 50301 and tries > 1:
            time.sleep(int(refused.headers["Retry-After"]))
            return call(method, path, body, headers, tries - 1)
        errors = (envelope["data"] or {}).get("errors", [])
        raise DroverError(envelope["code"], envelope["message"], errors) from None


def create(**task):
    """Creates tasks, once however often the request is sent, and answers their ids."""
    created = call("POST", "/task", task, {"Idempotency-Key": str(uuid.uuid4())})
    for warning in created.get("warnings", []):
        print("warning:", warning)
    return created["task_ids"]


def online_phones():
    """The serials of the phones that can run a task."""
    devices = call("GET", "/devices")["devices"]
    return [d["serial"] for d in devices if d["state"] in ("online", "busy") and not d["paused"]]


def wait_for(ids):
    """Prints each task's outcome when it has ended. Answers whether all were completed."""
    well = True
    for task_id in ids:
        task = call("GET", f"/task/{task_id}")
        while task["status_text"] in ("pending", "running"):
            time.sleep(1)
            task = call("GET", f"/task/{task_id}")
        what = task["target"] or task["script_name"]
        line = f"task {task_id} on {task['serial']} ({what}): {task['status_text']}, {task['outcome']}"
        if task["remark"]:
            line += f": {task['remark']}"
        if task["retry_safe"]:
            line += " (a retry is safe)"
        print(line)
        well = well and task["status_text"] == "completed"
    return well


def run(main):
    """Runs an example, and says what is wrong by the answer's code."""
    try:
        sys.exit(0 if main() else 1)
    except DroverError as error:
        if error.code == 40001 and error.errors:
            for wrong in error.errors:
                print("wrong:", wrong["field"], wrong["message"], file=sys.stderr)
        elif error.code == 40301:
            print("no API access:", error, file=sys.stderr)
        else:
            print(error, file=sys.stderr)
    except urllib.error.URLError as unreachable:
        print(f"no server at {API}: {unreachable.reason}", file=sys.stderr)
    sys.exit(1)
