package dev.drover.domain.script;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** The scripts that this server knows, by name. Immutable. */
public final class ScriptTypes {
  private final Map<String, ScriptType> types;
  private final Map<String, ScriptType> byAnyName = new HashMap<>();

  /**
   * Holds these types, in order.
   *
   * @throws IllegalArgumentException if two types have the same name; the message names their
   *     classes
   */
  public ScriptTypes(Iterable<ScriptType> types) {
    Map<String, ScriptType> byName = new LinkedHashMap<>();
    for (ScriptType type : types) {
      byName.putIfAbsent(type.name(), type);
      put(type.name(), type);
      type.otherNames().forEach(name -> put(name, type));
    }
    this.types = Collections.unmodifiableMap(byName);
  }

  private void put(String name, ScriptType type) {
    ScriptType other = byAnyName.putIfAbsent(name, type);
    if (other != null) {
      throw new IllegalArgumentException(
          "two script types are called \""
              + name
              + "\": "
              + other.getClass().getName()
              + " and "
              + type.getClass().getName());
    }
  }

  /** Returns the built-in scripts. */
  public static ScriptTypes builtIn() {
    return load(ScriptTypes.class.getClassLoader());
  }

  /**
   * Returns the types that a class loader finds as services: built-in ones and those of plug-ins.
   *
   * @throws java.util.ServiceConfigurationError if one can't be loaded
   */
  public static ScriptTypes load(ClassLoader loader) {
    return new ScriptTypes(ServiceLoader.load(ScriptType.class, loader));
  }

  /**
   * Returns these types and more.
   *
   * @throws IllegalArgumentException if two types have the same name
   */
  public ScriptTypes with(Collection<? extends ScriptType> more) {
    List<ScriptType> all = new ArrayList<>(types.values());
    all.addAll(more);
    return new ScriptTypes(all);
  }

  /** Finds a script by its name or another name of it. */
  public Optional<ScriptType> find(String name) {
    return Optional.ofNullable(byAnyName.get(name));
  }

  public Collection<ScriptType> all() {
    return types.values();
  }

  public List<String> names() {
    return List.copyOf(types.keySet());
  }
}
