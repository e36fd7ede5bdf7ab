"""Comments on a post from every phone that is online; each further argument is a comment to pick from:

    python3 comment.py https://www.tiktok.com/@ann/video/7300000000000000001 'Lovely!' 'Where is this?'
"""

import sys

from drover import Drover, run


def main():
    url, *comments = sys.argv[1:]
    drover = Drover()
    config = {"target_post_urls": [url], "comment_content": "\n".join(comments), "comment_order": "random"}
    return drover.wait_and_print(drover.create_tasks("comment", config, serials=drover.online_phones()))


run(main)
