"""Tests drover.py against a server that is told what to answer: python3 -m unittest test_drover"""

import contextlib
import io
import json
import os
import re
import socket
import struct
import tempfile
import threading
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from unittest import mock
from urllib.parse import parse_qs, urlsplit

import drover
from drover import Drover

OPENAPI = os.path.join(
    os.path.dirname(__file__),
    "..",
    "..",
    "adapters-http",
    "src",
    "main",
    "resources",
    "dev",
    "drover",
    "http",
    "openapi.yaml",
)
TASK = {
    "id": 7,
    "serial": "A",
    "target": None,
    "script_name": "post",
    "status_text": "completed",
    "outcome": "committed",
}
SCREEN = (
    "<?xml version='1.0' encoding='UTF-8'?><hierarchy rotation=\"0\">"
    '<node text="Follow" class="android.widget.Button" clickable="true" bounds="[0,0][100,40]">'
    '<node text="Follow" class="android.widget.TextView" clickable="false" bounds="[10,10][20,20]"/></node>'
    '<node text="" content-desc="Search &amp; more" resource-id="app:id/s" bounds="[500,600][700,900]"/></hierarchy>'
)


def success(data=None):
    return 200, {}, json.dumps({"code": 0, "message": "success", "data": data}).encode()


def refusal(code, message="no", data=None, retry_after=None):
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    return code // 100, headers, json.dumps({"code": code, "message": message, "data": data}).encode()


# The server has done what was asked, and its answer gets lost.
LOST = None


class Request:
    def __init__(self, method, target, headers, body):
        self.method = method
        self.path = urlsplit(target).path
        self.query = {name: values[0] for name, values in parse_qs(urlsplit(target).query).items()}
        self.headers = headers
        self.body = body

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def line(self):
        return f"{self.method} {self.path[len('/api/v1') :]}"


class Server:
    """Answers each request with the next of its answers; the last of them again and again."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.requests = []
        self.came = threading.Condition()
        server = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                request = Request(self.command, self.path, self.headers, body)
                with server.came:
                    server.requests.append(request)
                    answer = server.answers.pop(0) if len(server.answers) > 1 else server.answers[0]
                    server.came.notify_all()
                if callable(answer):
                    answer = answer(request)
                if answer is LOST:
                    # A reset, as of a process that is killed.
                    self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    self.connection.close()
                    return
                status, headers, content = answer
                self.send_response(status)
                for name, value in {"Content-Length": str(len(content)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = answer

            def finish(self):
                with contextlib.suppress(OSError, ValueError):
                    super().finish()

            def log_message(self, *_):
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.address = f"http://127.0.0.1:{self.http.server_address[1]}"
        threading.Thread(target=self.http.serve_forever, args=(0.01,), daemon=True).start()

    def await_requests(self, wanted, seconds=10):
        with self.came:
            assert self.came.wait_for(lambda: sum(map(wanted, self.requests)) > 0, seconds), self.lines
        return next(request for request in self.requests if wanted(request))

    @property
    def lines(self):
        return [request.line for request in self.requests]

    def close(self):
        self.http.shutdown()
        self.http.server_close()


class ClientTest(unittest.TestCase):
    def setUp(self):
        # The operator's own settings are not to reach the tests.
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("DROVER_", "TIKMATRIX_"))}
        patch = mock.patch.dict(os.environ, clean, clear=True)
        patch.start()
        self.addCleanup(patch.stop)
        self.slept = []

    def serve(self, *answers):
        server = Server(*answers)
        self.addCleanup(server.close)
        return server

    def client(self, server, **more):
        return Drover(server.address, sleep=self.slept.append, **more)

    def folder(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        return folder.name


class RequestsTest(ClientTest):
    def test_creating_tasks_sends_what_is_given_with_a_key_of_its_own(self):
        server = self.serve(success({"task_ids": [1], "created_count": 1, "batch_id": 1}))
        client = self.client(server, api_key="drover_secret")

        created = client.create_tasks("follow", {"target_users": ["@ann"]}, serials=("A", "B"), start_time="02:30")
        client.create_tasks("follow", {"target_users": ["@ann"]}, serials=["A"])

        self.assertEqual(created["batch_id"], 1)
        first, second = server.requests
        self.assertEqual(first.line, "POST /task")
        self.assertEqual(
            first.json,
            {
                "script_name": "follow",
                "script_config": {"target_users": ["@ann"]},
                "serials": ["A", "B"],
                "start_time": "02:30",
            },
        )
        self.assertEqual(first.headers["Content-Type"], "application/json")
        self.assertEqual(first.headers["X-API-Key"], "drover_secret")
        self.assertNotEqual(first.headers["Idempotency-Key"], second.headers["Idempotency-Key"])
        self.assertNotIn("secret", repr(client))

    def test_a_dry_run_is_asked_for_as_such(self):
        server = self.serve(success({"task_ids": [], "created_count": 0, "dry_run": True, "would_create_count": 2}))

        planned = self.client(server).create_tasks("post", {}, usernames=["@ann"], dry_run=True)

        self.assertEqual(planned["would_create_count"], 2)
        self.assertEqual(server.requests[0].query, {"dry_run": "true"})
        self.assertIsNone(server.requests[0].headers["Idempotency-Key"])

    def test_tasks_are_created_once_though_the_server_is_not_ready_and_an_answer_gets_lost(self):
        server = self.serve(
            refusal(50301, retry_after=2), LOST, success({"task_ids": [1], "created_count": 1, "batch_id": 1})
        )

        self.client(server).create_tasks("follow", {}, serials=["A"])

        self.assertEqual(len({request.headers["Idempotency-Key"] for request in server.requests}), 1)
        self.assertEqual(len(server.requests), 3)
        self.assertEqual(self.slept, [2, 1])

    def test_what_might_happen_twice_is_not_repeated(self):
        for answer, error in ((refusal(50301, retry_after=1), drover.NotReady), (LOST, drover.Unreachable)):
            server = self.serve(answer)
            with self.assertRaises(error) as raised:
                self.client(server).retry_task(7)
            self.assertEqual(len(server.requests), 1)
            self.assertTrue(getattr(raised.exception, "sent", True))
        self.assertEqual(self.slept, [])

    def test_a_request_beyond_the_rate_has_done_nothing_and_is_repeated(self):
        server = self.serve(refusal(42901, retry_after=3), success(TASK))

        self.assertEqual(self.client(server).retry_task(7)["id"], 7)

        self.assertEqual(self.slept, [3])

    def test_a_wait_that_is_longer_than_the_patience_is_told_instead(self):
        server = self.serve(refusal(42901, "the budget of the day is spent", retry_after=30_000))

        with self.assertRaises(drover.UsedUp) as raised:
            self.client(server).retry_task(7)

        self.assertEqual(raised.exception.retry_after, 30_000)
        self.assertEqual(self.slept, [])

    def test_wrong_fields_are_told_by_name(self):
        errors = [{"field": "/script_config/target_users/0", "message": "is no name"}]
        server = self.serve(refusal(40001, "it is wrong", {"errors": errors}))

        with self.assertRaises(drover.InvalidRequest) as raised:
            self.client(server).create_tasks("follow", {}, serials=["A"])

        self.assertEqual((raised.exception.code, raised.exception.status), (40001, 400))
        self.assertEqual(raised.exception.errors, errors)
        self.assertEqual(str(raised.exception), "error 40001: it is wrong")

    def test_each_code_has_its_exception(self):
        for code, kind in (
            (40101, drover.KeyRefused),
            (40301, drover.Forbidden),
            (40303, drover.LeaseEnded),
            (40304, drover.AdbOff),
            (40401, drover.NotFound),
            (40901, drover.Conflict),
            (50001, drover.ApiError),
            (49999, drover.ApiError),
        ):
            with self.assertRaises(kind) as raised:
                self.client(self.serve(refusal(code))).task_stats()
            self.assertEqual(raised.exception.code, code)

    def test_an_address_where_nobody_listens_is_told_at_once(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            address = f"http://127.0.0.1:{free.getsockname()[1]}"

        with self.assertRaisesRegex(drover.Unreachable, re.escape(address)) as raised:
            Drover(address, sleep=self.slept.append).task_stats()

        self.assertFalse(raised.exception.sent)
        self.assertEqual(self.slept, [])

    def test_what_is_no_drover_is_told_and_a_key_is_not_sent_on(self):
        other = self.serve(success({}))
        server = self.serve((302, {"Location": other.address + "/api/v1/task/stats"}, b"<html>elsewhere"))

        with self.assertRaisesRegex(drover.DroverError, "no Drover.*302.*elsewhere"):
            self.client(server, api_key="secret").task_stats()

        self.assertEqual(other.requests, [])

    def test_the_address_comes_from_the_environment(self):
        for environment, address in (
            ({}, "http://127.0.0.1:50809/api/v1"),
            ({"DROVER_API": "http://a:1/api/v1"}, "http://a:1/api/v1"),
            ({"DROVER_API": "http://a:1/api/v1", "TIKMATRIX_API_BASE": "http://b:2"}, "http://b:2/api/v1"),
            ({"TIKMATRIX_API_BASE": "http://b:2", "DROVER_API_BASE": "http://c:3/"}, "http://c:3/api/v1"),
        ):
            with mock.patch.dict(os.environ, environment):
                self.assertEqual(Drover().address, address)
        with self.assertRaisesRegex(ValueError, "127.0.0.1:50809"):
            Drover("127.0.0.1:50809")

    def test_an_answer_that_is_cut_off_leaves_no_file(self):
        server = self.serve((200, {"Content-Length": "1000"}, b"part of it"))
        path = os.path.join(self.folder(), "clip.mp4")

        with self.assertRaisesRegex(drover.Unreachable, "cut off after 10 of 1000 bytes"):
            self.client(server, patience=0).download_material(1, path)

        self.assertEqual(os.listdir(os.path.dirname(path)), [])


class TasksTest(ClientTest):
    def test_pages_are_read_as_they_are_needed_and_skip_nothing(self):
        def page(request):
            below = int(request.query.get("task_id_lt", 251))
            return success({"tasks": [{"id": number} for number in range(below - 1, max(0, below - 101), -1)]})

        server = self.serve(page)
        tasks = self.client(server).tasks(status="failed", ids=[1, 2])

        self.assertEqual(next(tasks)["id"], 250)
        self.assertEqual(len(server.requests), 1)
        self.assertEqual([task["id"] for task in tasks], list(range(249, 0, -1)))
        self.assertEqual(
            [request.query.get("task_id_lt") for request in server.requests],
            [None, "151", "51"],
        )
        self.assertEqual(server.requests[2].query["status"], "failed")
        self.assertEqual(server.requests[2].query["ids"], "1,2")

    def test_a_batch_is_waited_for_through_a_restart_of_the_server(self):
        batch = {"ended": False, "total": 2, "pending": 1, "running": 1}
        server = self.serve(
            success(batch), LOST, refusal(50301, retry_after=1), success(batch), success({**batch, "ended": True})
        )

        self.assertTrue(self.client(server).wait_for_batch(1)["ended"])

        self.assertEqual(server.requests[0].query, {"wait": "60"})

    def test_a_batch_that_takes_too_long_is_told(self):
        server = self.serve(success({"ended": False, "total": 3, "pending": 1, "running": 1}))

        with self.assertRaisesRegex(drover.TimedOut, "2 of the 3 tasks of batch 1 have not ended within 0 s"):
            self.client(server).wait_for_batch(1, timeout=0)

    def test_tasks_are_described_in_a_line_each(self):
        created = {"task_ids": [7, 8], "created_count": 2, "batch_id": 7, "warnings": ["phone A is away"]}
        failed = {"status_text": "failed", "outcome": "no_effect", "remark": "gone", "retry_safe": True}
        tasks = [{**TASK, **failed, "id": 8, "target": "@ann"}, {**TASK, "remark": None, "retry_safe": None}]
        server = self.serve(success({"ended": True}), success({"tasks": tasks}))

        with contextlib.redirect_stdout(io.StringIO()) as printed:
            self.assertFalse(self.client(server).wait_and_print(created))

        self.assertEqual(
            printed.getvalue().splitlines(),
            [
                "warning: phone A is away",
                "task 7 on A (post): completed, committed",
                "task 8 on A (@ann): failed, no_effect: gone (a retry is safe)",
            ],
        )

    def test_a_program_ends_with_1_and_a_line_when_something_is_wrong(self):
        errors = [{"field": "/serials", "message": "are missing"}]
        server = self.serve(refusal(40001, "it is wrong", {"errors": errors}))

        with contextlib.redirect_stderr(io.StringIO()) as printed, self.assertRaises(SystemExit) as ended:
            drover.run(lambda: self.client(server).create_tasks("follow", {}))

        self.assertEqual(ended.exception.code, 1)
        self.assertEqual(printed.getvalue(), "wrong: /serials are missing\n")

    def test_a_file_is_uploaded_whole_on_each_try(self):
        path = os.path.join(self.folder(), "my clip.mp4")
        content = os.urandom(1_000_000)
        with open(path, "wb") as file:
            file.write(content)
        server = self.serve(refusal(50301, retry_after=1), success({"id": 1}))

        self.client(server).upload_material(path, tags=["cats", "summer"], caption="")

        for request in server.requests:
            self.assertEqual(request.path, "/api/v1/materials/my%20clip.mp4")
            self.assertEqual(request.body, content)
            self.assertEqual(request.headers["Content-Length"], "1000000")
        # An empty parameter clears; one that is not given leaves.
        self.assertNotIn("sort", server.requests[0].query)
        self.assertEqual(server.requests[0].query["tags"], "cats,summer")

    def test_every_call_is_one_of_the_api(self):
        server = self.serve(
            success({name: [] for name in ("tasks", "log", "artifacts", "devices", "accounts", "materials", "scripts")})
        )
        client = self.client(server)
        path = os.path.join(self.folder(), "clip.mp4")
        open(path, "wb").close()
        created = client.create_tasks("post", {}, serials=["A"])
        self.assertIn("tasks", created)
        (
            client.task(1),
            client.task_page(2, 50, serial="A"),
            list(client.tasks()),
            client.task_stats(),
            client.task_log(1),
        )
        client.artifacts(1), client.artifact(1, "screen.png"), client.stop_task(1), client.cancel_task(1)
        client.reschedule_task(1, "09:00"), client.retry_task(1, force=True), client.retry_all_tasks()
        client.delete_task(1), client.delete_tasks([1, 2]), client.batch(1), client.stop_batch(1)
        client.devices(), client.device("A:5555"), client.online_phones(), client.connect_device("192.0.2.7:5555")
        client.remove_device("A"), client.pause_device("A"), client.resume_device("A")
        client.device_screenshot("A"), client.device_hierarchy("A")
        list(client.accounts(held=True)), client.account(1), client.add_account("@ann", device="A")
        client.change_account(1, tags=[]), client.delete_account(1, force=True), client.pause_account(1)
        client.resume_account(1), client.change_budget(1, like=None), client.import_accounts("username\n@ann\n")
        client.export_accounts()
        (
            list(client.materials(used=False)),
            client.material(1),
            client.upload_material(path),
            client.change_material(1, sort=2),
        )
        client.download_material(1, path), client.delete_material(1)
        client.license(), client.scripts(), client.settings(), client.change_settings(auto_retry=True)

        documented = documented_calls()
        self.assertGreater(len(documented), 40)
        for request in server.requests:
            self.assertTrue(any(call.fullmatch(request.line) for call in documented), request.line)


def documented_calls():
    """A pattern for each path and method of the OpenAPI document."""
    calls, path = [], None
    with open(OPENAPI, encoding="utf-8") as document:
        for line in document:
            found = re.match(r"  (/\S*):$", line)
            if found:
                path = re.sub(r"\\{\w+\\}", "[^/]+", re.escape(found.group(1)))
            elif re.match(r"\S", line) and line.strip() != "paths:":
                path = None
            elif path and re.match(r"    (get|post|put|patch|delete):$", line):
                calls.append(re.compile(line.strip(" :\n").upper() + " " + path))
    return calls


def session(ttl=120):
    return success(
        {"session_id": "s3cret", "serial": "A", "label": "me", "ttl_secs": ttl, "expires_at": "2026-11-24T00:00:00Z"}
    )


def showing(hierarchy):
    return lambda request: (200, {}, hierarchy.encode()) if request.method == "GET" else success()


class LeasesTest(ClientTest):
    def lease(self, server, **more):
        return self.client(server).lease("A", label="me", **more)

    def test_a_lease_ends_with_its_block(self):
        server = self.serve(session(), success({"displayWidth": 1080}), success())

        with self.lease(server, ttl=60) as phone:
            self.assertEqual(phone.info()["displayWidth"], 1080)
            self.assertIsNone(phone.lost)

        opened, asked, released = server.requests
        self.assertEqual(opened.json, {"serial": "A", "label": "me", "ttl_secs": 60})
        self.assertEqual(asked.line, "POST /rpc/jsonrpc")
        self.assertEqual(asked.headers["x-session-id"], "s3cret")
        self.assertEqual(
            {name: asked.json[name] for name in ("serial", "method", "params")},
            {"serial": "A", "method": "deviceInfo", "params": []},
        )
        self.assertEqual(released.line, "DELETE /rpc/session/s3cret")
        self.assertNotIn("s3cret", repr(phone))
        with self.assertRaises(drover.LeaseEnded):
            phone.press("home")
        self.assertEqual(len(server.requests), 3)

    def test_a_block_that_fails_gives_the_phone_back_too(self):
        server = self.serve(session(), success())

        with self.assertRaises(ZeroDivisionError), self.lease(server):
            raise ZeroDivisionError

        self.assertEqual(server.lines, ["POST /rpc/session", "DELETE /rpc/session/s3cret"])

    def test_a_lease_is_extended_at_a_third_of_its_time(self):
        server = self.serve(session(0.3))

        with self.lease(server, ttl=1) as phone:
            beat = server.await_requests(lambda request: request.path.endswith("/heartbeat"))
            self.assertEqual(beat.line, "POST /rpc/session/s3cret/heartbeat")
            self.assertEqual(beat.json, {"ttl_secs": 0.3})
            self.assertIsNone(phone.lost)

    def test_nothing_is_sent_once_the_server_has_ended_the_lease(self):
        server = self.serve(session(0.1), refusal(40303, "the session has ended"))
        phone = self.lease(server)
        server.await_requests(lambda request: request.path.endswith("/heartbeat"))
        phone._thread.join(10)

        with self.assertRaisesRegex(drover.LeaseEnded, "the session has ended"):
            phone.tap(1, 2)
        phone.release()

        self.assertEqual(server.lines, ["POST /rpc/session", "POST /rpc/session/s3cret/heartbeat"])

    def test_nothing_is_sent_once_the_lease_is_out_of_time(self):
        server = self.serve(session(0.15), refusal(50301, retry_after=1))
        phone = self.lease(server)
        phone._thread.join(10)

        with self.assertRaisesRegex(drover.LeaseEnded, "has not been extended in time"):
            phone.tap(1, 2)

        self.assertEqual(set(server.lines[1:]), {"POST /rpc/session/s3cret/heartbeat"})

    def test_a_busy_phone_is_told_or_waited_for(self):
        server = self.serve(refusal(40901, "busy"), refusal(40901, "busy"), session(), success())

        with self.assertRaises(drover.Conflict):
            self.lease(server)
        with self.lease(server, wait=30):
            pass

        self.assertEqual([request.json.get("queue") for request in server.requests[:3]], [None, True, True])

    def test_a_tap_by_text_waits_for_the_node(self):
        server = self.serve(session(), success(True), success(True), success())

        with self.lease(server) as phone:
            phone.tap(text="Follow", clickable=True, index=1, timeout=5)

        waited, tapped = (request.json for request in server.requests[1:3])
        selector = {"text": "Follow", "clickable": True, "instance": 1}
        self.assertEqual(waited["method"], "waitForExists")
        self.assertEqual(waited["params"][0], selector)
        self.assertLessEqual(waited["params"][1], 5000)
        self.assertEqual((tapped["method"], tapped["params"]), ("click", [selector]))

    def test_a_node_that_does_not_appear_is_told_and_not_tapped(self):
        server = self.serve(session(), success(False))

        with self.lease(server) as phone, self.assertRaisesRegex(
            drover.NotOnScreen, "A has not shown.*text='Follow'.*0 s"
        ):
            phone.tap(text="Follow", timeout=0)

        self.assertEqual(len(server.requests), 3)

    def test_a_condition_that_there_is_not_is_told_before_anything_is_sent(self):
        server = self.serve(session(), success())

        with self.lease(server) as phone:
            for wrong in ({"txet": "Follow"}, {}, {"x": 1}, {"x": 1, "y": 2, "text": "Follow"}):
                with self.assertRaises(TypeError):
                    phone.tap(**wrong)

        self.assertEqual(len(server.requests), 2)

    def test_nodes_are_found_in_the_hierarchy(self):
        server = self.serve(session(), showing(SCREEN))

        with self.lease(server) as phone:
            self.assertEqual([node.center for node in phone.find_all(text="Follow")], [(50, 20), (15, 15)])
            self.assertEqual(phone.find(text="Follow", index=1).class_name, "android.widget.TextView")
            self.assertEqual(phone.find(text="Follow", clickable=False).center, (15, 15))
            self.assertEqual(phone.find(description_contains="& more").resource_id, "app:id/s")
            self.assertEqual(phone.find(text_starts_with="FOL").center, (50, 20))
            self.assertEqual(phone.find(description_matches="Sea.*").center, (600, 750))
            self.assertIsNone(phone.find(text_matches="Foll"))
        asked = server.requests[1]
        self.assertEqual(asked.line, "GET /rpc/hierarchy")
        self.assertEqual((asked.query, asked.headers["x-session-id"]), ({"serial": "A"}, "s3cret"))

    def test_a_hierarchy_with_entities_is_refused(self):
        bomb = '<!DOCTYPE h [<!ENTITY a "aaaaaaaaaa">]><hierarchy><node text="&a;"/></hierarchy>'
        server = self.serve(session(), showing(bomb))

        with self.lease(server) as phone, self.assertRaisesRegex(drover.DroverError, "document type"):
            phone.find(text="Follow")

    def test_touch_keys_text_and_pictures(self):
        server = self.serve(session(), success("ok"))
        path = os.path.join(self.folder(), "screen.png")

        with self.lease(server) as phone:
            phone.long_press(3, 4)
            phone.swipe(1, 2, 3, 4, seconds=0.5)
            phone.press("back")
            phone.press(66)
            phone.type("two words; $(reboot)")
            phone.intent("tap Follow", "follow")
            server.answers = [(200, {}, b"\x89PNG"), success()]
            self.assertEqual(phone.screenshot(path), b"\x89PNG")

        with open(path, "rb") as file:
            self.assertEqual(file.read(), b"\x89PNG")
        called = [(r.json["method"], r.json["params"]) for r in server.requests if r.line == "POST /rpc/jsonrpc"]
        self.assertEqual(
            called,
            [("longClick", [3, 4]), ("swipe", [1, 2, 3, 4, 100]), ("pressKey", ["back"]), ("pressKeyCode", [66])],
        )
        (typed,) = [r.json for r in server.requests if r.line == "POST /rpc/adb"]
        self.assertEqual(
            typed["args"], ["shell", "am", "broadcast", "-a", "ADB_INPUT_TEXT", "--es", "msg", "two words; $(reboot)"]
        )
        (intent,) = [r.json for r in server.requests if r.line.endswith("/intent")]
        self.assertEqual(intent, {"step": "tap Follow", "action": "follow"})

    def test_every_call_of_a_lease_is_one_of_the_api(self):
        documented = [call for call in documented_calls() if "/rpc/" in call.pattern]
        if not documented:
            self.skipTest("the OpenAPI document has no /rpc")
        server = self.serve(session())

        with self.lease(server) as phone:
            phone.extend(), phone.info(), phone.adb("shell", "id"), phone.intent("tap Follow")
            server.answers = [(200, {}, b"<hierarchy/>")]
            phone.hierarchy(), phone.screenshot()
            server.answers = [success([])]
            self.client(server).leases()

        for request in server.requests:
            self.assertTrue(any(call.fullmatch(request.line) for call in documented), request.line)

    def test_what_may_reach_the_phone_twice_is_not_repeated(self):
        server = self.serve(session(), LOST, success())

        with self.lease(server) as phone, self.assertRaises(drover.Unreachable):
            phone.tap(1, 2)

        self.assertEqual(server.lines, ["POST /rpc/session", "POST /rpc/jsonrpc", "DELETE /rpc/session/s3cret"])

    def test_the_phone_of_a_task_comes_from_the_environment_and_is_kept(self):
        server = self.serve(success({"displayWidth": 1080}))
        environment = {
            "TIKMATRIX_API_BASE": server.address,
            "TIKMATRIX_SESSION_ID": "s3cret",
            "TIKMATRIX_SERIAL": "A",
            "TIKMATRIX_PACKAGE": "com.example.app",
            "TIKMATRIX_PLATFORM": "generic",
            "DROVER_SCRIPT_CONFIG": '{"words": ["a"]}',
        }

        with mock.patch.dict(os.environ, environment), drover.phone_from_environment() as phone:
            phone.info()

        self.assertEqual((phone.serial, phone.package, phone.platform), ("A", "com.example.app", "generic"))
        self.assertEqual(phone.config, {"words": ["a"]})
        self.assertEqual(server.lines, ["POST /rpc/jsonrpc"])
        self.assertEqual(server.requests[0].headers["x-session-id"], "s3cret")

    def test_a_program_that_drover_has_not_started_is_told_so(self):
        with self.assertRaisesRegex(drover.DroverError, "DROVER_SESSION_ID"):
            drover.phone_from_environment()


if __name__ == "__main__":
    unittest.main()
