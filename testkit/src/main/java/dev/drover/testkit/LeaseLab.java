package dev.drover.testkit;

import dev.drover.application.lease.ExtendLease;
import dev.drover.application.lease.FindLease;
import dev.drover.application.lease.HeldPhones;
import dev.drover.application.lease.LeaseKeeper;
import dev.drover.application.lease.LeasePhone;
import dev.drover.application.lease.PhoneSessions;
import dev.drover.application.lease.ReleaseLease;
import dev.drover.application.lease.UnreleasedLeases;
import dev.drover.application.node.NodeTerms;
import dev.drover.application.plugin.Storage;
import dev.drover.application.port.device.DeviceGateway;
import dev.drover.application.port.license.LicenseProvider;
import dev.drover.application.port.storage.PhoneLeases;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/** What a server leases its phones with, put together for tests. */
public final class LeaseLab {
  private final HeldPhones phones;
  private final LeaseKeeper keeper;
  private final PhoneSessions sessions;
  private final List<String> refusals = new CopyOnWriteArrayList<>();

  /**
   * @param freed called when a phone may run a task again
   * @param nanoTime by which the server measures leases
   */
  public LeaseLab(
      Storage storage,
      PhoneLeases leases,
      NodeTerms terms,
      HeldPhones phones,
      DeviceGateway gateway,
      LicenseProvider licenses,
      Runnable freed,
      Clock clock,
      LongSupplier nanoTime) {
    this.phones = phones;
    UnreleasedLeases unreleased = new UnreleasedLeases(leases, nanoTime);
    FindLease finding = new FindLease(phones, leases);
    keeper = new LeaseKeeper(phones, leases, unreleased, freed, nanoTime);
    sessions =
        new PhoneSessions(
            new LeasePhone(
                phones,
                leases,
                unreleased,
                terms,
                gateway,
                storage.devices(),
                storage.accounts(),
                storage.budgets(),
                licenses,
                storage.events(),
                refusals::add,
                new SecureRandom(),
                clock,
                nanoTime),
            new ExtendLease(phones, finding),
            new ReleaseLease(phones, finding),
            finding,
            leases);
  }

  public HeldPhones phones() {
    return phones;
  }

  public LeaseKeeper keeper() {
    return keeper;
  }

  public PhoneSessions sessions() {
    return sessions;
  }

  /** The reasons of the openings that were refused, in order. */
  public List<String> refusals() {
    return List.copyOf(refusals);
  }
}
