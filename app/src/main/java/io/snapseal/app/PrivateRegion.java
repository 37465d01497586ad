package io.snapseal.app;

import io.snapseal.audit.AuditTrail;
import io.snapseal.audit.CloudTrail;
import io.snapseal.blockstore.BlockStoreException;
import io.snapseal.engine.EngineException;
import io.snapseal.iam.AccessKey;
import io.snapseal.iam.Authorizer;
import io.snapseal.iam.directory.AccessKeyUses;
import io.snapseal.iam.directory.DirectoryPrincipals;
import io.snapseal.iam.directory.IdentityPolicies;
import io.snapseal.iam.organization.Memberships;
import io.snapseal.iam.organization.Organizations;
import io.snapseal.iam.service.DirectoryIdentities;
import io.snapseal.iam.service.Iam;
import io.snapseal.iam.service.Sessions;
import io.snapseal.iam.service.SignedCallers;
import io.snapseal.iam.service.StsService;
import io.snapseal.kms.HomeRootKey;
import io.snapseal.kms.Kms;
import io.snapseal.kms.RootKey;
import io.snapseal.kms.root.RootKeyException;
import io.snapseal.kms.root.RootKeyFile;
import io.snapseal.rds.Rds;
import io.snapseal.rds.peer.OtherRegions;
import io.snapseal.state.StateStore;
import io.snapseal.wire.PresignedUrlCheck;
import io.snapseal.wire.WireServer;
import io.snapseal.wire.WireSettings;
import io.snapseal.wire.WireStartException;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The one place where a private region is put together: state, keys, block stores, engines,
 * services and the server that publishes them.
 */
final class PrivateRegion implements AutoCloseable {
  private final RegionOptions options;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Deque<AutoCloseable> inside = new ArrayDeque<>();
  private @Nullable EphemeralHome ephemeral;
  private @Nullable Home prepared;
  private @Nullable URI endpoint;
  private volatile boolean stopping;

  /** A region that is not started: nothing is touched yet. */
  PrivateRegion(RegionOptions options) {
    this.options = options;
  }

  private void assemble(Home home, Map<String, String> environment) throws IOException {
    SecureRandom random = new SecureRandom();
    UniqueIds ids = new UniqueIds(random);
    Clock clock = Clock.systemUTC();
    WireSettings settings = RegionWire.settings(options);
    AccessKey rootUser = Credentials.openOrCreate(home, environment, random);
    open.push(this::closeInside);
    RegionWire wire = services(home, rootUser, ids, clock, random);
    WireServer server = keep(serverOf(home, wire, settings, rootUser, ids, clock, random));
    endpoint = server.endpoint();
    ServerFile.ofThisProcess(
            server.endpoint(), options.regions(), options.account(), clock.instant())
        .write(home);
    keep(() -> ServerFile.delete(home));
  }

  private WireServer serverOf(
      Home home,
      RegionWire wire,
      WireSettings settings,
      AccessKey rootUser,
      UniqueIds ids,
      Clock clock,
      SecureRandom random) {
    RegionServer server = new RegionServer(settings, clock, ids);
    EphemeralHome memory = ephemeral;
    if (memory == null) {
      return server.of(wire);
    }
    return server.renewable(
        wire,
        () -> {
          closeInside();
          memory.empty();
          return services(home, rootUser, ids, clock, random);
        });
  }

  /** All that has state, on a home as it is. */
  private RegionWire services(
      Home home, AccessKey rootUser, UniqueIds ids, Clock clock, SecureRandom random)
      throws IOException {
    StateStore state = inside(stateOf(home));
    RootKey rootKey =
        new HomeRootKey(new RootKeyFile(home.rootKey()), state, options.rootKey().stores(), random)
            .openOrCreate(options.rootKey().kind());
    IdentityPolicies directory = new IdentityPolicies(state, rootKey);
    Memberships memberships = new Memberships(state);
    AuditTrail trail =
        inside(
            AuditTrail.open(
                state, rootKey, home.audit(), clock, random, () -> ids.get().toString()));
    Authorizer authorizer =
        new Authorizer(new DirectoryIdentities(directory, memberships), clock, trail);
    Kms kms =
        inside(
            new Kms(
                state,
                rootKey,
                authorizer,
                DirectoryPrincipals.in(state),
                clock,
                random,
                () -> UUID.randomUUID().toString(),
                Set.copyOf(options.regions()),
                options.quotas()));
    kms.start();
    Sessions sessions = new Sessions(rootKey, random);
    SignedCallers callers =
        new SignedCallers(
            options.account(),
            rootUser,
            directory,
            memberships,
            sessions,
            new AccessKeyUses(state, clock));
    RegionHosts hosts =
        inside(RegionHosts.open(home, options.regions(), options.engines(), clock, random));
    if (ephemeral != null) {
      ephemeral.clearAbandoned(hosts);
    }
    Rds rds =
        inside(
            new Rds(
                "local",
                state,
                authorizer,
                kms::as,
                hosts.places(),
                hosts.engines(),
                hosts.encrypted(),
                hosts.plain(),
                new OtherRegions(
                    new SignedUrls(
                        new PresignedUrlCheck(RegionWire.secrets(callers), clock),
                        callers,
                        () -> ids.get().toString()),
                    PeerLinks.of(home, options.peers(), options.regions())),
                clock,
                random,
                options.rds()));
    rds.start();
    return new RegionWire(
        state,
        callers,
        options.regions(),
        kms,
        rds,
        new Iam(state, rootKey, authorizer, clock, random),
        new StsService(state, sessions, authorizer, clock),
        new CloudTrail(trail, authorizer, clock),
        new Organizations(state, authorizer, clock, random));
  }

  /** Starts a region; see {@link #start(Map)}. */
  static PrivateRegion start(RegionOptions options, Map<String, String> environment) {
    PrivateRegion region = new PrivateRegion(options);
    region.start(environment);
    return region;
  }

  /**
   * Starts it; when this returns it accepts requests.
   *
   * @throws UserError for everything that the person who starts it can put right
   * @throws CancellationException if it is closed meanwhile; nothing is left running then
   */
  synchronized void start(Map<String, String> environment) {
    requireWanted();
    boolean started = false;
    try {
      Home home = opened();
      prepared = home;
      assemble(home, environment);
      started = true;
    } catch (EngineException e) {
      throw new UserError(
          "the region cannot start: " + e.getMessage(),
          e.fix().orElse("See docs/troubleshooting.md."));
    } catch (RootKeyException e) {
      throw new UserError(String.valueOf(e.getMessage()), e.fix());
    } catch (BlockStoreException e) {
      throw new UserError(
          "a snapshot store in "
              + directory().resolve("regions")
              + " cannot be used: "
              + e.getMessage(),
          "Put right what it says, or restore the whole home from a copy.");
    } catch (WireStartException e) {
      throw new UserError(String.valueOf(e.getMessage()), "See docs/troubleshooting.md.");
    } catch (IOException e) {
      throw new UserError(
          "the region on " + directory() + " cannot start: " + e,
          "Check that the disk is not full and that the home is readable for this user.");
    } finally {
      if (!started) {
        close();
      }
    }
  }

  /** The home, locked by this process. */
  private Home opened() throws IOException {
    if (!options.ephemeral()) {
      Home home = Home.prepare(options.home());
      keep(lockOf(home));
      return home;
    }
    EphemeralHome memory = keep(EphemeralHome.open(options.home()));
    ephemeral = memory;
    return memory.home();
  }

  private Path directory() {
    return prepared == null ? options.home() : prepared.directory();
  }

  /** Where clients reach it. */
  URI endpoint() {
    return Objects.requireNonNull(endpoint);
  }

  Home home() {
    return Objects.requireNonNull(prepared);
  }

  /**
   * Stops everything, last opened first. A start that goes on in another thread ends at its next
   * step, and is waited for.
   */
  @Override
  public void close() {
    stopping = true;
    closeAll(open);
  }

  private synchronized void closeAll(Deque<AutoCloseable> open) {
    RuntimeException failure = null;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        failure =
            failure == null
                ? new IllegalStateException("the region did not stop cleanly")
                : failure;
        failure.addSuppressed(e);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Puts the services away; the server goes on to listen. */
  private void closeInside() {
    closeAll(inside);
  }

  private <T extends AutoCloseable> T inside(T opened) {
    inside.push(opened);
    requireWanted();
    return opened;
  }

  private <T extends AutoCloseable> T keep(T opened) {
    open.push(opened);
    requireWanted();
    return opened;
  }

  private void requireWanted() {
    if (stopping) {
      throw new CancellationException("the region is to stop");
    }
  }

  /** What SQLite and the migrations throw has no common type; all of it is about this file. */
  static StateStore stateOf(Home home) throws IOException {
    Path file = home.stateFile();
    try {
      return StateStore.open(file);
    } catch (RuntimeException e) {
      Throwable reason = e;
      while (reason.getCause() != null) {
        reason = reason.getCause();
      }
      throw new UserError(
          file
              + " cannot be opened: "
              + String.valueOf(reason.getMessage()).lines().findFirst().orElse(""),
          "It is damaged, or of another program or a newer version. Restore the whole home from a"
              + " copy, or choose another --home.");
    }
  }

  private static AutoCloseable lockOf(Home home) {
    FileLock lock = home.lock();
    return () -> lock.channel().close();
  }
}
