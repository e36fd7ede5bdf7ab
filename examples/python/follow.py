"""Follows users from every phone that is online, now or at a start time:

    python3 follow.py @ann @bob [--at 02:30]
"""

import argparse
from datetime import datetime, timezone

from drover import call, create, online_phones, run, wait_for


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("users", nargs="+")
    arguments.add_argument("--at", default=datetime.now(timezone.utc).isoformat(timespec="seconds"))
    wanted = arguments.parse_args()

    plan = call("GET", "/license/check")
    print(f"plan {plan['plan_name']}: {plan['device_limit']} phones at a time")

    phones = online_phones()
    print("phones:", ", ".join(phones))

    ids = create(
        serials=phones,
        script_name="follow",
        script_config={"target_users": wanted.users},
        start_time=wanted.at,
    )
    print("created tasks", *ids)
    return wait_for(ids)


run(main)
