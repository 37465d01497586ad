package io.snapseal.autopilot.aws;

import static io.snapseal.autopilot.fake.World.AWAY;
import static io.snapseal.autopilot.fake.World.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import io.snapseal.autopilot.fake.FakeAws;
import io.snapseal.autopilot.fake.FakeFaults;
import io.snapseal.autopilot.fake.World;
import io.snapseal.autopilot.find.Route;
import io.snapseal.autopilot.seal.Outcome;
import io.snapseal.autopilot.seal.SealReport;
import io.snapseal.autopilot.seal.SealRequest;
import io.snapseal.autopilot.seal.SnapshotReport;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KeyUsageType;

class KeysTest {
  private final World world = new World();
  private final Keys keys = new Keys(world.aws);

  private @Nullable String trouble(String key) {
    KeyAnswer answer = keys.wanted(HOME, key);
    return answer.unusable() == null ? null : answer.unusable().code();
  }

  private String variant(UnaryOperator<KeyMetadata.Builder> change) {
    String arn = world.aws.kms(HOME).key("variant");
    KeyMetadata key = world.aws.kms(HOME).get(arn);
    return world.aws.kms(HOME).put(change.apply(key.toBuilder()).build(), "variant");
  }

  @Test
  void resolvesAliasIdAndArnToTheSameArn() {
    String id = world.aws.kms(HOME).get(world.key).keyId();
    for (String name : List.of("backup", "alias/backup", id, world.key)) {
      assertThat(keys.wanted(HOME, name)).isEqualTo(new KeyAnswer(world.key, true, null));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = KeyState.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"ENABLED", "UNKNOWN_TO_SDK_VERSION"})
  void onlyAnEnabledKeyIsUsable(KeyState state) {
    world.aws.kms(HOME).state(world.key, state);
    assertThat(trouble("backup")).startsWith("Key");
    assertThat(keys.wanted(HOME, "backup").arn()).isEqualTo(world.key);
  }

  @Test
  void onlySymmetricEncryptionKeysOfTheCustomerAreUsable() {
    assertThat(trouble(variant(key -> key.keySpec(KeySpec.RSA_2048)))).isEqualTo("KeyWrongKind");
    assertThat(trouble(variant(key -> key.keyUsage(KeyUsageType.SIGN_VERIFY))))
        .isEqualTo("KeyWrongKind");
    assertThat(trouble(variant(key -> key.keyManager(KeyManagerType.AWS))))
        .isEqualTo("KeyNotCustomerManaged");
  }

  @Test
  void aKeyOfElsewhereIsRefusedBeforeAsking() {
    assertThat(trouble(world.awayKey)).isEqualTo("KeyInOtherRegion");
    assertThat(trouble("arn:aws:kms:us-east-1:999999999999:key/1")).isEqualTo("KeyInOtherAccount");
    assertThat(trouble("arn:aws:kms:nonsense")).isEqualTo("InvalidArnException");
    assertThat(world.aws.calls()).isEmpty();
  }

  @Test
  void anUnknownAliasIsNamedInTheMessage() {
    assertThat(trouble("backpu")).isEqualTo("NotFoundException");
    assertThat(keys.wanted(HOME, "backpu").unusable())
        .extracting(Failure::message)
        .asString()
        .contains("alias/backpu")
        .contains(HOME);
  }

  @Test
  void nothingIsMadeUnderAKeyThatCannotBeUsed() {
    world.home.snapshot("orders-1", null);
    for (String bad : List.of("backpu", world.awayKey)) {
      SealReport report = world.autopilot().seal(SealRequest.of(HOME, bad).build());
      assertThat(report.failed()).isTrue();
      assertThat(report.snapshots()).hasSize(1);
    }
    world.aws.kms(HOME).state(world.key, KeyState.DISABLED);
    assertThat(World.code(world.sealOne(world.everything("orders-1")))).isEqualTo("KeyDisabled");
    world.aws.kms(HOME).state(world.key, KeyState.ENABLED);
    world.aws.kms(AWAY).state(world.awayKey, KeyState.DISABLED);
    SnapshotReport copy =
        world.sealOne(world.request("orders-1").copyTo(Map.of(AWAY, "backup-eu")));
    assertThat(World.code(copy)).isEqualTo("KeyDisabled");
    assertThat(world.home.snapshots()).containsOnlyKeys("orders-1");
    assertThat(world.aws.calls()).allMatch(call -> call.startsWith("Describe"));
  }

  @Test
  void aSourceUnderADisabledKeyFailsBeforeAnythingIsMade() {
    world.home.snapshot("orders-1", world.otherKey);
    world.home.snapshot("orders-2", null);
    world.aws.kms(HOME).state(world.otherKey, KeyState.DISABLED);

    SealReport report = world.seal(world.request().route(Route.RESTORE));

    assertThat(World.code(report.snapshots().get(0))).isEqualTo("KeyDisabled");
    assertThat(report.snapshots().get(1).outcome()).isEqualTo(Outcome.SEALED);
    assertThat(world.aws.count("RestoreDBInstanceFromDBSnapshot")).isEqualTo(1);
  }

  @Test
  void whereKmsWillNotSayRdsIsTried() {
    world.home.snapshot("orders-1", world.otherKey);
    world.aws.interfere(
        new FakeAws.Interference() {
          @Override
          public void before(FakeAws.Call call) {
            if (call.operation().equals("DescribeKey") && call.id().equals(world.otherKey)) {
              throw FakeFaults.kms("AccessDeniedException", "not authorized: kms:DescribeKey");
            }
          }
        });
    assertThat(world.sealOne(world.request("orders-1")).outcome()).isEqualTo(Outcome.SEALED);
  }
}
