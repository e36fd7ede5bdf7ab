package dev.drover.virtualphone.app;

/**
 * What the TikTok-like app writes on its screens and says of its icons. A brace pair stands for a
 * name or a number.
 */
enum TikTokLabel {
  // The bar at the bottom
  HOME("Home"),
  FRIENDS("Friends"),
  CREATE("Create"),
  INBOX("Inbox"),
  PROFILE("Profile"),

  // Everywhere
  BACK("Back"),
  BACK_TO_PREVIOUS("Back to previous screen"),
  CLOSE("Close"),
  CANCEL("Cancel"),
  DONE("Done"),
  NEXT("Next"),
  OK("OK"),
  NOT_NOW("Not now"),
  SHARE("Share"),

  // Feed and video
  FEED_FOLLOWING("Following"),
  FOR_YOU("For You"),
  SEARCH("Search"),
  LIKE_VIDEO("Like video. {} likes"),
  VIDEO_LIKED("Video liked. {} likes"),
  READ_COMMENTS("Read or add comments. {} comments"),
  FAVORITE("Add or remove this video from Favorites."),
  SHARE_VIDEO("Share video. {} shares"),
  FOLLOW_AUTHOR("Follow {}"),
  SPONSORED("Sponsored"),
  LEARN_MORE("Learn more"),
  LIVE_NOW("LIVE now"),
  TAP_TO_WATCH_LIVE("Tap to watch LIVE"),
  VIDEO_UNAVAILABLE("Video currently unavailable"),
  NOT_INTERESTED("Not interested"),
  REPORT("Report"),

  // Comments
  COMMENTS("{} comments"),
  COMMENTS_OFF("Comments are turned off"),
  ADD_COMMENT("Add comment..."),
  INSERT_EMOJI("Insert emoji"),
  INSERT_PHOTO("Insert photo"),
  REMOVE_PHOTO("Remove photo"),
  POST_COMMENT("Post comment"),
  COMMENT_NOT_POSTED("Couldn't post comment"),
  REPLY("Reply"),

  // Search
  TOP("Top"),
  VIDEOS("Videos"),
  USERS("Users"),
  SOUNDS("Sounds"),
  NO_RESULTS("No results found for \"{}\""),
  DISPLAY_NAME("Name of {}"),
  BIOGRAPHY("Words about {}"),

  // Profiles
  ACCOUNT_NOT_FOUND("Couldn't find this account"),
  FOLLOW("Follow"),
  FOLLOW_BACK("Follow back"),
  FOLLOWING("Following"),
  FRIEND("Friends"),
  REQUESTED("Requested"),
  FOLLOWERS("Followers"),
  LIKES("Likes"),
  MESSAGE("Message"),
  UNFOLLOW_QUESTION("Unfollow @{}?"),
  UNFOLLOW("Unfollow"),
  PROFILE_MENU("Profile menu"),
  EDIT_PROFILE("Edit profile"),
  VIDEO_VIEWS("Video, {} views"),
  PHOTO_POST_VIEWS("Photo post, {} views"),
  DRAFTS_COUNT("Drafts: {}"),
  SWITCH_ACCOUNT("Switch account"),
  ADD_ACCOUNT("Add account"),

  // Camera and gallery
  FLIP("Flip"),
  ADD_SOUND("Add sound"),
  UPLOAD("Upload"),
  GALLERY_ALL("All"),
  GALLERY_VIDEOS("Videos"),
  GALLERY_PHOTOS("Photos"),
  SELECT_MULTIPLE("Select multiple"),
  NEXT_COUNT("Next ({})"),
  NO_MEDIA("No photos or videos"),
  NO_MEDIA_ACCESS("Allow access to your photos and videos in Settings"),

  // Edit page
  REMOVE_SOUND("Remove sound"),
  VOLUME("Volume"),
  TEXT("Text"),
  STICKERS("Stickers"),
  YOUR_STORY("Your Story"),
  DISCARD_QUESTION("Discard edits?"),
  DISCARD("Discard"),
  SAVE_DRAFT("Save draft"),
  KEEP_EDITING("Keep editing"),
  MEDIA_NOT_LOADED("Couldn't load this file. Try another one."),

  // Sounds
  RECOMMENDED("Recommended"),
  FAVORITES("Favorites"),
  SEARCH_SOUNDS("Search sounds"),
  USE_THIS_SOUND("Use this sound"),
  SOUND_UNAVAILABLE("This sound isn't available"),
  ORIGINAL_SOUND("Original sound"),
  ADDED_SOUND("Added sound"),

  // Post page
  TITLE_HINT("Add a catchy title"),
  DESCRIPTION_HINT("Writing a long description can help get 3x more views on average."),
  TAG_PEOPLE("Tag people"),
  LOCATION("Location"),
  ADD_LINK("Add link"),
  PRODUCT("Product"),
  PRODUCT_ADDED("Product: {}"),
  ADD("Add"),
  EVERYONE_CAN_VIEW("Everyone can view this post"),
  DRAFTS("Drafts"),
  POST("Post"),
  UPLOADING("Uploading {}%"),
  VIDEO_POSTED("Your video is posted"),
  PHOTOS_POSTED("Your photos are posted"),
  UPLOAD_FAILED("Upload failed. Tap to retry"),

  // What blocks the app
  LOG_IN("Log in to TikTok"),
  LOG_IN_WAYS("Use phone / email / username"),
  VERIFY("Verify to continue"),
  DRAG_SLIDER("Drag the slider to fit the puzzle"),
  TOO_FAST("You're doing this too fast. Take a rest and try again later."),
  BANNED("Your account was permanently banned"),
  SUSPENDED("Your account is suspended"),

  // Popups
  NOTIFICATIONS_QUESTION("Turn on notifications?"),
  TURN_ON("Turn on"),
  UPDATE_AVAILABLE("A new version of TikTok is available"),
  UPDATE("Update"),
  CONTACTS_QUESTION("Sync your contacts to find friends"),
  DONT_ALLOW("Don't allow");

  private final String english;

  TikTokLabel(String english) {
    this.english = english;
  }

  /** The words, with this in the place of the brace pair. */
  String with(Object value) {
    return english.replace("{}", String.valueOf(value));
  }

  String text() {
    return english;
  }
}
