package dev.drover.device.profile.mutation;

import dev.drover.device.hierarchy.UiNode;
import dev.drover.device.profile.AppProfile;
import java.util.IdentityHashMap;
import java.util.List;

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

  /**
   * Returns the change of this kind.
   *
   * @param labels for each element that is looked for, the labels of the profile by which it is, by
   *     identity
   */
  Change change(AppProfile profile, IdentityHashMap<UiNode, List<String>> labels) {
    return switch (this) {
      case SCALE -> Geometry.SCALE;
      case DENSITY -> Geometry.DENSITY;
      case ASPECT -> Geometry.ASPECT;
      case IDS_RENAMED -> Identifiers.RENAMED;
      case IDS_GONE -> Identifiers.GONE;
      case TEXT_TO_DESCRIPTION -> Wording.TEXT_TO_DESCRIPTION;
      case DESCRIPTION_TO_TEXT -> Wording.DESCRIPTION_TO_TEXT;
      case TEXT_TO_CHILD -> Wording.TEXT_TO_CHILD;
      case WRAPPER -> Nesting.WRAPPER;
      case CLICKABLE_TO_PARENT -> Nesting.CLICKABLE_TO_PARENT;
      case CLICKABLE_TO_CHILD -> Nesting.CLICKABLE_TO_CHILD;
      case SELECTED_TO_PARENT -> Nesting.SELECTED_TO_PARENT;
      case SELECTED_TO_CHILD -> Nesting.SELECTED_TO_CHILD;
      case BUTTON_INSERTED -> Insertion.BUTTON;
      case ROW_INSERTED -> Insertion.ROW;
      case OTHER_ROWS -> Insertion.OTHER_ROWS;
      case BIDI_MARKS -> Wording.BIDI_MARKS;
      case LANGUAGE -> new Translation(profile, labels, 100);
      case MIXED_LANGUAGE -> new Translation(profile, labels, 50);
    };
  }
}
