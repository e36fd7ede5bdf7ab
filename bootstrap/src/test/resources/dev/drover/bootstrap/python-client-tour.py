"""Calls what a server with the phones FIRST and SECOND answers, and compares the answers with the client's types."""

import os
import sys
import tempfile

from drover import Account, Batch, Conflict, Device, Drover, Material, NotFound, Settings, Task


def check(answer, kind):
    missing = kind.__required_keys__ - set(answer) if hasattr(kind, "__required_keys__") else set()
    assert not missing, (kind.__name__, missing)
    return answer


drover = Drover()
assert drover.online_phones() == ["FIRST", "SECOND"]
check(drover.device("FIRST"), Device)
assert drover.device_screenshot("FIRST").startswith(b"\x89PNG")
assert "<node" in drover.device_hierarchy("FIRST")
assert drover.pause_device("FIRST")["paused"]
assert "follow" in [script["name"] for script in drover.scripts()]

planned = drover.create_tasks("follow", {"target_users": ["@ann", "@bob"]}, serials=["FIRST"], dry_run=True)
assert planned["would_create_count"] == 2 and drover.task_stats()["total"] == 0

later = {"serials": ["FIRST"], "start_time": "2199-01-01T00:00:00Z", "idempotency_key": "tour"}
created = drover.create_tasks("follow", {"target_users": ["@ann", "@bob"]}, **later)
assert drover.create_tasks("follow", {"target_users": ["@ann", "@bob"]}, **later)["task_ids"] == created["task_ids"]
first, second = created["task_ids"]
check(drover.task(first), Task)
assert [task["id"] for task in drover.tasks(batch_id=created["batch_id"], status="pending")] == [second, first]
assert drover.task_page(page_size=1)["total"] == 2
assert drover.cancel_task(first)["failure_code"] == "cancelled"
assert drover.retry_task(first)["status_text"] == "pending"
assert drover.reschedule_task(second, "2199-01-02T00:00:00Z")["scheduled_at"].startswith("2199-01-02")
try:
    drover.stop_task(first)
    raise AssertionError("it does not run")
except Conflict as refused:
    assert refused.code == 40901 and refused.status == 409
assert drover.stop_batch(created["batch_id"])["cancelled_count"] == 2
assert check(drover.wait_for_batch(created["batch_id"], timeout=5), Batch)["failed"] == 2
assert drover.retry_all_tasks()["retried_count"] == 0
assert not drover.resume_device("FIRST")["paused"]

# There is no such user: the task fails, and leaves what it saw.
failing = drover.create_tasks("follow", {"target_users": ["@missing_one"]}, serials=["SECOND"])
drover.wait_for_batch(failing["batch_id"], timeout=60)
(failed,) = failing["task_ids"]
assert drover.task(failed)["failure_code"] == "target_not_found", drover.task(failed)
assert drover.task_log(failed)
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "screen.png")
    assert "screen.png" in [artifact["name"] for artifact in drover.artifacts(failed)]
    drover.artifact(failed, "screen.png", path)
    assert os.path.getsize(path) > 100
drover.delete_task(failed)
assert drover.delete_tasks([first, second, failed]) == {"deleted_count": 2, "not_found": [failed]}
try:
    drover.task(failed)
    raise AssertionError("it is deleted")
except NotFound:
    pass

account = check(drover.add_account("@tour_account", device="FIRST", tags=["a"]), Account)
assert drover.change_account(account["id"], tags=[])["tags"] == []
assert drover.pause_account(account["id"])["held"] and not drover.resume_account(account["id"])["held"]
assert drover.change_budget(account["id"], like=7)["actions"]["like"]["limit"] == 7
assert "tour_account" in drover.export_accounts()
assert drover.import_accounts("username\n@tour_two\n", dry_run=True)["created_count"] == 1
assert [each["username"] for each in drover.accounts(device="FIRST")] == ["tour_account"]
assert drover.delete_account(account["id"])["deleted_count"] == 1

with tempfile.TemporaryDirectory() as folder:
    content = b"\0\0\0\x18ftypisom" + os.urandom(300_000)
    clip, copy = os.path.join(folder, "my clip.mp4"), os.path.join(folder, "copy.mp4")
    with open(clip, "wb") as file:
        file.write(content)
    material = check(drover.upload_material(clip, tags=["cats", "summer"], sort=2), Material)
    assert material["tags"] == ["cats", "summer"] and material["sort"] == 2
    drover.download_material(material["id"], copy)
    with open(copy, "rb") as file:
        assert file.read() == content
    assert os.listdir(folder).count("copy.mp4.part") == 0
assert drover.change_material(material["id"], sort=None)["sort"] is None
assert [each["name"] for each in drover.materials(tag="cats", used=False)] == ["my clip.mp4"]
drover.delete_material(material["id"])

before = check(drover.settings(), Settings)
assert drover.change_settings(max_retry_count=5)["max_retry_count"] == 5
drover.change_settings(max_retry_count=before["max_retry_count"])
print("all calls were answered, with Python", sys.version.split()[0])
