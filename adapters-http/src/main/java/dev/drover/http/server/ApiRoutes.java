package dev.drover.http.server;

import dev.drover.application.account.ReleaseAccounts;
import dev.drover.http.account.AccountReleaseRoutes;
import dev.drover.http.account.AccountRoutes;
import dev.drover.http.device.AppVersionRoutes;
import dev.drover.http.device.DeviceRoutes;
import dev.drover.http.docs.DocumentationRoutes;
import dev.drover.http.docs.OpenApiDocument;
import dev.drover.http.event.EventFeed;
import dev.drover.http.event.EventRoutes;
import dev.drover.http.guard.LicenseCheck;
import dev.drover.http.json.Routes;
import dev.drover.http.lease.LeaseRoutes;
import dev.drover.http.material.MaterialRoutes;
import dev.drover.http.profile.ProfileRoutes;
import dev.drover.http.queue.LicenseRoutes;
import dev.drover.http.queue.QueueRoutes;
import dev.drover.http.queue.SettingsRoutes;
import dev.drover.http.task.ArtifactRoutes;
import dev.drover.http.task.BatchRoutes;
import dev.drover.http.task.PendingTaskRoutes;
import dev.drover.http.task.ScriptRoutes;
import dev.drover.http.task.TaskRoutes;

/**
 * The list of everything that is answered below {@code /api/v1}: each package registers its own.
 */
final class ApiRoutes {
  private ApiRoutes() {}

  static Routes of(HttpApi.Application application) {
    Routes routes = new Routes();
    new ScriptRoutes(application.scripts()).register(routes);
    new LicenseRoutes(new LicenseCheck(application.licenses())).register(routes);
    new TaskRoutes(
            application.createTasks(),
            application.stopTask(),
            application.retryTasks(),
            application.deleteTasks(),
            application.changeTasks(),
            application.taskQueries(),
            application.scripts(),
            application.endpoints(),
            application.clock())
        .register(routes);
    new BatchRoutes(application.waitForBatch(), application.stopBatch()).register(routes);
    new PendingTaskRoutes(
            application.cancelTask(), application.rescheduleTask(), application.taskQueries())
        .register(routes);
    new DeviceRoutes(
            application.listDevices(),
            application.devices(),
            application.connectDevice(),
            application.disconnectDevice(),
            application.gateway(),
            application.clock())
        .register(routes);
    new AppVersionRoutes(application.appVersions(), application.clock()).register(routes);
    new LeaseRoutes(
            application.listDevices(),
            application.devices(),
            application.gateway(),
            application.sessions(),
            application.adb())
        .register(routes);
    // This comes before AccountRoutes, whose path /accounts/{id} matches /accounts/release.
    new AccountReleaseRoutes(new ReleaseAccounts(application.accounts()), application.devices())
        .register(routes);
    new AccountRoutes(
            application.accounts(),
            application.budgets(),
            application.devices(),
            application.clock())
        .register(routes);
    new EventRoutes(
            EventFeed.ofHeap(
                application.events(),
                application.taskQueries(),
                application.devices(),
                application.accounts(),
                application.clock()),
            application.clock())
        .register(routes);
    new SettingsRoutes(application.settings(), application.budgets(), application.clock())
        .register(routes);
    new QueueRoutes(application.settings(), application.nodes(), application.clock())
        .register(routes);
    new ArtifactRoutes(application.artifacts(), application.taskQueries()).register(routes);
    new ProfileRoutes(application.repairs()).register(routes);
    new DocumentationRoutes(OpenApiDocument.load(application.scripts())).register(routes);
    new MaterialRoutes(application.materials()).register(routes);
    return routes;
  }
}
