"""Posts a clip of the material library from two accounts, each on the phone that it is bound to, and waits:

    python3 post_and_wait.py clip.mp4 @my_shop @my_other_shop
"""

import sys

from drover import Drover, describe, run


def main():
    clip, *accounts = sys.argv[1:]
    drover = Drover()
    config = {"material_list": [clip], "captions": "{New|Fresh} today"}
    created = drover.create_tasks("post", config, usernames=accounts)

    batch = drover.wait_for_batch(created["batch_id"], timeout=1800)
    for task in reversed(list(drover.tasks(batch_id=created["batch_id"]))):
        print(describe(task))
    return batch["completed"] == batch["total"]


run(main)
