package io.snapseal.rds;

import static io.snapseal.rds.RdsFixture.FIRST;
import static io.snapseal.rds.RdsFixture.SECOND;
import static io.snapseal.rds.ReplicaFixture.awaitRows;
import static io.snapseal.rds.ReplicaFixture.holding;
import static io.snapseal.rds.ReplicaFixture.replicate;
import static io.snapseal.rds.ReplicaFixture.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.snapseal.engine.process.Patience;
import io.snapseal.engine.volume.GocryptfsVolumes;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.RdsException;

/**
 * Every source × region × key: what the API answers, what the rows say, and what is on the disk
 * agree with the rules of CreateDBInstanceReadReplica.
 */
class ReplicaEncryptionTest {
  private static final String KEY_FAULT = "KMSKeyNotAccessibleFault";
  private static final String COMBINATION = "InvalidParameterCombination";

  @TempDir private Path home;
  private RdsFixture fixture;

  /** Which keys a request can name, by what they are. */
  private final Map<String, @Nullable String> keys = new LinkedHashMap<>();

  /** The sources, with their keys. */
  private final Map<String, @Nullable String> sources = new LinkedHashMap<>();

  @BeforeEach
  void open() throws IOException, SQLException {
    GocryptfsVolumes volumes =
        new GocryptfsVolumes(Patience.of(Clock.systemUTC()), Duration.ofSeconds(20));
    assumeTrue(
        volumes.unavailableBecause().isEmpty(), () -> volumes.unavailableBecause().orElse(""));
    fixture = new RdsFixture(Passable.make(home));
    keys.put("none", null);
    keys.put("first", key(FIRST));
    keys.put("other", key(FIRST));
    keys.put("second", key(SECOND));
    keys.put("default", "alias/aws/rds");
    keys.put("disabled", disabled(SECOND));
    keys.put("missing", "alias/nothing");
    sources.put("plain", null);
    sources.put("managed", "alias/aws/rds");
    sources.put("owned", keys.get("first"));
    for (Map.Entry<String, @Nullable String> source : sources.entrySet()) {
      source(fixture, source.getKey(), source.getValue());
    }
  }

  @AfterEach
  void close() {
    if (fixture != null) {
      fixture.close();
    }
  }

  @Test
  void everyCombinationIsAsAwsSays() throws Exception {
    List<String> made = new ArrayList<>();
    for (String source : sources.keySet()) {
      for (String region : List.of(FIRST, SECOND)) {
        for (String key : keys.keySet()) {
          String id = String.join("-", source, region.substring(0, 2), key);
          Optional<String> refusal = refusal(source, region.equals(FIRST), key);
          if (refusal.isPresent()) {
            assertThatThrownBy(() -> replicate(fixture, region, id, source, keys.get(key)))
                .as(id)
                .isInstanceOfSatisfying(
                    RdsException.class,
                    e ->
                        assertThat(e.awsErrorDetails().errorCode())
                            .as(id)
                            .isEqualTo(refusal.get()));
          } else {
            replicate(fixture, region, id, source, keys.get(key));
            verified(region, id, source, key);
            made.add(id);
          }
        }
      }
    }
    assertThat(made).hasSizeGreaterThan(sources.size());
    assertThat(grants(FIRST) + grants(SECOND)).as("no refusal leaves a grant").isZero();
  }

  /** The rules, written from AWS's words and not from the code. */
  private static Optional<String> refusal(String source, boolean sameRegion, String key) {
    boolean encrypted = !source.equals("plain");
    if (!encrypted) {
      return key.equals("none") ? Optional.empty() : Optional.of(COMBINATION);
    }
    if (key.equals("none")) {
      return sameRegion ? Optional.empty() : Optional.of(COMBINATION);
    }
    if (sameRegion) {
      return switch (key) {
        case "first" -> source.equals("owned") ? Optional.empty() : Optional.of(COMBINATION);
        case "default" -> source.equals("managed") ? Optional.empty() : Optional.of(COMBINATION);
        case "other" -> Optional.of(COMBINATION);
        default -> Optional.of(KEY_FAULT);
      };
    }
    return key.equals("second") || key.equals("default")
        ? Optional.empty()
        : Optional.of(KEY_FAULT);
  }

  private void verified(String region, String id, String source, String key) throws Exception {
    fixture.idle();
    awaitRows(fixture, region, id, 100);
    DBInstance replica = fixture.instance(region, id);
    boolean encrypted = !source.equals("plain");
    assertThat(replica.storageEncrypted()).as(id).isEqualTo(encrypted);
    DBInstance from = fixture.instance(FIRST, source);
    if (region.equals(FIRST)) {
      assertThat(replica.kmsKeyId()).as(id).isEqualTo(from.kmsKeyId());
    } else if (encrypted) {
      assertThat(replica.kmsKeyId())
          .as(id)
          .isEqualTo(arn(region, Objects.requireNonNull(keys.get(key))));
    }
    List<Path> found = holding(home, region, replica, "canary-of-" + source);
    assertThat(found.isEmpty()).as("%s at rest: %s", id, found).isEqualTo(encrypted);
    fixture
        .client(region)
        .deleteDBInstance(r -> r.dbInstanceIdentifier(id).skipFinalSnapshot(true));
    fixture.idle();
  }

  @Test
  void aSourceWhoseKeyIsDisabledHasNoNewReplicas() {
    fixture.kms(FIRST).disableKey(r -> r.keyId(keys.get("first")));
    assertThatThrownBy(() -> replicate(fixture, FIRST, "near", "owned", null))
        .hasMessageContaining("source KMS key");
    assertThatThrownBy(() -> replicate(fixture, SECOND, "far", "owned", keys.get("second")))
        .hasMessageContaining("source KMS key");
  }

  private String key(String region) {
    return fixture.kms(region).createKey(r -> {}).keyMetadata().arn();
  }

  private String disabled(String region) {
    KmsClient kms = fixture.kms(region);
    String key = key(region);
    kms.disableKey(r -> r.keyId(key));
    return key;
  }

  private String arn(String region, String key) {
    return fixture.kms(region).describeKey(r -> r.keyId(key)).keyMetadata().arn();
  }

  /** The grants on the keys that no source is under. */
  private int grants(String region) {
    return keys.entrySet().stream()
        .filter(key -> List.of("other", "second", "disabled").contains(key.getKey()))
        .filter(key -> Objects.requireNonNull(key.getValue()).contains(region))
        .mapToInt(
            key -> fixture.kms(region).listGrants(r -> r.keyId(key.getValue())).grants().size())
        .sum();
  }
}
