"""Watches videos of a topic for some seconds on every phone that is online, and likes some:

    python3 warmup.py 'street food' 600
"""

import sys

from drover import create, online_phones, run, wait_for


def main():
    topic, seconds = sys.argv[1:]
    return wait_for(
        create(
            serials=online_phones(),
            script_name="account_warmup",
            script_config={
                "task_duration": int(seconds),
                "topic": topic,
                "min_duration": 2,
                "max_duration": 5,
                "like_probable": 30,
            },
        )
    )


run(main)
