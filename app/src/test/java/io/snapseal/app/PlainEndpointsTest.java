package io.snapseal.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainEndpointsTest {
  @TempDir private Path temporary;

  @Test
  void healthAndMetricsNeedNoSignatureAndEverythingElseDoes() throws Exception {
    try (RegionFixture fixture = new RegionFixture(temporary.resolve("home"))) {
      fixture.kms().createKey(r -> {});
      assertThat(get(fixture, "/health").body()).contains("\"status\":\"up\"");
      assertThat(get(fixture, "/metrics").body())
          .contains("snapseal_count{kind=\"kms-key\"} 1")
          .contains("snapseal_count{kind=\"task\"} 0");
      assertThat(get(fixture, "/?Action=DescribeDBInstances").statusCode()).isEqualTo(403);
      assertThat(get(fixture, "/_snapseal/reset").statusCode()).isBetween(400, 499);
    }
  }

  private static HttpResponse<String> get(RegionFixture fixture, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(fixture.region.endpoint().resolve(path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
