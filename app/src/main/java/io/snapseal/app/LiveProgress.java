package io.snapseal.app;

import io.snapseal.autopilot.act.ProgressListener;
import java.util.LinkedHashMap;
import java.util.Map;

/** Shows what the autopilot does: redrawn in place on a terminal, plain lines elsewhere. */
final class LiveProgress implements ProgressListener, AutoCloseable {
  private final Console console;
  private final Map<String, String> running = new LinkedHashMap<>();
  private boolean drawn;

  LiveProgress(Console console) {
    this.console = console;
  }

  @Override
  public synchronized void on(Event event) {
    String what = event.region() + " " + event.snapshot() + " " + event.step();
    switch (event.state()) {
      case STARTED -> {
        running.put(what, what);
        if (!console.isTerminal()) {
          console.note(what + " ...");
        }
      }
      case RUNNING ->
          running.put(what, event.percent() < 0 ? what : what + " " + event.percent() + " %");
      case FINISHED -> ended(what, "done");
      case FAILED -> ended(what, "failed: " + event.detail());
    }
    draw();
  }

  @Override
  public synchronized void close() {
    if (drawn) {
      console.redraw("");
      drawn = false;
    }
  }

  private void ended(String what, String how) {
    running.remove(what);
    close();
    console.note(what + " " + how);
  }

  private void draw() {
    if (console.isTerminal() && !running.isEmpty()) {
      console.redraw(String.join(" | ", running.values()));
      drawn = true;
    }
  }
}
