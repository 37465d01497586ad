package io.snapseal.autopilot.fake;

import io.snapseal.autopilot.aws.Clients;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** An account with its regions, on a virtual clock. Every call can be interfered with. */
public final class FakeAws implements Clients {
  public static final String ACCOUNT = "123456789012";

  private final VirtualClock clock;
  private final Map<String, FakeRds> rds = new LinkedHashMap<>();
  private final Map<String, FakeKms> kms = new LinkedHashMap<>();
  private final List<String> calls = new ArrayList<>();
  private int speed = 1;
  private Interference interference = new Interference() {};

  public FakeAws(VirtualClock clock) {
    this.clock = clock;
  }

  /** What goes wrong around a call. */
  public interface Interference {
    default void before(Call call) {}

    default void after(Call call) {}
  }

  /** A call by its number in this world's life, counted from 1. */
  public record Call(int number, String operation, String region, String id) {
    boolean changes() {
      return !operation.startsWith("Describe");
    }
  }

  /** A process killed between two of its instructions. Nothing in the autopilot may catch it. */
  public static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  @Override
  public FakeRds rds(String region) {
    return rds.computeIfAbsent(region, name -> new FakeRds(this, name));
  }

  @Override
  public FakeKms kms(String region) {
    return kms.computeIfAbsent(region, name -> new FakeKms(this, name));
  }

  @Override
  public String account() {
    return ACCOUNT;
  }

  public VirtualClock clock() {
    return clock;
  }

  /** Everything takes so many times less. */
  public void faster(int times) {
    speed = times;
  }

  public int speed() {
    return speed;
  }

  public void interfere(Interference with) {
    interference = with;
  }

  public List<String> calls() {
    return calls;
  }

  public long count(String operation) {
    return calls.stream().filter(call -> call.startsWith(operation + " ")).count();
  }

  public <T> T call(String operation, String region, String id, Supplier<T> work) {
    calls.add(operation + " " + region + " " + id);
    Call call = new Call(calls.size(), operation, region, id);
    rds.values().forEach(FakeRds::settle);
    interference.before(call);
    T result = work.get();
    interference.after(call);
    return result;
  }
}
