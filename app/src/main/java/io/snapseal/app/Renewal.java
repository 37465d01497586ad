package io.snapseal.app;

import io.snapseal.wire.AccessKeySecrets;
import io.snapseal.wire.PublishedService;
import io.snapseal.wire.PublishedStream;
import io.snapseal.wire.RequestOrigin;
import io.snapseal.wire.SecretAccessKey;
import io.snapseal.wire.StreamRequest;
import io.snapseal.wire.WireResponse;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * Services that can be put away and made anew while requests come in: each request is dealt with
 * wholly by the old ones or wholly by the new ones. Streams that are under way are interrupted, all
 * else is finished first, and what comes meanwhile waits.
 */
final class Renewal {
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(true);
  private final Set<Thread> streaming = ConcurrentHashMap.newKeySet();
  private volatile @Nullable RegionWire current;
  private Map<String, PublishedService> services = Map.of();

  Renewal(RegionWire first) {
    serve(first);
  }

  /** What makes new services in the place of the old ones. */
  @FunctionalInterface
  interface Making {
    RegionWire make() throws IOException;
  }

  /** Puts new services in the place of the old ones. */
  void renew(Making making) throws IOException {
    streaming.forEach(Thread::interrupt);
    lock.writeLock().lock();
    try {
      current = null; // what failed half way is not served
      serve(making.make());
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void serve(RegionWire wire) {
    Map<String, PublishedService> byName = new HashMap<>();
    wire.services().forEach(service -> byName.put(service.signingName(), service));
    services = byName;
    current = wire;
  }

  private RegionWire now() {
    return Objects.requireNonNull(current, "a reset has failed: see the region's log");
  }

  /** The services, whichever they are when a request comes. */
  List<PublishedService> services() {
    return now().services().stream().map(this::renewed).toList();
  }

  private PublishedService renewed(PublishedService service) {
    return new PublishedService(
        service.signingName(),
        service.protocol(),
        service.apiVersion(),
        service.xmlNamespace(),
        service.targetPrefix(),
        service.clientInterface(),
        origin -> client(service, origin));
  }

  private Object client(PublishedService service, RequestOrigin origin) {
    Class<?> type = service.clientInterface();
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> {
          Lock held = held();
          try {
            now();
            Object client =
                Objects.requireNonNull(services.get(service.signingName()))
                    .clientFor()
                    .apply(origin);
            return method.invoke(client, arguments);
          } catch (InvocationTargetException e) {
            throw e.getTargetException();
          } finally {
            held.unlock();
          }
        });
  }

  private Lock held() {
    Lock held = lock.readLock();
    held.lock();
    return held;
  }

  /** What signatures are checked with. */
  AccessKeySecrets secrets() {
    return new AccessKeySecrets() {
      @Override
      public Optional<SecretAccessKey> find(String accessKeyId) {
        Lock held = held();
        try {
          return now().secrets().find(accessKeyId);
        } finally {
          held.unlock();
        }
      }

      @Override
      public Optional<Temporary> findTemporary(String accessKeyId, String sessionToken) {
        Lock held = held();
        try {
          return now().secrets().findTemporary(accessKeyId, sessionToken);
        } finally {
          held.unlock();
        }
      }
    };
  }

  /** How many resources of each kind there are. */
  Map<String, Long> counts() {
    Lock held = held();
    try {
      return now().counts();
    } finally {
      held.unlock();
    }
  }

  /** The streams, whichever they are when a request comes. */
  Map<String, PublishedStream> streams() {
    Map<String, PublishedStream> renewed = new HashMap<>();
    now()
        .streams()
        .forEach(
            (key, stream) ->
                renewed.put(
                    key,
                    new PublishedStream(
                        stream.signingName(),
                        stream.xmlNamespace(),
                        (origin, request) -> answer(key, origin, request))));
    return renewed;
  }

  private WireResponse answer(String key, RequestOrigin origin, StreamRequest request)
      throws IOException {
    Lock held = held();
    streaming.add(Thread.currentThread());
    try {
      PublishedStream stream = Objects.requireNonNull(now().streams().get(key));
      return stream.stream().answer(origin, request);
    } finally {
      streaming.remove(Thread.currentThread());
      held.unlock();
    }
  }
}
