package dev.drover.virtualphone.app.profile;

import dev.drover.virtualphone.app.Label;
import dev.drover.virtualphone.app.common.ProfileField;
import java.util.Map;

/**
 * What the pages for editing a profile say.
 *
 * @param fields the name of each field
 * @param save the button that saves a field
 * @param taken said of a username that somebody else has
 * @param tooLately said where a username was changed lately
 * @param notSaved said where the platform refuses a change
 * @param question asks whether a username is really to be changed
 * @param confirm the answer to that
 * @param addLink the row that adds a link
 * @param fromGallery the row that leads from the picture to the phone's gallery
 */
public record ProfileWords(
    Label title,
    Label changePhoto,
    Map<ProfileField, Label> fields,
    Label back,
    Label cancel,
    Label save,
    Label taken,
    Label tooLately,
    Label notSaved,
    Label question,
    Label confirm,
    Label addLink,
    Label fromGallery) {
  public ProfileWords {
    fields = Map.copyOf(fields);
  }

  Label of(ProfileField field) {
    return fields.getOrDefault(field, title);
  }
}
