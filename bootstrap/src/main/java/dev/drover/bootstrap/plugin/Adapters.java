package dev.drover.bootstrap.plugin;

import dev.drover.application.plugin.CommentAdapter;
import dev.drover.application.plugin.CommentContext;
import dev.drover.application.plugin.DeviceAdapter;
import dev.drover.application.plugin.DeviceContext;
import dev.drover.application.plugin.Devices;
import dev.drover.application.plugin.Finding;
import dev.drover.application.plugin.InvalidSetting;
import dev.drover.application.plugin.Storage;
import dev.drover.application.plugin.StorageAdapter;
import dev.drover.application.plugin.StorageContext;
import dev.drover.application.port.comments.CommentGenerator;
import dev.drover.application.port.device.RepairIdeas;
import dev.drover.bootstrap.config.AdapterChoices;
import dev.drover.bootstrap.config.AdapterChoices.Chosen;
import dev.drover.bootstrap.config.ConfigurationError;
import dev.drover.bootstrap.config.RepairModel;
import dev.drover.domain.script.ScriptType;
import dev.drover.domain.script.ScriptTypes;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * All adapters by name. Drover's own and those of plug-ins are found in the same way, through
 * {@link ServiceLoader}.
 */
public final class Adapters {
  private final SortedMap<String, Found<StorageAdapter>> storages;
  private final SortedMap<String, Found<DeviceAdapter>> devices;
  private final SortedMap<String, Found<CommentAdapter>> comments;
  private final ScriptTypes scripts;

  /**
   * An adapter and where it comes from.
   *
   * @param jar the plug-in, such as {@code plug-in a.jar}; empty for an adapter of Drover's class
   *     path
   */
  private record Found<A>(A adapter, Optional<String> jar) {
    /** Describes where the adapter comes from, for messages. */
    String place() {
      return adapter.getClass().getName() + " (" + jar.orElse("which comes with Drover") + ")";
    }
  }

  private Adapters(
      SortedMap<String, Found<StorageAdapter>> storages,
      SortedMap<String, Found<DeviceAdapter>> devices,
      SortedMap<String, Found<CommentAdapter>> comments,
      ScriptTypes scripts) {
    this.storages = storages;
    this.devices = devices;
    this.comments = comments;
    this.scripts = scripts;
  }

  /**
   * Creates an instance of each adapter class.
   *
   * @throws PluginRefused if one can't be created, or two have the same name
   */
  public static Adapters find(Plugins plugins) {
    return new Adapters(
        find(StorageAdapter.class, StorageAdapter::name, plugins),
        find(DeviceAdapter.class, DeviceAdapter::name, plugins),
        find(CommentAdapter.class, CommentAdapter::name, plugins),
        scripts(find(ScriptType.class, ScriptType::name, plugins)));
  }

  /** Drover's scripts come first, in their own order, and then those of plug-ins. */
  private static ScriptTypes scripts(SortedMap<String, Found<ScriptType>> found) {
    List<ScriptType> types = new ArrayList<>(ScriptTypes.builtIn().all());
    found.values().stream()
        .filter(script -> script.jar().isPresent())
        .map(Found::adapter)
        .forEach(types::add);
    return new ScriptTypes(types);
  }

  private static <A> SortedMap<String, Found<A>> find(
      Class<A> type, Function<A, String> name, Plugins plugins) {
    SortedMap<String, Found<A>> found = new TreeMap<>();
    ClassLoader own = Adapters.class.getClassLoader();
    for (A adapter : ServiceLoader.load(type, own)) {
      add(found, name, new Found<>(adapter, Optional.empty()));
    }
    for (PluginJar jar : plugins.jars()) {
      addOf(jar, type, name, found);
    }
    return found;
  }

  /**
   * Adds the adapters of this jar. Its class loader also finds those of Drover's class path, which
   * are skipped.
   */
  private static <A> void addOf(
      PluginJar jar, Class<A> type, Function<A, String> name, Map<String, Found<A>> found) {
    try {
      Iterator<ServiceLoader.Provider<A>> providers =
          ServiceLoader.load(type, jar.loader()).stream().iterator();
      while (providers.hasNext()) {
        ServiceLoader.Provider<A> provider = providers.next();
        if (jar.loader().equals(provider.type().getClassLoader())) {
          add(found, name, new Found<>(provider.get(), Optional.of(jar.name())));
        }
      }
    } catch (PluginRefused refused) {
      throw refused;
    } catch (ServiceConfigurationError unusable) {
      throw PluginRefused.because(
          jar.name() + ": " + sentence(unusable, type),
          Optional.ofNullable(unusable.getCause()).orElse(unusable));
    } catch (RuntimeException | Error failed) {
      throw PluginRefused.because(jar.name() + ": " + jar.named(type) + " can't be loaded", failed);
    }
  }

  /** Shortens the message by the name of the service if there is a cause that explains more. */
  private static String sentence(ServiceConfigurationError unusable, Class<?> service) {
    return unusable.getCause() == null
        ? "its adapter can't be loaded"
        : String.valueOf(unusable.getMessage()).replace(service.getName() + ": ", "");
  }

  private static <A> void add(
      Map<String, Found<A>> found, Function<A, String> naming, Found<A> adapter) {
    String name =
        Optional.ofNullable(naming.apply(adapter.adapter()))
            .filter(text -> text.matches("[a-z][a-z0-9_-]{0,39}"))
            .orElseThrow(
                () ->
                    new PluginRefused(
                        adapter.place()
                            + " has no usable name; it must be 1 to 40 lower-case letters, digits,"
                            + " underscores and hyphens"));
    Optional<Found<A>> before = Optional.ofNullable(found.putIfAbsent(name, adapter));
    if (before.isPresent()) {
      throw new PluginRefused(
          "two adapters have the name "
              + name
              + ": "
              + before.get().place()
              + " and "
              + adapter.place()
              + "; remove one of the jars");
    }
  }

  /** Returns the scripts of Drover and of plug-ins. */
  public ScriptTypes scripts() {
    return scripts;
  }

  /**
   * Checks the names in a configuration before anything is opened.
   *
   * @throws ConfigurationError if there is no such adapter; the message lists those that exist
   */
  public void check(AdapterChoices choices) {
    named(storages, choices.storage());
    choices.devices().forEach(chosen -> named(devices, chosen));
    named(comments, choices.comments());
    Set<String> plugins = new TreeSet<>();
    for (Map<String, ? extends Found<?>> adapters : List.of(storages, devices, comments)) {
      adapters.forEach(
          (name, found) -> {
            if (found.jar().isPresent()) {
              plugins.add(name);
            }
          });
    }
    choices.checkPlugins(plugins);
  }

  private static <A> Found<A> named(SortedMap<String, Found<A>> adapters, Chosen chosen) {
    return Optional.ofNullable(adapters.get(chosen.name()))
        .orElseThrow(
            () ->
                new ConfigurationError(
                    chosen.origin()
                        + ": there is no adapter \""
                        + chosen.name()
                        + "\"; there are "
                        + String.join(", ", adapters.keySet())));
  }

  /**
   * Opens the storage.
   *
   * @param context the context for the chosen adapter
   * @throws ConfigurationError if there is no such adapter, or it refuses a setting
   * @throws PluginRefused if a plug-in's adapter can't be opened. Exceptions of Drover's own
   *     adapters pass unchanged.
   */
  public Storage open(Chosen chosen, StorageContext context) {
    Found<StorageAdapter> found = named(storages, chosen);
    return open(found, chosen, () -> found.adapter().open(context));
  }

  /**
   * Opens the phones of one adapter, with the exceptions of {@link #open(Chosen, StorageContext)}.
   */
  public Devices open(Chosen chosen, DeviceContext context) {
    Found<DeviceAdapter> found = named(devices, chosen);
    return open(found, chosen, () -> found.adapter().open(context));
  }

  /** Opens the comment generator, with the exceptions of {@link #open(Chosen, StorageContext)}. */
  public CommentGenerator open(Chosen chosen, CommentContext context) {
    Found<CommentAdapter> found = named(comments, chosen);
    return open(found, chosen, () -> found.adapter().open(context));
  }

  /**
   * Opens what has ideas for repairs, by the adapter that has comments written.
   *
   * @throws ConfigurationError if that adapter can't ask the model
   */
  public RepairIdeas open(Chosen chosen, RepairModel model) {
    Found<CommentAdapter> found = named(comments, chosen);
    return open(
            found,
            chosen,
            () -> found.adapter().repairIdeas(model.baseUrl(), model.model(), model.apiKey()))
        .orElseThrow(
            () ->
                new ConfigurationError(
                    "the adapter of comments \""
                        + found.adapter().name()
                        + "\" can't ask the model of repair.base-url; leave that out, or set"
                        + " comments.adapter to openai"));
  }

  /** Returns the findings of the storage adapter, for {@code drover doctor}. */
  public List<Finding> check(Chosen chosen, StorageContext context) {
    Found<StorageAdapter> found = named(storages, chosen);
    return open(found, chosen, () -> found.adapter().check(context));
  }

  private static <T> T open(Found<?> found, Chosen chosen, Supplier<T> opening) {
    String what = found.jar().orElse("") + ": " + found.adapter().getClass().getName();
    try {
      return Optional.ofNullable(opening.get())
          .orElseThrow(() -> new PluginRefused(what + " can't be opened: it gave nothing (null)"));
    } catch (InvalidSetting invalid) {
      throw chosen.refused(invalid.setting(), invalid.reason());
    } catch (PluginRefused refused) {
      throw refused;
    } catch (RuntimeException | Error failed) {
      if (found.jar().isEmpty()) {
        throw failed;
      }
      throw PluginRefused.because(what + " can't be opened", failed);
    }
  }
}
