"""A client of Drover in one file. Needs Python 3.8 or later and nothing else: copy it beside your program.

Queue tasks and wait for them:

    from drover import Drover

    drover = Drover()
    created = drover.create_tasks("follow", {"target_users": ["@ann"]}, serials=["DEMO-1"])
    batch = drover.wait_for_batch(created["batch_id"])
    print(batch["completed"], "completed,", batch["failed"], "failed")

Drive a phone; no task runs on it meanwhile:

    with drover.lease("DEMO-1", label="my program") as phone:
        phone.tap(text="TikTok")
        phone.screenshot("screen.png")

The address comes from DROVER_API_BASE, TIKMATRIX_API_BASE or DROVER_API, an API key from DROVER_API_KEY. Whatever goes wrong is a
DroverError; an answer with a code other than 0 is its subclass ApiError, and has that code.
"""

# mypy: disable-error-code="no-any-return"
from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import ssl
import sys
import threading
import time
import urllib.parse
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import (
    Any,
    BinaryIO,
    Callable,
    Iterable,
    Iterator,
    Mapping,
    NoReturn,
    Sequence,
    TypedDict,
    TypeVar,
    Union,
)
from xml.etree import ElementTree

__all__ = [
    "Account", "AdbOff", "ApiError", "Attempt", "Batch", "Conflict", "CreatedTasks", "Device", "Drover", "DroverError",
    "FieldError", "Forbidden", "InvalidRequest", "KeyRefused", "Lease", "LeaseEnded", "Material", "Node", "NotFound", "NotOnScreen",
    "NotReady", "Phone", "Settings", "Task", "TaskPage", "TimedOut", "Unreachable", "UsedUp", "describe", "lease",
    "phone_from_environment", "progress", "run",
]  # fmt: skip

DEFAULT_ADDRESS = "http://127.0.0.1:50809"

StrPath = Union[str, "os.PathLike[str]"]
Condition = Union[str, bool, int]
_T = TypeVar("_T")

# What the server answers a wait with at most.
_LONGEST_BATCH_WAIT = 60
# A long wait on a phone is asked for in parts, so that the end of the lease is noticed between them.
_LONGEST_SCREEN_WAIT = 20.0
# How much longer than the server's own limit an answer may take.
_ANSWER_MARGIN = 30.0
# UiAutomator injects one point of a swipe each 5 ms.
_SWIPE_STEP = 0.005


# ---- What the server answers


class FieldError(TypedDict):
    field: str
    message: str


class Attempt(TypedDict):
    number: int
    node: str
    started_at: str
    ended_at: str | None
    outcome: str | None
    failure_code: str | None
    remark: str | None


class _TaskOfAnyCall(TypedDict):
    id: int
    batch_id: int | None
    serial: str | None
    username: str | None
    script_name: str
    script_config: dict[str, Any]
    script_config_complete: bool
    target: str | None
    status: int
    status_text: str
    source: str
    start_time: str | None
    scheduled_at: str
    retry_count: int
    remark: str | None
    outcome: str | None
    failure_code: str | None
    retry_safe: bool | None
    progress: int
    attempts: list[Attempt]
    created_at: str
    started_at: str | None
    finished_at: str | None
    updated_at: str


class Task(_TaskOfAnyCall, total=False):
    """A task. The keys `log` and `materials` are there only where one task was asked for."""

    log: list[dict[str, Any]]
    materials: list[dict[str, Any]]


class TaskPage(TypedDict):
    """`total` is a lower bound where `total_exact` is false."""

    tasks: list[Task]
    total: int
    total_exact: bool
    page: int
    page_size: int


class _CreatedTasks(TypedDict):
    task_ids: list[int]
    created_count: int


class CreatedTasks(_CreatedTasks, total=False):
    """What a request created. A dry run has `would_create_count` and `tasks` in place of `batch_id`."""

    batch_id: int
    warnings: list[str]
    dry_run: bool
    would_create_count: int
    tasks: list[dict[str, Any]]


class Batch(TypedDict):
    batch_id: int
    ended: bool
    total: int
    pending: int
    running: int
    completed: int
    failed: int
    outcomes: dict[str, int]
    failed_ids: list[int]


class Device(TypedDict):
    serial: str
    name: str
    model: str
    android_version: str
    state: str
    battery: int | None
    node: str
    running_task: int | None
    lease: dict[str, Any] | None
    queue_length: int
    addresses: list[str]
    apps: list[dict[str, Any]]
    problem: str | None
    paused: bool
    paused_since: str | None
    pause_reason: str | None


class _AccountOfAnyCall(TypedDict):
    id: int
    username: str
    email: str | None
    platform: str
    packagename: str | None
    device: str | None
    device_online: bool
    device_name: str
    logined: int
    logined_text: str
    status: int
    status_text: str
    tags: list[str]
    held: bool
    held_since: str | None
    held_reason: str | None


class Account(_AccountOfAnyCall, total=False):
    daily_budget: dict[str, Any]
    warnings: list[str]


class Material(TypedDict):
    id: int
    name: str
    kind: str
    content_type: str
    size: int
    sha256: str
    tags: list[str]
    caption: str | None
    username: str | None
    sort: int | None
    used: bool
    used_by: list[str]
    created_at: str


class Settings(TypedDict):
    auto_retry: bool
    max_retry_count: int
    random_order: bool
    daily_budget: dict[str, int]


class Lease(TypedDict, total=False):
    """Who has a phone. The key `ttl_secs` is there only in the answer to its holder, `holder`, `node` and `since` only in the list."""

    session_id: str
    serial: str
    label: str
    ttl_secs: float
    holder: str
    node: str
    since: str
    expires_at: str | None


# ---- What can go wrong


class DroverError(Exception):
    """Anything that this module raises."""


class Unreachable(DroverError):
    """No answer came.

    `sent` is False where the request certainly never reached the server. Where it is True, the server may have done what was asked.
    """

    def __init__(self, message: str, sent: bool):
        super().__init__(message)
        self.sent = sent


class TimedOut(DroverError):
    """What was waited for did not happen in time. What was asked for goes on."""


class NotOnScreen(DroverError):
    """The phone did not show such a node in time."""


class ApiError(DroverError):
    """An answer with a code other than 0. The server has done nothing, but for NotReady and code 50001, which leave that open.

    `code` is the code, `status` that of HTTP, `message` the server's words, `errors` what is wrong by field, and `retry_after` the
    seconds to wait before another try, where the server names them.
    """

    def __init__(
        self, code: int, message: str, status: int, errors: Sequence[FieldError] = (), retry_after: float | None = None
    ):
        super().__init__(f"error {code}: {message}")
        self.code = code
        self.message = message
        self.status = status
        self.errors = list(errors)
        self.retry_after = retry_after


class InvalidRequest(ApiError):
    """A parameter, a field or the script can't be used (40001, 40002, 40003, 40501, 41301, 41501)."""


class KeyRefused(ApiError):
    """The API key is missing, wrong, or of too small a scope (40101)."""


class Forbidden(ApiError):
    """The licence gives no access, or this address may not call the server (40301, 40302)."""


class LeaseEnded(Forbidden):
    """The phone is not this program's, or no longer (40303). Nothing was sent to it."""


class AdbOff(Forbidden):
    """The server's operator has not allowed ADB commands (40304)."""


class NotFound(ApiError):
    """There is no such task, phone, account or material (40401)."""


class Conflict(ApiError):
    """The state of things forbids it, such as a lease of a phone that is busy (40901)."""


class UsedUp(ApiError):
    """The request rate or a daily budget is used up (42901)."""


class NotReady(ApiError):
    """The server has no database now, or is shutting down (50301)."""


_ERRORS: dict[int, Callable[..., ApiError]] = {
    40001: InvalidRequest,
    40002: InvalidRequest,
    40003: InvalidRequest,
    40101: KeyRefused,
    40301: Forbidden,
    40302: Forbidden,
    40303: LeaseEnded,
    40304: AdbOff,
    40401: NotFound,
    40501: InvalidRequest,
    40901: Conflict,
    41301: InvalidRequest,
    41501: InvalidRequest,
    42901: UsedUp,
    50301: NotReady,
}


# ---- The client


class Drover:
    """A server. May be used by several threads; keeps no connection.

    address: such as http://192.0.2.5:50809; by default that of the environment, else this machine's.
    api_key: by default DROVER_API_KEY.
    timeout: the seconds that an answer may take, beside what a call itself waits for.
    patience: the seconds for which a call waits and tries again in all, where that can't do anything twice: a request that the server
        refused for its rate (42901), and one that may be repeated when the database was away (50301) or the answer got lost. 0 for never.
    tls: for an https address whose certificate the machine does not know.
    """

    def __init__(
        self,
        address: str | None = None,
        api_key: str | None = None,
        *,
        timeout: float = 60.0,
        patience: float = 60.0,
        tls: ssl.SSLContext | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ):
        chosen = address or _environment("DROVER_API_BASE", "TIKMATRIX_API_BASE", "DROVER_API") or DEFAULT_ADDRESS
        self.address = _api_address(chosen)
        self.timeout = timeout
        self.patience = patience
        parts = urllib.parse.urlsplit(self.address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"the address of a server begins with http:// or https://, and this is {chosen!r}")
        self._host = parts.hostname
        self._port = parts.port
        self._root = parts.path
        self._tls = (tls or ssl.create_default_context()) if parts.scheme == "https" else None
        self._key = api_key or _environment("DROVER_API_KEY")
        self._sleep = sleep

    def __repr__(self) -> str:
        return f"Drover({self.address!r})"

    # -- Tasks

    def create_tasks(
        self,
        script_name: str,
        script_config: Mapping[str, Any],
        *,
        serials: Iterable[str] = (),
        usernames: Iterable[str] = (),
        start_time: str | datetime | None = None,
        enable_multi_account: bool = False,
        min_interval: int = 0,
        max_interval: int | None = None,
        idempotency_key: str | None = None,
        dry_run: bool = False,
    ) -> CreatedTasks:
        """Queues one task for each phone (`serials`) or account (`usernames`), and for each of the script's own targets.

        start_time: `HH:MM` of the server's day, or an instant.
        min_interval, max_interval: minutes between the tasks of one phone.
        idempotency_key: names this request. By default a new one for each call, so that a repeat after a lost answer creates nothing
            twice; give one of your own to be safe from a crash of your program as well.
        dry_run: checks everything and creates nothing.
        """
        request: dict[str, Any] = {"script_name": script_name, "script_config": dict(script_config)}
        for name, value in (
            ("serials", list(serials)),
            ("usernames", list(usernames)),
            ("start_time", _time_text(start_time)),
            ("enable_multi_account", enable_multi_account),
            ("min_interval", min_interval),
            ("max_interval", max_interval),
        ):
            if value:
                request[name] = value
        return self._call(
            "POST",
            "/task",
            request,
            query={"dry_run": dry_run or None},
            headers={} if dry_run else {"Idempotency-Key": idempotency_key or str(uuid.uuid4())},
            repeatable=True,
        )

    def task(self, task_id: int) -> Task:
        """One task, with the last steps of its log."""
        return self._call("GET", f"/task/{task_id}")

    def task_page(self, page: int = 1, page_size: int = 20, **filters: Any) -> TaskPage:
        """One page of the tasks, newest first, with their `total`. Filters as of `tasks`."""
        return self._call("GET", "/task", query={"page": page, "page_size": page_size, **_task_filters(filters)})

    def tasks(self, **filters: Any) -> Iterator[Task]:
        """Every task, newest first, page by page as it is read; none is skipped while others come and go.

        Filters: status (0..3, or pending, running, completed, failed), serial, username, script_name, source, batch_id,
        ids (at most 100), task_id_lt.
        """
        query = _task_filters(filters)
        while True:
            page = self._call("GET", "/task", query={"page_size": 100, **query})["tasks"]
            yield from page
            if len(page) < 100:
                return
            query["task_id_lt"] = page[-1]["id"]

    def task_stats(self) -> dict[str, int]:
        """How many tasks there are, by status."""
        return self._call("GET", "/task/stats")

    def task_log(self, task_id: int) -> list[dict[str, Any]]:
        """What each attempt did, step by step, oldest first."""
        return self._call("GET", f"/task/{task_id}/log")["log"]

    def artifacts(self, task_id: int) -> list[dict[str, Any]]:
        """What failed attempts left, such as `screen.png`."""
        return self._call("GET", f"/task/{task_id}/artifacts")["artifacts"]

    def artifact(self, task_id: int, name: str, path: StrPath | None = None) -> bytes:
        """The content of an artifact; also written to `path`, if one is given."""
        return self._fetch(f"/task/{task_id}/artifacts/{_quoted(name)}", path)

    def stop_task(self, task_id: int) -> Task:
        """Ends a running task. Conflict, if it does not run."""
        return self._call("POST", f"/task/{task_id}/stop")

    def cancel_task(self, task_id: int) -> Task:
        """Ends a pending task, and keeps its history. Conflict, if it runs."""
        return self._call("POST", f"/task/{task_id}/cancel", repeatable=True)

    def reschedule_task(self, task_id: int, start_time: str | datetime) -> Task:
        """Moves a pending task to another time."""
        return self._call(
            "POST", f"/task/{task_id}/reschedule", {"start_time": _time_text(start_time)}, repeatable=True
        )

    def retry_task(self, task_id: int, *, force: bool = False) -> Task:
        """Puts a failed task back into the queue; with `force`, even one that may have done its work already."""
        return self._call("POST", f"/task/{task_id}/retry", query={"force": force or None})

    def retry_all_tasks(self) -> dict[str, Any]:
        """Puts every failed task back, but for those that may have done their work already."""
        return self._call("POST", "/task/retry-all")

    def delete_task(self, task_id: int) -> None:
        """Deletes a task; a running one is stopped first."""
        self._call("DELETE", f"/task/{task_id}")

    def delete_tasks(self, task_ids: Iterable[int]) -> dict[str, Any]:
        """Deletes many; answers `deleted_count` and `not_found`."""
        return self._call("DELETE", "/task/batch", {"task_ids": list(task_ids)})

    def batch(self, batch_id: int, *, wait: int = 0) -> Batch:
        """How far the tasks of one request are; waits up to `wait` seconds (60 at most) for all of them to end."""
        return self._batch(batch_id, wait)

    def _batch(self, batch_id: int, wait: int, patience: float | None = None) -> Batch:
        query = {"wait": wait or None}
        return self._call("GET", f"/task/batch/{batch_id}", query=query, timeout=wait + self.timeout, patience=patience)

    def wait_for_batch(self, batch_id: int, timeout: float | None = None) -> Batch:
        """Waits until all tasks of a request have ended, through restarts of the server that are shorter than `patience`.

        timeout: seconds; TimedOut then. By default as long as it takes.
        """
        begin = heard = time.monotonic()
        while True:
            left = _LONGEST_BATCH_WAIT if timeout is None else max(0.0, begin + timeout - time.monotonic())
            asked = time.monotonic()
            try:
                patience = None if heard == begin else 0.0
                batch = self._batch(batch_id, min(_LONGEST_BATCH_WAIT, int(left)), patience)
                heard = time.monotonic()
            except (Unreachable, NotReady, UsedUp) as away:
                if heard == begin or time.monotonic() - heard > self.patience:
                    raise
                if left < 1:
                    raise TimedOut(
                        f"batch {batch_id} has not ended within {timeout:g} s, and the server does not answer"
                    ) from away
                self._sleep(1.0)
                continue
            if batch["ended"]:
                return batch
            if timeout is not None and time.monotonic() - begin >= timeout:
                waiting = batch["pending"] + batch["running"]
                raise TimedOut(
                    f"{waiting} of the {batch['total']} tasks of batch {batch_id} have not ended within {timeout:g} s"
                )
            if time.monotonic() - asked < 1:
                self._sleep(min(1.0, max(left, 0.01)))

    def wait_and_print(self, created: CreatedTasks, timeout: float | None = None) -> bool:
        """Waits for the tasks of a request, and prints its warnings and a line on each task. Answers whether all were completed."""
        for warning in created.get("warnings", []):
            print("warning:", warning)
        self.wait_for_batch(created["batch_id"], timeout)
        tasks = sorted(self.tasks(batch_id=created["batch_id"]), key=lambda task: task["id"])
        for task in tasks:
            print(describe(task))
        return all(task["status_text"] == "completed" for task in tasks)

    def stop_batch(self, batch_id: int) -> dict[str, Any]:
        """Cancels the pending tasks of a request and stops the running ones."""
        return self._call("POST", f"/task/batch/{batch_id}/stop", repeatable=True)

    # -- Phones

    def devices(self) -> list[Device]:
        return self._call("GET", "/devices")["devices"]

    def device(self, serial: str) -> Device:
        return self._call("GET", f"/devices/{_quoted(serial)}")

    def online_phones(self) -> list[str]:
        """The serials of the phones that can run a task."""
        return [d["serial"] for d in self.devices() if d["state"] in ("online", "busy") and not d["paused"]]

    def connect_device(self, address: str) -> Device:
        """Connects the server to a phone on the network, such as `192.0.2.7:5555`."""
        return self._call("POST", "/devices/connect", {"address": address}, repeatable=True)

    def remove_device(self, serial: str) -> None:
        self._call("DELETE", f"/devices/{_quoted(serial)}")

    def pause_device(self, serial: str) -> Device:
        return self._call("POST", f"/devices/{_quoted(serial)}/pause", repeatable=True)

    def resume_device(self, serial: str) -> Device:
        return self._call("POST", f"/devices/{_quoted(serial)}/resume", repeatable=True)

    def device_screenshot(self, serial: str, path: StrPath | None = None) -> bytes:
        """What a phone shows now as PNG, whoever uses it; also written to `path`, if one is given."""
        return self._fetch(f"/devices/{_quoted(serial)}/screenshot", path)

    def device_hierarchy(self, serial: str) -> str:
        """What a phone shows now as XML."""
        return self._fetch(f"/devices/{_quoted(serial)}/hierarchy").decode("utf-8")

    # -- Accounts

    def accounts(self, **filters: Any) -> Iterator[Account]:
        """Every account. Filters: platform, device, logined, status, tag, held, username."""
        return self._pages("/accounts", "accounts", filters)

    def account(self, account_id: int) -> Account:
        return self._call("GET", f"/accounts/{account_id}")

    def add_account(self, username: str, **fields: Any) -> Account:
        """Fields: platform, packagename, device, email, logined, status, tags."""
        return self._call("POST", "/accounts", {"username": username, **fields})

    def change_account(self, account_id: int, **fields: Any) -> Account:
        """What is left out stays as it is."""
        return self._call("PUT", f"/accounts/{account_id}", fields)

    def delete_account(self, account_id: int, *, force: bool = False) -> dict[str, Any]:
        """Deletes an account; with `force`, its pending tasks with it."""
        return self._call("DELETE", f"/accounts/{account_id}", query={"force": force or None})

    def pause_account(self, account_id: int) -> Account:
        return self._call("POST", f"/accounts/{account_id}/pause", repeatable=True)

    def resume_account(self, account_id: int) -> Account:
        """Lets an account run again that was paused, or is held since its app asked for a person."""
        return self._call("POST", f"/accounts/{account_id}/resume", repeatable=True)

    def change_budget(self, account_id: int, **limits: Any) -> dict[str, Any]:
        """Limits a day: follow, unfollow, comment, like, post, each None for the usual; and time_zone."""
        return self._call("PUT", f"/accounts/{account_id}/budget", limits)

    def import_accounts(self, table: str | bytes, *, dry_run: bool = False) -> dict[str, Any]:
        """Adds or changes accounts by a CSV table whose first line names the columns."""
        content = table.encode("utf-8") if isinstance(table, str) else table
        headers = {"Content-Type": "text/csv; charset=utf-8"}
        query = {"dry_run": dry_run or None}
        return self._call("POST", "/accounts/import", content, query=query, headers=headers, repeatable=True)

    def export_accounts(self) -> str:
        """All accounts as a CSV table."""
        return self._fetch("/accounts/export").decode("utf-8")

    # -- Materials

    def materials(self, **filters: Any) -> Iterator[Material]:
        """Every material. Filters: tag, used, kind."""
        return self._pages("/materials", "materials", filters)

    def material(self, material_id: int) -> Material:
        return self._call("GET", f"/materials/{material_id}")

    def upload_material(
        self,
        path: StrPath,
        *,
        name: str | None = None,
        tags: Iterable[str] | None = None,
        caption: str | None = None,
        username: str | None = None,
        sort: int | None = None,
    ) -> Material:
        """Uploads an MP4, a JPEG or a PNG of any size, in pieces, under its own name or `name`. A repeat is safe."""
        query = {
            "tags": None if tags is None else ",".join(tags),
            "caption": caption,
            "username": username,
            "sort": sort,
        }
        target = f"/materials/{_quoted(name or os.path.basename(path))}"
        return self._call("PUT", target, _File(path), query=query, headers={"Content-Type": "application/octet-stream"})

    def change_material(self, material_id: int, **labels: Any) -> Material:
        """Labels: tags, caption, username, sort; None clears one, and what is left out stays as it is."""
        return self._call("PATCH", f"/materials/{material_id}", labels, repeatable=True)

    def download_material(self, material_id: int, path: StrPath) -> None:
        """Writes a material's content to a file, in pieces."""
        self._save(f"/materials/{material_id}/content", path)

    def delete_material(self, material_id: int) -> None:
        self._call("DELETE", f"/materials/{material_id}")

    # -- The server

    def license(self) -> dict[str, Any]:
        """`plan_name`, `device_limit` and others."""
        return self._call("GET", "/license/check")

    def scripts(self) -> list[dict[str, Any]]:
        """The scripts that the server runs, with their parameters."""
        return self._call("GET", "/scripts")["scripts"]

    def settings(self) -> Settings:
        return self._call("GET", "/settings")

    def change_settings(self, **changes: Any) -> Settings:
        """Changes: auto_retry, max_retry_count, random_order, daily_budget; what is left out stays as it is."""
        return self._call("PUT", "/settings", changes)

    # -- Leases

    def lease(
        self, serial: str, *, label: str | None = None, ttl: int = 120, wait: float = 0.0, heartbeat: bool = True
    ) -> Phone:
        """Takes a phone for this program, until `with` ends or `release()` is called. No task runs on it meanwhile.

        label: who has it, for people; by default the program's name.
        ttl: seconds after which the phone is free if the program dies, 600 at most.
        wait: seconds to wait for a phone that is busy; the program comes before its next task. Else, and then, Conflict.
        heartbeat: whether a thread extends the lease at a third of its ttl; without it, call `extend()`.
        """
        request: dict[str, Any] = {
            "serial": serial,
            "label": label or os.path.basename(sys.argv[0])[:100] or "python",
            "ttl_secs": ttl,
        }
        if wait > 0:
            request["queue"] = True
        deadline = time.monotonic() + wait
        while True:
            asked = time.monotonic()
            try:
                answer: Lease = self._call("POST", "/rpc/session", request, timeout=self.timeout + _ANSWER_MARGIN)
                break
            except (Conflict, NotReady) as refused:
                pause = refused.retry_after or 1.0
                if time.monotonic() + pause > deadline:
                    raise
                # The server itself has waited, or it waits for something else.
                if time.monotonic() - asked < pause:
                    self._sleep(pause)
        phone = Phone(self, answer["serial"], answer["session_id"], ttl=answer["ttl_secs"], begun=time.monotonic())
        if heartbeat:
            phone._begin_heartbeat()
        return phone

    def leases(self) -> list[Lease]:
        """Who has which phone now. The ids of others are masked."""
        return self._call("GET", "/rpc/session")

    # -- Requests

    def _pages(self, path: str, name: str, filters: Mapping[str, Any]) -> Iterator[Any]:
        page = 1
        while True:
            items = self._call("GET", path, query={**filters, "page": page, "page_size": 100})[name]
            yield from items
            if len(items) < 100:
                return
            page += 1

    def _call(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | bytes | _File | None = None,
        *,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        repeatable: bool | None = None,
        timeout: float | None = None,
        patience: float | None = None,
    ) -> Any:
        """Answers the envelope's `data`."""

        def read(answer: http.client.HTTPResponse) -> Any:
            return _envelope(answer, self.address)["data"]

        return self._ask(read, method, path, body, query, headers, repeatable, timeout, patience)

    def _fetch(
        self,
        path: str,
        target: StrPath | None = None,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> bytes:
        content = self._ask(lambda answer: _content(answer, self.address), "GET", path, None, query, headers)
        if target is not None:
            with open(target, "wb") as file:
                file.write(content)
        return content

    def _save(self, path: str, target: StrPath) -> None:
        """Writes the answer beside the file first, so that the file is whole or not there."""
        part = os.fspath(target) + ".part"

        def read(answer: http.client.HTTPResponse) -> None:
            with open(part, "wb") as file:
                _copy(answer, file, self.address)
            os.replace(part, target)

        try:
            self._ask(read, "GET", path, None, None, None)
        finally:
            if os.path.exists(part):
                os.remove(part)

    def _ask(
        self,
        read: Callable[[http.client.HTTPResponse], _T],
        method: str,
        path: str,
        body: Mapping[str, Any] | bytes | _File | None,
        query: Mapping[str, Any] | None,
        headers: Mapping[str, str] | None,
        repeatable: bool | None = None,
        timeout: float | None = None,
        patience: float | None = None,
    ) -> _T:
        """Sends a request, and again where that is safe, until an answer with success has been read."""
        may_repeat = method in ("GET", "PUT") if repeatable is None else repeatable
        deadline = time.monotonic() + (self.patience if patience is None else patience)
        was_there = False
        while True:
            try:
                return self._send(read, method, path, body, query, headers, timeout or self.timeout)
            except UsedUp as refused:
                # The server has done nothing yet.
                error: DroverError = refused
                pause = refused.retry_after
            except NotReady as refused:
                error = refused
                was_there = True
                pause = refused.retry_after if may_repeat else None
            except Unreachable as broken:
                error = broken
                # A server that was never there is told at once. One that was is perhaps starting again.
                was_there = was_there or broken.sent
                pause = 1.0 if may_repeat and was_there else None
            if pause is None or time.monotonic() + pause > deadline:
                raise error
            self._sleep(pause)

    def _send(
        self,
        read: Callable[[http.client.HTTPResponse], _T],
        method: str,
        path: str,
        body: Mapping[str, Any] | bytes | _File | None,
        query: Mapping[str, Any] | None,
        headers: Mapping[str, str] | None,
        timeout: float,
    ) -> _T:
        sent_headers = {"Accept": "*/*", "Connection": "close", "User-Agent": "drover.py", **(headers or {})}
        if self._key:
            sent_headers["X-API-Key"] = self._key
        given = {name: _query_text(value) for name, value in (query or {}).items() if value is not None}
        target = self._root + path + ("?" + urllib.parse.urlencode(given) if given else "")
        content: Any = body
        with contextlib.ExitStack() as opened:
            if isinstance(body, Mapping):
                content = json.dumps(body).encode("utf-8")
                sent_headers.setdefault("Content-Type", "application/json")
            elif isinstance(body, _File):
                content = opened.enter_context(open(body.path, "rb"))
                sent_headers["Content-Length"] = str(os.fstat(content.fileno()).st_size)
            with contextlib.closing(self._connection(timeout)) as connection:
                answer = self._exchange(connection, method, target, content, sent_headers)
                if answer.status >= 300:
                    raise _error_of(answer, self.address)
                return read(answer)

    def _connection(self, timeout: float) -> http.client.HTTPConnection:
        if self._tls is not None:
            return http.client.HTTPSConnection(self._host, self._port, timeout=timeout, context=self._tls)
        return http.client.HTTPConnection(self._host, self._port, timeout=timeout, blocksize=1 << 17)

    def _exchange(
        self, connection: http.client.HTTPConnection, method: str, target: str, content: Any, headers: Mapping[str, str]
    ) -> http.client.HTTPResponse:
        try:
            connection.connect()
        except OSError as error:
            raise Unreachable(f"no server at {self.address}: {error}", sent=False) from error
        broken: OSError | None = None
        try:
            connection.request(method, target, content, dict(headers))
        except OSError as error:
            # A server that refuses an upload may answer before it has read all of it: read that answer.
            broken = error
        try:
            return connection.getresponse()
        except (OSError, http.client.HTTPException) as error:
            raise Unreachable(
                f"{self.address} has not answered {method} {target}: {broken or error!r}", sent=True
            ) from error


@dataclass(frozen=True)
class _File:
    """A body that is read from a file, from its beginning on each try."""

    path: StrPath


def _content(response: http.client.HTTPResponse, address: str, most: int | None = None) -> bytes:
    try:
        return response.read(most)
    except (OSError, http.client.HTTPException) as error:
        raise Unreachable(f"the answer of {address} was cut off: {error!r}", sent=True) from error


def _copy(response: http.client.HTTPResponse, file: BinaryIO, address: str) -> None:
    """Copies the content in pieces, and notices if it is cut off."""
    expected = response.headers.get("Content-Length")
    while True:
        piece = _content(response, address, 1 << 17)
        if not piece:
            break
        file.write(piece)
    if expected is not None and file.tell() != int(expected):
        raise Unreachable(f"the answer of {address} was cut off after {file.tell()} of {expected} bytes", sent=True)


def _envelope(response: http.client.HTTPResponse, address: str) -> dict[str, Any]:
    content = _content(response, address)
    try:
        envelope = json.loads(content)
        if isinstance(envelope["code"], int) and isinstance(envelope["message"], str) and "data" in envelope:
            return envelope
    except (ValueError, KeyError, TypeError):
        pass
    raise DroverError(f"what answers at {address} is no Drover: HTTP {response.status}, {content[:100]!r}")


def _error_of(response: http.client.HTTPResponse, address: str) -> ApiError:
    envelope = _envelope(response, address)
    data = envelope["data"]
    errors = data.get("errors", []) if isinstance(data, dict) else []
    retry_after = response.headers.get("Retry-After", "")
    return _ERRORS.get(envelope["code"], ApiError)(
        envelope["code"],
        envelope["message"],
        response.status,
        errors,
        float(retry_after) if retry_after.isdigit() else None,
    )


def _environment(*names: str) -> str | None:
    return next((os.environ[name] for name in names if os.environ.get(name)), None)


def _api_address(address: str) -> str:
    address = address.rstrip("/")
    return address if address.endswith("/api/v1") else address + "/api/v1"


def _quoted(name: object) -> str:
    return urllib.parse.quote(str(name), safe="")


def _query_text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _time_text(time_: str | datetime | None) -> str | None:
    return time_.isoformat() if isinstance(time_, datetime) else time_


def _task_filters(filters: Mapping[str, Any]) -> dict[str, Any]:
    ids = filters.get("ids")
    return dict(filters) if ids is None or isinstance(ids, str) else {**filters, "ids": ",".join(map(str, ids))}


# ---- A phone


_Test = Callable[[str, str], bool]


def _equals(actual: str, wanted: str) -> bool:
    return actual == wanted


def _contains(actual: str, wanted: str) -> bool:
    return wanted.lower() in actual.lower()


def _starts_with(actual: str, wanted: str) -> bool:
    return actual.lower().startswith(wanted.lower())


def _matches(actual: str, wanted: str) -> bool:
    return re.fullmatch(wanted, actual, re.DOTALL) is not None


_FLAGS = "clickable long_clickable checkable checked enabled focusable focused scrollable selected".split()
# The conditions of a selector: how UiAutomator calls each, the attribute of the hierarchy that it is about, and how it compares.
_CONDITIONS: dict[str, tuple[str, str, _Test]] = {
    **{
        name + suffix: (wire + wire_suffix, attribute, test)
        for name, wire, attribute in (
            ("text", "text", "text"),
            ("description", "description", "content-desc"),
            ("resource_id", "resourceId", "resource-id"),
            ("class_name", "className", "class"),
            ("package", "packageName", "package"),
        )
        for suffix, wire_suffix, test in (
            ("", "", _equals),
            ("_contains", "Contains", _contains),
            ("_starts_with", "StartsWith", _starts_with),
            ("_matches", "Matches", _matches),
        )
    },
    **{flag: (flag.replace("_c", "C"), flag.replace("_", "-"), _equals) for flag in _FLAGS},
}


class Node:
    """Something on the screen, as it was when the hierarchy was read."""

    def __init__(self, phone: Phone, attributes: Mapping[str, str]):
        self._phone = phone
        self.attributes = dict(attributes)
        self.text = attributes.get("text", "")
        self.description = attributes.get("content-desc", "")
        self.resource_id = attributes.get("resource-id", "")
        self.class_name = attributes.get("class", "")
        self.package = attributes.get("package", "")
        numbers = [int(number) for number in re.findall(r"-?\d+", attributes.get("bounds", ""))]
        self.left, self.top, self.right, self.bottom = numbers if len(numbers) == 4 else (0, 0, 0, 0)

    @property
    def center(self) -> tuple[int, int]:
        return (self.left + self.right) // 2, (self.top + self.bottom) // 2

    def tap(self) -> None:
        self._phone.tap(*self.center)

    def long_press(self) -> None:
        self._phone.long_press(*self.center)

    def __repr__(self) -> str:
        return f"Node({self.text or self.description!r}, [{self.left},{self.top}][{self.right},{self.bottom}])"


class Phone:
    """A phone that this program drives. `with` gives it back at the end.

    The methods that take `**node` choose a node of the screen by conditions, all of which it meets: text, description, resource_id,
    class_name and package, each exact or with _contains, _starts_with (both ignore case) or _matches (a regular expression) after its
    name; clickable, long_clickable, checkable, checked, enabled, focusable, focused, scrollable and selected, true or false. Of several
    such nodes the first is meant, or the one that `index` counts from 0.

    Each raises LeaseEnded, and has sent nothing to the phone, once the lease is over. May be used by several threads; the server does
    one command after another.
    """

    def __init__(self, drover: Drover, serial: str, session_id: str, *, ttl: float | None = None, begun: float = 0.0):
        self._drover = drover
        self.serial = serial
        self.session_id = session_id
        # The attempt that a program belongs to ends without its doing; a lease of its own is extended.
        self.ttl = ttl
        self.package: str | None = None
        self.platform: str | None = None
        self.config: dict[str, Any] = {}
        self._until = None if ttl is None else begun + ttl
        self._over: str | None = None
        self._end = threading.Event()
        self._thread: threading.Thread | None = None

    def __repr__(self) -> str:
        return f"Phone({self.serial!r})"

    def __enter__(self) -> Phone:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        try:
            self.release()
        except DroverError:
            # The lease ends by its time then. What ended the block is what matters.
            if kind is None:
                raise

    # -- The lease

    @property
    def lost(self) -> str | None:
        """Why the lease is over, or None while it is not."""
        if self._over is None and self._until is not None and time.monotonic() >= self._until:
            self._over = f"the lease of {self.serial} has not been extended in time"
        return self._over

    def extend(self) -> None:
        """Begins the lease's ttl anew. The heartbeat does this."""
        self._extend()

    def _extend(self, **more: Any) -> None:
        asked = time.monotonic()
        path = f"/rpc/session/{_quoted(self.session_id)}/heartbeat"
        answer = self._held("POST", path, {} if self.ttl is None else {"ttl_secs": self.ttl}, repeatable=True, **more)
        if self.ttl is not None:
            self._until = asked + answer["ttl_secs"]

    def release(self) -> None:
        """Gives the phone back. Does nothing to a lease that is over, or to that of a task."""
        self._end.set()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(5.0)
            self._thread = None
        if self.ttl is None or self.lost:
            return
        self._over = f"the lease of {self.serial} has been released"
        try:
            self._drover._call("DELETE", f"/rpc/session/{_quoted(self.session_id)}", repeatable=True)
        except (LeaseEnded, NotFound):
            # The server has ended it before, or has had this request before.
            pass

    def intent(self, step: str, action: str | None = None, username: str | None = None) -> None:
        """Says that what follows may have an effect that can't be taken back.

        step: what it is, such as `tap Follow`.
        action: follow, unfollow, comment, like or post, if it is to count for the account's daily budget. UsedUp, if that is spent.
        username: the account, where the phone has several.
        """
        given = {"step": step, "action": action, "username": username}
        request = {name: value for name, value in given.items() if value is not None}
        self._held("POST", f"/rpc/session/{_quoted(self.session_id)}/intent", request)

    def _begin_heartbeat(self) -> None:
        self._thread = threading.Thread(target=self._beat, name=f"lease of {self.serial}", daemon=True)
        self._thread.start()

    def _beat(self) -> None:
        ttl = self.ttl or 0.0
        pause = ttl / 3
        while not self._end.wait(pause):
            try:
                self._extend(timeout=max(ttl / 3, 1.0), patience=0.0)
                pause = ttl / 3
            except LeaseEnded:
                return
            except DroverError:
                # Try again soon, for as long as the lease holds; the next command of the program tells when it no longer does.
                pause = ttl / 20
            if self.lost:
                return

    # -- Screen

    def info(self) -> dict[str, Any]:
        """`displayWidth`, `displayHeight` and others."""
        return self._read("deviceInfo")

    def hierarchy(self) -> str:
        """The screen as XML."""
        self._require()
        path = "/rpc/hierarchy"
        return self._guarded(lambda: self._drover._fetch(path, None, {"serial": self.serial}, self._session())).decode(
            "utf-8"
        )

    def screenshot(self, path: StrPath | None = None) -> bytes:
        """The screen as PNG; also written to `path`, if one is given."""
        self._require()
        return self._guarded(
            lambda: self._drover._fetch("/rpc/screenshot", path, {"serial": self.serial}, self._session())
        )

    def nodes(self) -> list[Node]:
        """Everything on the screen, in the order of the hierarchy."""
        text = self.hierarchy()
        if "<!DOCTYPE" in text:
            raise DroverError(f"the hierarchy of {self.serial} declares a document type, and no phone's does")
        try:
            return [Node(self, element.attrib) for element in ElementTree.fromstring(text).iter("node")]
        except ElementTree.ParseError as error:
            raise DroverError(f"the hierarchy of {self.serial} is no XML: {error}") from error

    def find_all(self, **node: Condition) -> list[Node]:
        """The nodes that the screen shows now, in the order of the hierarchy."""
        wanted = dict(node)
        index = wanted.pop("index", None)
        tests = [(_CONDITIONS[name], value) for name, value in _checked(wanted).items()]
        found = [
            shown
            for shown in self.nodes()
            if all(
                test(shown.attributes.get(attribute, ""), _query_text(value)) for (_, attribute, test), value in tests
            )
        ]
        return found if index is None else found[int(index) :][:1]

    def find(self, **node: Condition) -> Node | None:
        """The first such node that the screen shows now, or None."""
        return next(iter(self.find_all(**node)), None)

    def wait_for(self, *, timeout: float = 10.0, **node: Condition) -> Node:
        """Waits for a node. NotOnScreen, if it does not appear within `timeout` seconds."""
        deadline = time.monotonic() + timeout
        while self._appears("waitForExists", deadline, node):
            found = self.find(**node)
            if found:
                return found
            # It has gone again since.
            if time.monotonic() >= deadline:
                break
        raise self._not_shown(node, timeout)

    def wait_until_gone(self, *, timeout: float = 10.0, **node: Condition) -> bool:
        """Waits until no such node is shown. Answers whether that has happened within `timeout` seconds."""
        return self._appears("waitUntilGone", time.monotonic() + timeout, node)

    def exists(self, **node: Condition) -> bool:
        return bool(self._read("exist", _selector(node)))

    def count(self, **node: Condition) -> int:
        return int(self._read("count", _selector(node)))

    def node_info(self, **node: Condition) -> dict[str, Any]:
        """UiAutomator's description of a node."""
        return self._read("objInfo", _selector(node))

    def get_text(self, **node: Condition) -> str:
        return self._read("getText", _selector(node))

    # -- Hands

    def tap(self, x: int | None = None, y: int | None = None, *, timeout: float = 10.0, **node: Condition) -> None:
        """Taps a place, or a node, for which it waits up to `timeout` seconds (then NotOnScreen)."""
        self._touch("click", x, y, timeout, node)

    def long_press(
        self, x: int | None = None, y: int | None = None, *, timeout: float = 10.0, **node: Condition
    ) -> None:
        self._touch("longClick", x, y, timeout, node)

    def swipe(self, from_x: int, from_y: int, to_x: int, to_y: int, *, seconds: float = 0.3) -> None:
        self.call("swipe", from_x, from_y, to_x, to_y, max(1, round(seconds / _SWIPE_STEP)))

    def drag(self, from_x: int, from_y: int, to_x: int, to_y: int, *, seconds: float = 0.5) -> None:
        """Holds first, then moves, then lets go."""
        self.call("drag", from_x, from_y, to_x, to_y, max(1, round(seconds / _SWIPE_STEP)))

    def scroll_to(self, *, swipes: int = 20, timeout: float = 120.0, **node: Condition) -> bool:
        """Scrolls until a node is shown, with at most so many swipes. Answers whether it is."""
        return bool(self.call("scrollTo", _selector(node), swipes, timeout=timeout))

    def press(self, key: str | int) -> None:
        """Presses a key: home, back, recent, enter, delete and others by name, any by Android's key code."""
        self.call("pressKeyCode" if isinstance(key, int) else "pressKey", key)

    def type(self, text: str) -> None:
        """Types into the field that has the focus."""
        self.adb("shell", "am", "broadcast", "-a", "ADB_INPUT_TEXT", "--es", "msg", text)

    def set_text(self, text: str, **node: Condition) -> None:
        """Replaces the content of a field."""
        self.call("setText", _selector(node), text)

    def clear_text(self, **node: Condition) -> None:
        self.call("clearTextField", _selector(node))

    def wake_up(self) -> None:
        self.call("wakeUp")

    def sleep(self) -> None:
        self.call("sleep")

    def is_screen_on(self) -> bool:
        return bool(self._read("isScreenOn"))

    def open_notifications(self) -> None:
        self.call("openNotification")

    def open_quick_settings(self) -> None:
        self.call("openQuickSettings")

    def clipboard(self) -> str:
        return self._read("getClipboard") or ""

    def set_clipboard(self, text: str) -> None:
        self.call("setClipboard", text)

    def adb(self, *arguments: str, timeout: float = 30.0) -> str:
        """Runs an ADB command, such as `adb("shell", "getprop", "ro.product.model")`. AdbOff, unless the operator allows that."""
        self._require()
        request = {"serial": self.serial, "args": list(arguments), "timeout_ms": round(timeout * 1000)}
        return self._held("POST", "/rpc/adb", request, headers=self._session(), timeout=timeout + _ANSWER_MARGIN)

    def call(self, method: str, *parameters: Any, timeout: float = 30.0, repeatable: bool = False) -> Any:
        """Calls a method of UiAutomator by its name."""
        self._require()
        request = {"serial": self.serial, "method": method, "params": list(parameters), "timeout": timeout}
        return self._held(
            "POST",
            "/rpc/jsonrpc",
            request,
            headers=self._session(),
            repeatable=repeatable,
            timeout=timeout + _ANSWER_MARGIN,
        )

    # -- Inside

    def _read(self, method: str, *parameters: Any) -> Any:
        return self.call(method, *parameters, repeatable=True)

    def _touch(self, method: str, x: int | None, y: int | None, timeout: float, node: Mapping[str, Condition]) -> None:
        if (x is None) != (y is None) or (x is None) == (not node):
            raise TypeError("give a place by x and y, or a node by conditions")
        if x is not None:
            self.call(method, x, y)
            return
        if not self._appears("waitForExists", time.monotonic() + timeout, node):
            raise self._not_shown(node, timeout)
        self.call(method, _selector(node))

    def _appears(self, method: str, deadline: float, node: Mapping[str, Condition]) -> bool:
        """Asks at least once."""
        selector = _selector(node)
        while True:
            left = max(0.0, deadline - time.monotonic())
            part = min(left, _LONGEST_SCREEN_WAIT)
            if self.call(method, selector, round(part * 1000), timeout=part + 30.0, repeatable=True):
                return True
            if time.monotonic() >= deadline or part == left:
                return False

    def _not_shown(self, node: Mapping[str, Condition], timeout: float) -> NotOnScreen:
        wanted = ", ".join(f"{name}={value!r}" for name, value in node.items())
        return NotOnScreen(
            f"{self.serial} has not shown a node with {wanted} within {timeout:g} s; hierarchy() has what it shows"
        )

    def _session(self) -> dict[str, str]:
        return {"x-session-id": self.session_id}

    def _require(self) -> None:
        """Sends nothing once this program's own clock says that the lease is over."""
        over = self.lost
        if over:
            raise LeaseEnded(40303, over, 403)

    def _held(self, method: str, path: str, body: Mapping[str, Any], **more: Any) -> Any:
        self._require()
        return self._guarded(lambda: self._drover._call(method, path, body, **more))

    def _guarded(self, request: Callable[[], _T]) -> _T:
        try:
            return request()
        except LeaseEnded as ended:
            self._over = ended.message
            raise


def _checked(node: Mapping[str, Condition]) -> Mapping[str, Condition]:
    unknown = [name for name in node if name not in _CONDITIONS]
    if unknown or not node:
        raise TypeError(
            f"a node is chosen by {', '.join(_CONDITIONS)}" + (f", and not by {', '.join(unknown)}" if unknown else "")
        )
    return node


def _selector(node: Mapping[str, Condition]) -> dict[str, Condition]:
    wanted = dict(node)
    index = wanted.pop("index", None)
    selector = {_CONDITIONS[name][0]: value for name, value in _checked(wanted).items()}
    if index is not None:
        selector["instance"] = index
    return selector


# ---- For programs


def lease(serial: str, *, label: str | None = None, ttl: int = 120, wait: float = 0.0) -> Phone:
    """`Drover().lease(...)`."""
    return Drover().lease(serial, label=label, ttl=ttl, wait=wait)


def phone_from_environment() -> Phone:
    """The phone of the task that this program runs for; for programs that Drover starts as scripts.

    `config` has the task's parameters, `package` and `platform` the app. The phone is this program's until it ends: nothing needs to be
    released or extended. From here on, each line of standard output is written at once, so that the task's log has it.
    """
    serial = _environment("DROVER_SERIAL", "TIKMATRIX_SERIAL")
    session_id = _environment("DROVER_SESSION_ID", "TIKMATRIX_SESSION_ID")
    if serial is None or session_id is None:
        raise DroverError(
            "this program was not started by Drover: DROVER_SERIAL and DROVER_SESSION_ID are not set; "
            "without a task, use Drover().lease(...)"
        )
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(line_buffering=True)
    phone = Phone(Drover(), serial, session_id)
    phone.package = _environment("DROVER_PACKAGE", "TIKMATRIX_PACKAGE")
    phone.platform = _environment("DROVER_PLATFORM", "TIKMATRIX_PLATFORM")
    phone.config = json.loads(_environment("DROVER_SCRIPT_CONFIG") or "{}")
    return phone


def progress(percent: int) -> None:
    """Tells how far the task is, 0 to 100; for programs that Drover starts."""
    print(f"progress: {percent}", flush=True)


def describe(task: Task) -> str:
    """One line on how a task ended."""
    line = f"task {task['id']} on {task['serial']} ({task['target'] or task['script_name']}): {task['status_text']}, {task['outcome']}"
    if task["remark"]:
        line += f": {task['remark']}"
    return line + (" (a retry is safe)" if task["retry_safe"] else "")


def run(main: Callable[[], object]) -> NoReturn:
    """Runs a program and ends it: with 0 if `main` answers something true, else with 1. Says what is wrong in a line."""
    try:
        sys.exit(0 if main() else 1)
    except ApiError as error:
        if error.errors:
            for wrong in error.errors:
                print("wrong:", wrong["field"], wrong["message"], file=sys.stderr)
        elif error.code == 40301:
            print("no API access:", error, file=sys.stderr)
        else:
            print(error, file=sys.stderr)
    except DroverError as error:
        print(error, file=sys.stderr)
    sys.exit(1)
