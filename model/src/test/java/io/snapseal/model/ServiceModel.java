package io.snapseal.model;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** The service model that an installed AWS CLI has. Where there is none, the test is skipped. */
public final class ServiceModel {
  private final JsonNode json;

  private ServiceModel(JsonNode json) {
    this.json = json;
  }

  /**
   * Reads it, or skips the test.
   *
   * @param service for example {@code kms}
   * @param version of its API, for example {@code 2014-11-01}
   */
  public static ServiceModel installed(String service, String version) {
    Optional<Path> file =
        botocore()
            .map(data -> data.resolve(service).resolve(version))
            .flatMap(ServiceModel::packed);
    assumeTrue(file.isPresent(), "install it: apt-get install awscli");
    try (InputStream packed = Files.newInputStream(file.orElseThrow());
        InputStream plain = new GZIPInputStream(packed)) {
      return new ServiceModel(JsonMapper.builder().build().readTree(plain));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode input(String operation) {
    return shape(json.at("/operations/" + operation + "/input/shape").asText());
  }

  JsonNode shape(String name) {
    return json.path("shapes").path(name);
  }

  private static Optional<Path> packed(Path directory) {
    return Optional.of(directory.resolve("service-2.json.gz")).filter(Files::exists);
  }

  private static Optional<Path> botocore() {
    try {
      Process python =
          new ProcessBuilder("python3", "-c", "import botocore; print(botocore.__path__[0])")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return python.waitFor() == 0 ? Optional.of(Path.of(said.strip(), "data")) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // there is no Python here
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
