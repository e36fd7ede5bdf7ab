package dev.drover.device.flow.comment;

import dev.drover.application.port.device.Attempt;
import dev.drover.device.flow.AccountNames;
import dev.drover.device.flow.DecisiveStep;
import dev.drover.device.flow.FlowContext;
import dev.drover.device.flow.FlowFailed;
import dev.drover.device.screen.Screen.Found;
import dev.drover.domain.account.AccountAction;
import dev.drover.domain.material.MediaFile;
import dev.drover.domain.material.PostMaterials;
import dev.drover.domain.script.CommentScript;
import dev.drover.domain.script.PostUrl;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Leaves a comment under one video: opens it by its address, writes, sends, and waits until the
 * comment stands in the list under the account's own name.
 */
public final class CommentFlow {
  private static final Duration PAGE = Duration.ofSeconds(15);

  private CommentFlow() {}

  public static AttemptResult run(
      CommentScript script,
      Optional<PostMaterials> materials,
      FlowContext phone,
      RandomGenerator random,
      Attempt run) {
    String comment = script.comments().pick(script.number(), random);
    AccountNames own = AccountNames.read(phone, run, 15);
    Optional<MediaFile> image = materials.map(given -> given.files().getFirst());
    image.ifPresent(file -> putIntoGallery(file, phone, run));
    openVideo(script.target(), phone, run);
    run.step("open the comments", 45);
    CommentSheet sheet =
        CommentSheet.open(phone, own)
            .orElseThrow(
                () ->
                    new FlowFailed(
                        FailureCode.ACTION_REFUSED,
                        "the comments of " + script.target() + " are turned off"));
    if (image.isPresent()) {
      run.step("attach " + image.get().name(), 55);
      sheet.attachNewestPhoto();
    }
    run.step("write the comment", 65);
    sheet.write(comment);
    run.step("post the comment", 80);
    return switch (sheet.send(
        () -> DecisiveStep.begin(phone, run, AccountAction.COMMENT, "tap Post comment"))) {
      case STANDS -> new AttemptResult.Succeeded(Outcome.COMMITTED, Optional.empty());
      case REFUSED ->
          throw new FlowFailed(
              FailureCode.ACTION_REFUSED,
              "the app on phone "
                  + phone.serial()
                  + " did not post the comment under "
                  + script.target()
                  + "; look at the account for a restriction, and at the comment's words");
      case UNSEEN ->
          throw new FlowFailed(
              FailureCode.OUTCOME_UNKNOWN,
              Outcome.UNKNOWN,
              "the comment was sent on phone "
                  + phone.serial()
                  + ", but is not to be seen under "
                  + script.target()
                  + "; look there before you retry. Outcome unknown after tap Post comment");
    };
  }

  private static void putIntoGallery(MediaFile image, FlowContext phone, Attempt run) {
    run.step("send " + image.name() + " to the phone", 25);
    phone.media().removeOld();
    phone.media().allowTo(phone.app());
    phone.media().put(image);
  }

  private static void openVideo(PostUrl target, FlowContext phone, Attempt run) {
    run.step("open " + target, 35);
    if (!phone.screen().openLink(target.value(), phone.app())) {
      throw new FlowFailed(
          FailureCode.APP_NOT_INSTALLED,
          "phone "
              + phone.serial()
              + " can't open "
              + phone.app()
              + "; install the app and log in");
    }
    phone.screen().expectVideo();
    Found page = phone.screen().awaitAny(PAGE, "video.unavailable", "video.comments_button");
    if (page.element().equals("video.unavailable")) {
      throw new FlowFailed(
          FailureCode.TARGET_NOT_FOUND,
          "the app on phone "
              + phone.serial()
              + " does not show "
              + target
              + "; check the address");
    }
  }
}
