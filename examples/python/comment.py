"""Comments on a post from every phone that is online; each further argument is a comment to pick from:

    python3 comment.py https://www.tiktok.com/@ann/video/7300000000000000001 'Lovely!' 'Where is this?'
"""

import sys

from drover import create, online_phones, run, wait_for


def main():
    url, *comments = sys.argv[1:]
    return wait_for(
        create(
            serials=online_phones(),
            script_name="comment",
            script_config={
                "target_post_urls": [url],
                "comment_content": "\n".join(comments),
                "comment_order": "random",
            },
        )
    )


run(main)
