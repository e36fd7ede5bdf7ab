package dev.drover.device.profile.mutation;

/** One way in which a screen differs on another phone, in another version or another language. */
public enum MutationKind {
  SCALE("another resolution"),
  DENSITY("another density: bars and rows are lower or higher"),
  ASPECT("a longer or shorter screen"),
  IDS_RENAMED("all resource ids have other names"),
  IDS_GONE("there are no resource ids"),
  TEXT_TO_DESCRIPTION("a text is a description"),
  DESCRIPTION_TO_TEXT("a description is a text"),
  TEXT_TO_CHILD("a text is on a child"),
  WRAPPER("an element has a wrapper around it"),
  CLICKABLE_TO_PARENT("the parent is clickable instead"),
  CLICKABLE_TO_CHILD("a child is clickable instead"),
  SELECTED_TO_PARENT("the parent is selected instead"),
  SELECTED_TO_CHILD("a child is selected instead"),
  BUTTON_INSERTED("there is another button in the row"),
  ROW_INSERTED("there is a banner in the page"),
  OTHER_ROWS("the row is there again, for others"),
  BIDI_MARKS("texts have invisible marks"),
  LANGUAGE("the app speaks another language"),
  MIXED_LANGUAGE("half of the words are of another language");

  private final String words;

  MutationKind(String words) {
    this.words = words;
  }

  /** Says what is changed, for a report. */
  public String words() {
    return words;
  }
}
