package dev.drover.bootstrap.plugin;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Loads classes and resources from all plug-ins. If several jars contain a class, the first one
 * provides it.
 */
final class PluginClassLoader extends ClassLoader {
  private final List<URLClassLoader> jars;

  PluginClassLoader(List<URLClassLoader> jars) {
    super("plug-ins", PluginClassLoader.class.getClassLoader());
    this.jars = List.copyOf(jars);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    String file = name.replace('.', '/') + ".class";
    for (URLClassLoader jar : jars) {
      if (jar.findResource(file) != null) {
        return jar.loadClass(name);
      }
    }
    throw new ClassNotFoundException(name);
  }

  @Override
  protected @Nullable URL findResource(String name) {
    for (URLClassLoader jar : jars) {
      URL found = jar.findResource(name);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  @Override
  protected Enumeration<URL> findResources(String name) throws IOException {
    List<URL> found = new ArrayList<>();
    for (URLClassLoader jar : jars) {
      found.addAll(Collections.list(jar.findResources(name)));
    }
    return Collections.enumeration(found);
  }
}
