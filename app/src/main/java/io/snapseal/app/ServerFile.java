package io.snapseal.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How to find the server that runs on a home.
 *
 * @param pid its process
 * @param processStarted when that process began, as the operating system tells: a pid is used again
 * @param endpoint where it answers
 * @param regions its regions, the usual one first
 * @param account the account of its root user
 * @param started when it accepted requests, ISO-8601
 */
record ServerFile(
    long pid,
    String processStarted,
    URI endpoint,
    List<String> regions,
    String account,
    String started) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  ServerFile {
    if (Stream.of(processStarted, endpoint, regions, account, started).anyMatch(Objects::isNull)
        || endpoint.getHost() == null
        || regions.isEmpty()) {
      throw new IllegalArgumentException("not the file of a server");
    }
    regions = List.copyOf(regions);
  }

  void write(Home home) throws IOException {
    home.writeOwnerOnly(home.server(), JSON.writeValueAsString(this));
  }

  static void delete(Home home) throws IOException {
    Files.deleteIfExists(home.server());
  }

  /** The file of the server that runs; a user error if there is none. */
  static ServerFile read(Home home) {
    try {
      return JSON.readValue(Files.readString(home.server()), ServerFile.class);
    } catch (NoSuchFileException e) {
      throw notRunning(home);
    } catch (JsonProcessingException e) {
      throw new UserError(home.server() + " is damaged", "Restart the region.");
    } catch (IOException e) {
      throw new UserError(
          home.server() + " cannot be read: " + e.getClass().getSimpleName(),
          "Run as the user who started the region.");
    }
  }

  /** The file of this process. */
  static ServerFile ofThisProcess(
      URI endpoint, List<String> regions, String account, Instant started) {
    ProcessHandle self = ProcessHandle.current();
    return new ServerFile(
        self.pid(), beginning(self), endpoint, regions, account, started.toString());
  }

  /** The server's process; empty if it was killed, which leaves its file behind. */
  Optional<ProcessHandle> process() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process -> beginning(process).equals(processStarted));
  }

  private static String beginning(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("unknown");
  }

  private static UserError notRunning(Home home) {
    return new UserError(
        ExitCode.UNREACHABLE,
        "no region is running on " + home.directory(),
        "Start it with 'snapseal region start', or name its --home.");
  }
}
