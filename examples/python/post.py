"""Puts a video into the library and posts it from every phone that is online:

    python3 post.py clip.mp4 '{New|Fresh} today'
"""

import sys

from drover import Drover, run


def main():
    file, caption = sys.argv[1:]
    drover = Drover()
    material = drover.upload_material(file)
    print(f"material {material['id']}: {material['name']}, {material['size']} bytes")

    config = {"material_list": [material["name"]], "captions": caption}
    return drover.wait_and_print(drover.create_tasks("post", config, serials=drover.online_phones()))


run(main)
