package dev.drover.device.flow.comment;

import dev.drover.device.flow.AccountNames;
import dev.drover.device.flow.Flow;
import dev.drover.device.flow.FlowContext;
import dev.drover.device.flow.FlowFailed;
import dev.drover.device.flow.VideoPage;
import dev.drover.domain.account.AccountAction;
import dev.drover.domain.material.MediaFile;
import dev.drover.domain.script.Choice;
import dev.drover.domain.script.comment.CommentScript;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;
import java.util.Optional;

/**
 * Comments on one video: opens the video by its address, writes and sends the comment, and waits
 * until the list shows it under the account's own name.
 */
public final class CommentFlow implements Flow<CommentScript> {
  @Override
  public Class<CommentScript> script() {
    return CommentScript.class;
  }

  @Override
  public AttemptResult run(CommentScript script, FlowContext context) {
    String comment = script.comments().pick(script.number(), context.random());
    context.chose(Choice.Name.COMMENTS, comment);
    AccountNames own = AccountNames.read(context, 15);
    Optional<MediaFile> image = context.materials().map(given -> given.files().getFirst());
    image.ifPresent(file -> putIntoGallery(file, context));
    VideoPage.open(script.post(), context, 35, "video.comments_button");
    context.step("open the comments", 45);
    CommentSheet sheet =
        CommentSheet.open(context, own)
            .orElseThrow(
                () ->
                    new FlowFailed(
                        FailureCode.ACTION_REFUSED,
                        "the comments of "
                            + script.post()
                            + " are turned off; leave this post out"));
    if (image.isPresent()) {
      context.step("attach " + image.get().name(), 55);
      sheet.attachNewestPhoto();
    }
    context.step("write the comment", 65);
    sheet.write(comment);
    context.step("post the comment", 80);
    return switch (sheet.send(
        button -> context.decisiveTap(button, AccountAction.COMMENT, "tap Post comment"))) {
      case CommentSheet.Sent.Stands stands -> {
        context.step("the comment stands: " + stands.by(), 95);
        yield new AttemptResult.Succeeded(Outcome.COMMITTED, Optional.empty());
      }
      case CommentSheet.Sent.Refused refused ->
          throw new FlowFailed(
              FailureCode.ACTION_REFUSED,
              "the app on phone "
                  + context.serial()
                  + " did not post the comment under "
                  + script.post()
                  + "; look at the account for a restriction, and at the comment's words");
      case CommentSheet.Sent.Unseen unseen ->
          throw new FlowFailed(
              FailureCode.OUTCOME_UNKNOWN,
              Outcome.UNKNOWN,
              "the comment was sent on phone "
                  + context.serial()
                  + ", but is not to be seen under "
                  + script.post()
                  + "; look there before you retry. Outcome unknown after tap Post comment");
    };
  }

  private static void putIntoGallery(MediaFile image, FlowContext context) {
    context.step("send " + image.name() + " to the phone", 25);
    context.media().removeOld();
    context.media().allowTo(context.packageName());
    context.media().put(image);
  }
}
