package dev.drover.http.lease;

import dev.drover.domain.lease.LeaseLabel;
import dev.drover.http.guard.RequestContext;

/** Says who the person at the dashboard is that takes a phone over. */
final class Person {
  /** Where no key is demanded, nobody says who they are. */
  private static final LeaseLabel LOCAL = new LeaseLabel("at the server's own computer");

  private Person() {}

  /** The name of the key that the person signed in with, or where the person is. */
  static LeaseLabel label(RequestContext context) {
    return context.access().isLocal() ? LOCAL : new LeaseLabel(context.caller());
  }
}
