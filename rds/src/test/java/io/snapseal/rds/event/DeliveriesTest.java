package io.snapseal.rds.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.snapseal.rds.resource.Ids;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.state.Scope;
import io.snapseal.state.StateStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Events reach their targets in order, at least once, and a target that is down loses the oldest.
 */
class DeliveriesTest {
  private static final RdsArn SNAPSHOT =
      RdsArn.snapshot(new Scope("123456789012", "us-east-1"), "snap");
  private static final long PATIENCE_SECONDS = 60;

  @TempDir private Path directory;
  private StateStore state;

  @BeforeEach
  void open() {
    state = StateStore.open(directory.resolve("state.db"));
  }

  @AfterEach
  void close() {
    state.close();
  }

  private Events events(Outbox outbox) {
    return new Events(outbox, new Ids(new SecureRandom()), Clock.systemUTC());
  }

  private void happened(Events events, String... names) {
    Stream.of(names)
        .forEach(
            name ->
                state.change(
                    handle -> events.record(handle, EventKind.SNAPSHOT_RESTORED, SNAPSHOT, name)));
  }

  private static String message(String document) {
    return document.replaceFirst(".*Restored from snapshot ([a-z0-9]+).*", "$1");
  }

  private static String next(BlockingQueue<String> received) throws InterruptedException {
    String document = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(document).isNotNull();
    return message(document);
  }

  @Test
  void whatFailsIsSentAgainInOrder() throws InterruptedException {
    Outbox outbox = new Outbox(List.of(EventTarget.parse("file:/nowhere")));
    BlockingQueue<String> received = new LinkedBlockingQueue<>();
    Queue<Integer> failures = new ArrayDeque<>(List.of(1));
    happened(events(outbox), "one", "two");
    try (Deliveries deliveries =
        new Deliveries(
            state,
            outbox,
            target ->
                documents -> {
                  if (failures.poll() != null) {
                    throw new IOException("down");
                  }
                  received.add(documents.get(0));
                  return 1;
                })) {
      deliveries.start();
      assertThat(next(received)).isEqualTo("one");
      assertThat(next(received)).isEqualTo("two");
    }
  }

  @Test
  void whatWasNotTakenBeforeAnEndIsTakenAfterTheNextStart() throws InterruptedException {
    Outbox outbox = new Outbox(List.of(EventTarget.parse("file:/nowhere")));
    happened(events(outbox), "early");
    BlockingQueue<String> received = new LinkedBlockingQueue<>();
    Outbox again = new Outbox(List.of(EventTarget.parse("file:/nowhere")));
    try (Deliveries deliveries =
        new Deliveries(
            state,
            again,
            target ->
                documents -> {
                  received.addAll(documents);
                  return documents.size();
                })) {
      deliveries.start();
      assertThat(next(received)).isEqualTo("early");
    }
  }

  @Test
  void theBacklogIsBounded() {
    Outbox outbox = new Outbox(List.of(EventTarget.parse("file:/nowhere")), 3);
    happened(events(outbox), "a", "b", "c", "d", "e");
    assertThat(
            state.read(handle -> EventTables.DELIVERIES.everyonesUnder(handle, "all:", 10)).stream()
                .map(row -> row.shown().message()))
        .containsExactly(
            "Restored from snapshot c", "Restored from snapshot d", "Restored from snapshot e");
  }

  @Test
  void whatWaitsForATargetThatIsNoMoreIsDropped() {
    happened(events(new Outbox(List.of(EventTarget.parse("file:/old")))), "a");
    try (Deliveries deliveries = new Deliveries(state, new Outbox(List.of()))) {
      deliveries.start();
    }
    assertThat(state.<Integer>read(handle -> EventTables.DELIVERIES.countUnder(handle, "all:")))
        .isZero();
  }

  @Test
  void anEventThatIsUndoneIsNotTold() {
    Outbox outbox = new Outbox(List.of(EventTarget.parse("file:/nowhere")));
    Events events = events(outbox);
    try {
      state.change(
          handle -> {
            events.record(handle, EventKind.SNAPSHOT_CREATED, SNAPSHOT);
            throw new IllegalStateException("undone");
          });
    } catch (IllegalStateException e) {
      // as wanted
    }
    assertThat(state.<Integer>read(handle -> EventTables.DELIVERIES.countUnder(handle, "all:")))
        .isZero();
    assertThat(state.read(EventTables.EVENTS::everywhere)).isEmpty();
  }

  @Test
  void aLineThatAKillCutOffIsWrittenOver() throws IOException {
    Path file = directory.resolve("events.jsonl");
    FileSink sink = new FileSink(file);
    sink.send(List.of("one"));
    Files.writeString(file, "tw", StandardOpenOption.APPEND);
    sink.send(List.of("two", "three"));
    assertThat(Files.readString(file)).isEqualTo("one\ntwo\nthree\n");
    assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
  }

  @Test
  void aWebhookIsPostedToAndItsRefusalIsFinal() throws Exception {
    Queue<Integer> answers = new ArrayDeque<>(List.of(200, 400, 503, 302));
    BlockingQueue<String> received = new LinkedBlockingQueue<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          received.add(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.getResponseHeaders().add("Location", "/elsewhere");
          exchange.sendResponseHeaders(answers.remove(), -1);
          exchange.close();
        });
    server.start();
    try {
      HttpSink sink =
          new HttpSink(
              EventTarget.parse("http://127.0.0.1:" + server.getAddress().getPort() + "/hook"));
      assertThat(sink.send(List.of("a", "b"))).isEqualTo(1);
      assertThat(sink.send(List.of("refused"))).isEqualTo(1);
      assertThat(fails(sink)).isTrue(); // 503
      assertThat(fails(sink)).isTrue(); // 302, not followed
      assertThat(received).hasSize(4);
    } finally {
      server.stop(0);
    }
  }

  private static boolean fails(HttpSink sink) throws InterruptedException {
    try {
      sink.send(List.of("later"));
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
