package com.example.visit;

import com.example.visit.VisitType.Visit;
import dev.drover.device.flow.Flow;
import dev.drover.device.flow.FlowContext;
import dev.drover.device.flow.FlowFailed;
import dev.drover.device.screen.Screen.Found;
import dev.drover.domain.task.AttemptResult;
import dev.drover.domain.task.FailureCode;
import dev.drover.domain.task.Outcome;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/** Does the script {@code visit} on a phone's screen. */
public final class VisitFlow implements Flow<Visit> {
  private static final Duration PAGE = Duration.ofSeconds(20);

  @Override
  public Class<Visit> script() {
    return Visit.class;
  }

  @Override
  public AttemptResult run(Visit script, FlowContext context) {
    context.step("open the profile of " + script.user(), 20);
    String link = context.app().platform().profileUrl(script.user().value());
    if (!context.screen().apps().openLink(link, context.packageName())) {
      throw FlowFailed.cantOpen(context);
    }
    // The elements' names are those of the app's profile; the first one that is there counts.
    SequencedMap<String, String> pages = new LinkedHashMap<>();
    pages.put("profile.username", script.user().value());
    pages.put("profile.not_found", script.user().value());
    Found page = context.screen().awaitAny(pages, PAGE);
    if (page.element().equals("profile.not_found")) {
      throw new FlowFailed(
          FailureCode.TARGET_NOT_FOUND,
          "the app on phone " + context.serial() + " finds no account " + script.user());
    }
    context.screen().arrived();
    context.step("look at the profile of " + script.user(), 60);
    context.screen().rest(script.stay());
    return new AttemptResult.Succeeded(
        Outcome.NO_EFFECT, Optional.of("looked at " + script.user()));
  }
}
