package dev.drover.device.flow.profile;

/** A field of a profile that is written in. */
enum ProfileField {
  NAME("name"),
  USERNAME("username"),
  BIO("bio"),
  LINK("link");

  private final String words;

  ProfileField(String words) {
    this.words = words;
  }

  /** Its name for people. */
  String words() {
    return words;
  }

  /** The row that opens its editor, on the page that lists the fields. */
  String row() {
    return "edit_profile." + words + "_row";
  }

  /** The heading of its editor. */
  String title() {
    return "profile_field." + words + "_title";
  }
}
