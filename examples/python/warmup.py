"""Watches videos of a topic for some seconds on every phone that is online, and likes some:

    python3 warmup.py 'street food' 600
"""

import sys

from drover import Drover, run


def main():
    topic, seconds = sys.argv[1:]
    drover = Drover()
    config = {
        "task_duration": int(seconds),
        "topic": topic,
        "min_duration": 2,
        "max_duration": 5,
        "like_probable": 30,
    }
    return drover.wait_and_print(drover.create_tasks("account_warmup", config, serials=drover.online_phones()))


run(main)
