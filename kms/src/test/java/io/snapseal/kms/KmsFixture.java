package io.snapseal.kms;

import io.snapseal.iam.Authorizer;
import io.snapseal.iam.Caller;
import io.snapseal.iam.Identities;
import io.snapseal.iam.Trail;
import io.snapseal.kms.root.FileStore;
import io.snapseal.kms.root.RootKeyBytes;
import io.snapseal.kms.root.RootKeyException;
import io.snapseal.kms.root.RootKeyFile;
import io.snapseal.state.StateStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;

/** A KMS on real state in a directory; opened again it is the same KMS after a restart. */
final class KmsFixture implements AutoCloseable {
  static final String ACCOUNT = "123456789012";
  static final String REGION = "us-east-1";
  static final String SECOND = "eu-west-1";
  static final String THIRD = "ap-south-1";
  private static final Set<String> REGIONS = Set.of(REGION, SECOND, THIRD);

  final SettableClock clock = new SettableClock();
  final FakePrincipals principals = new FakePrincipals();
  final StateStore state;
  final Kms kms;

  KmsFixture(Path home) {
    this(home, RequestQuotas.NONE, Trail.NONE);
  }

  KmsFixture(Path home, RequestQuotas quotas, Trail trail) {
    try {
      Files.createDirectories(home);
      state = StateStore.open(home.resolve("state.db"));
      RootKey root = opened(home);
      kms =
          new Kms(
              state,
              root,
              new Authorizer(Identities.NONE, Clock.systemUTC(), trail),
              principals,
              clock,
              new SecureRandom(),
              () -> UUID.randomUUID().toString(),
              REGIONS,
              quotas);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RootKey opened(Path home) throws IOException {
    try {
      return RootKey.openOrCreate(home.resolve("root.key"), state, new SecureRandom());
    } catch (RootKeyException e) {
      state.close();
      throw e;
    }
  }

  /** Makes a root key that nothing is wrapped by. */
  static void strangeRootKey(Path file) throws IOException {
    try (RootKeyBytes key = RootKeyBytes.random(new SecureRandom())) {
      new RootKeyFile(file).replace(List.of(new FileStore().keep(key)));
    }
  }

  KmsClient client() {
    return client(REGION);
  }

  KmsClient client(String region) {
    return kms.as(caller(region));
  }

  KmsClient viaRds() {
    return kms.as(caller(REGION).via("rds"));
  }

  static Caller caller(String region) {
    return Caller.root(ACCOUNT, region, "request-1");
  }

  static SdkBytes bytes(String text) {
    return SdkBytes.fromString(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    kms.close();
    state.close();
  }
}
