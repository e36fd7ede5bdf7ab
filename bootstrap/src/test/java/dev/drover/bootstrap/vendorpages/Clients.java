package dev.drover.bootstrap.vendorpages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;

/**
 * The shapes in which the clients of the page of examples send requests. Each leads the same
 * conversation: licence, creation, list, details, statistics, stop, retry, both deletions.
 */
final class Clients {
  private static final String BODY =
      """
      {"serials": ["device_serial_1"], "script_name": "follow", "script_config": \
      {"target_username": "@tikmatrix"}, "enable_multi_account": false}\
      """;

  private static final String PRETTY_BODY =
      """
      {
        "script_name":  "follow",
        "serials":  [
                        "device_serial_1"
                    ],
        "enable_multi_account":  false,
        "script_config":  {
            "target_username":  "@tikmatrix"
        }
      }\
      """
          .replace("\n", "\r\n");

  private static final String PYTHON =
      "User-Agent: python-requests/2.32.3\nAccept-Encoding: gzip, deflate\nAccept: */*\n"
          + "Connection: keep-alive";
  private static final String NODE =
      "Connection: keep-alive\nAccept: */*\nAccept-Language: *\nSec-Fetch-Mode: cors\n"
          + "User-Agent: node\nAccept-Encoding: gzip, deflate";
  private static final String AXIOS =
      "Accept: application/json, text/plain, */*\nUser-Agent: axios/1.7.9\n"
          + "Accept-Encoding: gzip, compress, deflate, br\nConnection: keep-alive";
  private static final String WINDOWS_POWERSHELL =
      "User-Agent: Mozilla/5.0 (Windows NT; Windows NT 10.0; en-US) WindowsPowerShell/5.1\n"
          + "Connection: Keep-Alive";
  private static final String POWERSHELL =
      "User-Agent: Mozilla/5.0 (Windows NT 10.0; Microsoft Windows; en-US) PowerShell/7.4.6\n"
          + "Accept-Encoding: gzip, deflate, br";
  private static final String JSON = "Content-Type: application/json";
  private static final String FORM = "Content-Type: application/x-www-form-urlencoded";

  private Clients() {}

  /**
   * How a client writes its requests.
   *
   * @param version of HTTP
   * @param headers of every request
   * @param withJson further headers of a request that has a body
   * @param withoutBody further headers of a POST without a body
   * @param slash what the client puts behind a path
   * @param keepsAlive whether the conversation is held on one connection
   */
  private record Client(
      String name,
      String version,
      String address,
      String headers,
      String withJson,
      String withoutBody,
      String body,
      String slash,
      boolean keepsAlive) {

    static Client of(String name, String headers) {
      return new Client(
          name, "HTTP/1.1", "127.0.0.1", headers, JSON, "Content-Length: 0", BODY, "", true);
    }

    Client version(String other, boolean keepAlive) {
      return new Client(
          name, other, address, headers, withJson, withoutBody, body, slash, keepAlive);
    }

    Client at(String other) {
      return new Client(
          name, version, other, headers, withJson, withoutBody, body, slash, keepsAlive);
    }

    Client withJson(String other) {
      return new Client(
          name, version, address, headers, other, withoutBody, body, slash, keepsAlive);
    }

    Client withoutBody(String other) {
      return new Client(name, version, address, headers, withJson, other, body, slash, keepsAlive);
    }

    Client body(String other) {
      return new Client(
          name, version, address, headers, withJson, withoutBody, other, slash, keepsAlive);
    }

    Client slash(String other) {
      return new Client(
          name, version, address, headers, withJson, withoutBody, body, other, keepsAlive);
    }

    DynamicTest on(Farm farm) {
      return dynamicTest(
          name,
          () -> {
            try {
              new Conversation(this, farm).hold();
            } finally {
              farm.deleteTasks();
            }
          });
    }
  }

  /** One conversation of a client. */
  private static final class Conversation {
    private final Client client;
    private final Farm farm;
    private final InetAddress loopback;

    Conversation(Client client, Farm farm) throws IOException {
      this.client = client;
      this.farm = farm;
      this.loopback = loopback(client.address());
    }

    /** The name {@code localhost} is tried as IPv4 here; IPv6 has a conversation of its own. */
    private static InetAddress loopback(String address) throws IOException {
      if (!address.equals("[::1]")) {
        return InetAddress.getByAddress(address, new byte[] {127, 0, 0, 1});
      }
      byte[] one = new byte[16];
      one[15] = 1;
      InetAddress six = InetAddress.getByAddress(one);
      Assumptions.assumeTrue(
          NetworkInterface.getByInetAddress(six) != null,
          "skipped: this machine has no IPv6 loopback");
      return six;
    }

    void hold() throws IOException {
      if (client.keepsAlive()) {
        try (Wire wire = Wire.to(loopback, farm.port())) {
          hold(wire::ask);
        }
      } else {
        hold(
            (head, body) -> {
              try (Wire wire = Wire.to(loopback, farm.port())) {
                return wire.ask(head, body);
              }
            });
      }
    }

    private void hold(Sender sender) throws IOException {
      Reply licence = ask(sender, "GET", "/license/check", "", "");
      assertThat(licence.data().path("plan_name").asText()).isEqualTo("Pro");

      Reply created = ask(sender, "POST", "/task", "", client.body());
      assertThat(created.code()).as(created.envelope().toString()).isZero();
      assertThat(created.data().path("created_count").asInt()).isEqualTo(1);
      String task = "/task/" + created.taskIds().getFirst();

      Reply list = ask(sender, "GET", "/task", "?status=0&page=1&page_size=20", "");
      assertThat(list.data().path("total").asInt()).as(list.envelope().toString()).isEqualTo(1);
      assertThat(ask(sender, "GET", task, "", "").data().path("status_text").asText())
          .isEqualTo("pending");
      assertThat(ask(sender, "GET", "/task/stats", "", "").data().path("pending").asInt())
          .isEqualTo(1);
      assertThat(ask(sender, "POST", task + "/stop", "", "").code()).isEqualTo(40901);
      assertThat(ask(sender, "POST", task + "/retry", "", "").code()).isEqualTo(40901);
      assertThat(
              ask(sender, "POST", "/task/retry-all", "", "").data().path("retried_count").asInt(-1))
          .isZero();
      Reply batch = ask(sender, "DELETE", "/task/batch", "", "{\"task_ids\": [987654321]}");
      assertThat(batch.data().path("deleted_count").asInt(-1)).isZero();
      assertThat(ask(sender, "DELETE", task, "", "").data().path("deleted_count").asInt())
          .isEqualTo(1);
    }

    private Reply ask(Sender sender, String method, String path, String query, String body)
        throws IOException {
      StringBuilder head =
          new StringBuilder()
              .append(method)
              .append(" /api/v1")
              .append(path)
              .append(client.slash())
              .append(query)
              .append(' ')
              .append(client.version())
              .append("\nHost: ")
              .append(client.address())
              .append(':')
              .append(farm.port())
              .append('\n')
              .append(client.headers())
              .append('\n');
      if (!body.isEmpty()) {
        head.append(client.withJson())
            .append("\nContent-Length: ")
            .append(body.getBytes(StandardCharsets.UTF_8).length);
      } else if (method.equals("POST")) {
        head.append(client.withoutBody());
      }
      // A client that adds no header leaves no empty line, which would end the head.
      String lines =
          String.join("\n", head.toString().lines().filter(line -> !line.isBlank()).toList());
      return sender.ask(lines, body);
    }
  }

  private interface Sender {
    Reply ask(String head, String body) throws IOException;
  }

  static Stream<DynamicTest> conversations(Farm farm) {
    return Stream.of(
            Client.of("curl, which sends nothing with a POST without data", "Accept: */*")
                .withoutBody(""),
            Client.of("curl -d '' for a POST without data", "Accept: */*")
                .withoutBody(FORM + "\nContent-Length: 0"),
            Client.of("Python requests", PYTHON),
            Client.of("Python requests with data=json.dumps(...), without a content type", PYTHON)
                .withJson(""),
            Client.of("Python http.client over HTTP/1.1", "Accept-Encoding: identity").withJson(""),
            Client.of("fetch of Node", NODE),
            Client.of("fetch with a JSON content type on a POST without a body", NODE)
                .withoutBody(JSON + "\nContent-Length: 0"),
            Client.of("axios, which calls an empty POST a form", AXIOS)
                .withoutBody(FORM + "\nContent-Length: 0"),
            Client.of("Windows PowerShell, which waits for 100 Continue", WINDOWS_POWERSHELL)
                .withJson(JSON + "\nExpect: 100-continue")
                .withoutBody(FORM + "\nContent-Length: 0")
                .body(PRETTY_BODY),
            Client.of("PowerShell 7", POWERSHELL)
                .withJson(JSON + "; charset=utf-8")
                .body(PRETTY_BODY),
            Client.of("a client of .NET", "").withJson(JSON + "; charset=utf-8"),
            Client.of("Go", "User-Agent: Go-http-client/1.1\nAccept-Encoding: gzip"),
            Client.of("a content type in capitals", "Accept: */*")
                .withJson("Content-Type: APPLICATION/JSON"),
            Client.of("a content type with a charset in quotes", "Accept: */*")
                .withJson(JSON + ";charset=\"UTF-8\""),
            Client.of("slashes behind every path", PYTHON).slash("/"),
            Client.of("HTTP/1.0 without keep-alive", "User-Agent: ApacheBench/2.3")
                .version("HTTP/1.0", false),
            Client.of("HTTP/1.0 with keep-alive", "Connection: keep-alive")
                .version("HTTP/1.0", true),
            Client.of("localhost by IPv4", PYTHON).at("localhost"),
            Client.of("localhost by IPv6", PYTHON).at("[::1]"))
        .map(client -> client.on(farm));
  }

  /** The kinds that browsers send across sites without asking are refused, with the way out. */
  static Stream<DynamicTest> refused(Farm farm) {
    return Stream.of(
            List.of("curl -d without a header calls its JSON a form", FORM),
            List.of("a form with files", "Content-Type: multipart/form-data; boundary=x"),
            List.of(
                "fetch without a header calls its JSON plain text",
                NODE + "\nContent-Type: text/plain;charset=UTF-8"),
            List.of(
                "JSON without a content type from behind a proxy", "X-Forwarded-For: 192.0.2.1"),
            List.of("JSON without a content type from a browser", "Sec-Fetch-Mode: cors"))
        .map(
            each ->
                dynamicTest(
                    each.get(0),
                    () -> {
                      try (Wire wire = Wire.to(InetAddress.getLoopbackAddress(), farm.port())) {
                        Reply reply =
                            wire.ask(
                                "POST /api/v1/task HTTP/1.1\nHost: localhost:"
                                    + farm.port()
                                    + "\nContent-Length: "
                                    + BODY.length()
                                    + "\n"
                                    + each.get(1),
                                BODY);
                        assertThat(reply.code()).isEqualTo(41501);
                        assertThat(reply.message()).contains("application/json");
                      }
                      assertThat(farm.api().get("/task").data().path("total").asInt()).isZero();
                    }));
  }

  /** Addresses that the name {@code localhost} has on this machine. */
  static DynamicTest everyLocalhost(Farm farm) {
    return dynamicTest(
        "every address that localhost has here",
        () -> {
          for (InetAddress address : addresses()) {
            try (Wire wire = Wire.to(address, farm.port())) {
              Reply reply =
                  wire.ask(
                      "GET /api/v1/license/check HTTP/1.1\nHost: localhost:" + farm.port(), "");
              assertThat(reply.code()).as(address.toString()).isZero();
            }
          }
        });
  }

  private static List<InetAddress> addresses() throws UnknownHostException {
    return Arrays.asList(InetAddress.getAllByName("localhost"));
  }
}
