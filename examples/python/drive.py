"""Searches for something in the app of a phone, by hand as it were. No task runs on the phone meanwhile:

    python3 drive.py DEMO-1 'street food' screen.png
"""

import sys

from drover import Drover, run


def main():
    serial, words, picture = sys.argv[1:]
    with Drover().lease(serial, label="drive.py", wait=30) as phone:
        info = phone.info()
        print(f"{serial} has {info['displayWidth']} x {info['displayHeight']} pixels")

        phone.press("home")
        app = phone.wait_for(text="TikTok")
        print("found", app)
        app.tap()
        phone.tap(description="Search")
        phone.wait_for(class_name="android.widget.EditText", focused=True)
        phone.type(words)
        phone.press("enter")
        phone.wait_for(text="Users")
        phone.screenshot(picture)
        print("searched for", words, "and saved", picture)
    return True


run(main)
