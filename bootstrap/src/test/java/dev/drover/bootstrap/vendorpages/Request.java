package dev.drover.bootstrap.vendorpages;

/**
 * A request of a client.
 *
 * @param path below {@code /api/v1}, with its query
 * @param body JSON in single quotes, or empty for none
 */
record Request(String method, String path, String body) {
  static Request get(String path) {
    return new Request("GET", path, "");
  }

  static Request post(String path) {
    return new Request("POST", path, "");
  }

  static Request delete(String path) {
    return new Request("DELETE", path, "");
  }

  static Request delete(String path, String body) {
    return new Request("DELETE", path, body);
  }

  /** {@code POST /task} with this body. */
  static Request task(String fields) {
    return new Request("POST", "/task", "{" + fields + "}");
  }

  /** {@code POST /task} for one phone that is not connected. */
  static Request script(String name, String config) {
    return task(
        "'serials': ['device_serial_1'], 'script_name': '"
            + name
            + "', 'script_config': {"
            + config
            + "}");
  }

  /** The same request with {@code {task}} replaced by a task's id. */
  Request about(long task) {
    String id = String.valueOf(task);
    return new Request(method, path.replace("{task}", id), body.replace("{task}", id));
  }
}
