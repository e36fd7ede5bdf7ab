"""Likes videos of TikTok's feed. Runs as a script of Drover: copy it to the folder scripts of Drover's home, with like_feed.yaml and
examples/python/drover.py.
"""

from drover import DroverError, UsedUp, phone_from_environment, progress, run


def like(phone):
    """Likes the video that is shown. Answers False if there is none, or it is liked already."""
    button = phone.find(description_starts_with="Like video")
    if button is None:
        return False
    # Drover writes this down first, so that it knows what a failure from here on may have left.
    phone.intent("tap Like", action="like")
    button.tap()
    phone.wait_for(description_starts_with="Video liked")
    return True


def main():
    phone = phone_from_environment()
    count = phone.config["count"]
    size = phone.info()
    middle, height = size["displayWidth"] // 2, size["displayHeight"]
    phone.tap(description="Home")

    liked = 0
    for number in range(1, 3 * count + 1):
        try:
            if like(phone):
                liked += 1
                print(f"liked video {number}")
        except UsedUp as used_up:
            print(used_up)
            break
        progress(100 * liked // count)
        if liked == count:
            break
        phone.swipe(middle, height * 3 // 4, middle, height // 4, seconds=0.2)
    print(f"liked {liked} of {count}")
    if liked == 0:
        raise DroverError("no video could be liked")
    return True


run(main)
