"""Follows users from every phone that is online, now or at a start time:

    python3 follow.py @ann @bob [--at 02:30]
"""

import argparse
from datetime import datetime, timezone

from drover import Drover, run


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("users", nargs="+")
    arguments.add_argument("--at", default=datetime.now(timezone.utc).isoformat(timespec="seconds"))
    wanted = arguments.parse_args()

    drover = Drover()
    plan = drover.license()
    print(f"plan {plan['plan_name']}: {plan['device_limit']} phones at a time")

    phones = drover.online_phones()
    print("phones:", ", ".join(phones))

    created = drover.create_tasks("follow", {"target_users": wanted.users}, serials=phones, start_time=wanted.at)
    print("created tasks", *created["task_ids"])
    return drover.wait_and_print(created)


run(main)
