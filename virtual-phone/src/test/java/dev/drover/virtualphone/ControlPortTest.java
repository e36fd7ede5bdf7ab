package dev.drover.virtualphone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drover.virtualphone.config.PhoneConfig;
import dev.drover.virtualphone.fault.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Tests the control port, and the bytes of the ADB port with a client that shares no code with the
 * phone.
 */
class ControlPortTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private VirtualPhone phone;

  @BeforeEach
  void start() {
    phone = VirtualPhone.start(PhoneConfig.named("CONTROL", "account"));
  }

  @AfterEach
  void stop() {
    phone.close();
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + phone.controlPort() + path))
              .method(method, HttpRequest.BodyPublishers.ofString(body))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void faults_are_armed_listed_and_cleared() throws Exception {
    HttpResponse<String> armed =
        send("PUT", "/faults", "{\"kind\": \"stall\", \"match\": \"am start\", \"for_ms\": 500}");
    JsonNode fault = JSON.readTree(armed.body()).get(0);

    assertThat(armed.statusCode()).isEqualTo(200);
    assertThat(fault.path("kind").asText()).isEqualTo("stall");
    assertThat(fault.path("moment").asText()).isEqualTo("before");
    assertThat(fault.path("times").asInt()).isEqualTo(1);
    assertThat(JSON.readTree(send("DELETE", "/faults", "").body())).isEmpty();
  }

  @Test
  void a_fault_that_there_is_not_is_refused_with_those_that_there_are() throws Exception {
    HttpResponse<String> refused = send("PUT", "/faults", "{\"kind\": \"explode\"}");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("cut").contains("stall").contains("offline");
    assertThat(send("PUT", "/faults", "{broken").statusCode()).isEqualTo(400);
    assertThat(send("GET", "/nothing", "").statusCode()).isEqualTo(404);
  }

  @Test
  void an_account_is_logged_out_by_its_app_and_name() throws Exception {
    HttpResponse<String> done =
        send("POST", "/accounts/log-out", "{\"app\": \"instagram\", \"account\": \"account\"}");

    assertThat(done.statusCode()).isEqualTo(200);
    assertThat(JSON.readTree(send("GET", "/accounts", "").body()))
        .extracting(
            account -> account.path("package").asText(),
            account -> account.path("logged_in").asBoolean(),
            account -> account.path("in_use").asBoolean())
        .containsExactly(
            tuple("com.zhiliaoapp.musically", true, true),
            tuple("com.ss.android.ugc.trill", true, true),
            tuple("com.instagram.android", false, true));
    assertThat(send("POST", "/accounts/log-out", "{\"app\": \"instagram\"}").statusCode())
        .isEqualTo(404);
    assertThat(send("POST", "/accounts/log-out", "{broken").statusCode()).isEqualTo(400);
  }

  @Test
  void the_record_starts_empty() throws Exception {
    assertThat(JSON.readTree(send("GET", "/effects", "").body())).isEmpty();
    assertThat(JSON.readTree(send("GET", "/state", "").body()).path("awake").asBoolean()).isTrue();
  }

  @Test
  void the_adb_port_answers_connect_with_a_banner_that_clients_need() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), phone.adbPort())) {
      socket.setSoTimeout(5_000);
      byte[] banner = "host::test\0".getBytes(StandardCharsets.US_ASCII);
      int connect = 0x4e584e43;
      socket
          .getOutputStream()
          .write(
              ByteBuffer.allocate(24 + banner.length)
                  .order(ByteOrder.LITTLE_ENDIAN)
                  .putInt(connect)
                  .putInt(0x01000001)
                  .putInt(256 * 1024)
                  .putInt(banner.length)
                  .putInt(0)
                  .putInt(~connect)
                  .put(banner)
                  .array());
      InputStream in = socket.getInputStream();
      ByteBuffer header = ByteBuffer.wrap(in.readNBytes(24)).order(ByteOrder.LITTLE_ENDIAN);

      assertThat(header.getInt(0)).isEqualTo(connect);
      assertThat(header.getInt(20)).isEqualTo(~connect);
      String answer = new String(in.readNBytes(header.getInt(12)), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("device::").contains("features=").contains("shell_v2");
    }
  }

  @Test
  void garbage_on_the_adb_port_ends_that_connection_only() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), phone.adbPort())) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(new byte[64]);

      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), phone.adbPort())) {
      assertThat(socket.isConnected()).isTrue();
    }
  }

  @Test
  void faults_have_the_times_that_are_usual_for_them() throws Exception {
    JsonNode faults =
        JSON.readTree(
            send(
                    "PUT",
                    "/faults",
                    """
                    [{"kind": "no_idle"}, {"kind": "no_idle", "for_ms": 3000},
                     {"kind": "scan_never"}, {"kind": "popup", "name": "update"}]
                    """)
                .body());

    assertThat(faults.get(0).path("times").asInt()).isEqualTo(1);
    assertThat(faults.get(1).path("times").asInt()).isEqualTo(Fault.ALWAYS);
    assertThat(faults.get(2).path("times").asInt()).isEqualTo(Fault.ALWAYS);
    assertThat(faults.get(3).path("name").asText()).isEqualTo("update");
    HttpResponse<String> refused = send("PUT", "/faults", "{\"kind\": \"popup\"}");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("permission");
  }
}
