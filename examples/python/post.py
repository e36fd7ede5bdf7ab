"""Puts a video into the library and posts it from every phone that is online:

    python3 post.py clip.mp4 '{New|Fresh} today'
"""

import sys
from pathlib import Path
from urllib.parse import quote

from drover import call, create, online_phones, run, wait_for


def main():
    file, caption = Path(sys.argv[1]), sys.argv[2]
    with file.open("rb") as content:
        length = {"Content-Length": str(file.stat().st_size), "Content-Type": "application/octet-stream"}
        material = call("PUT", f"/materials/{quote(file.name)}", content, length)
    print(f"material {material['id']}: {material['name']}, {material['size']} bytes")

    return wait_for(
        create(
            serials=online_phones(),
            script_name="post",
            script_config={"material_list": [material["name"]], "captions": caption},
        )
    )


run(main)
