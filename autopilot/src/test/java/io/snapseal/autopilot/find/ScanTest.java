package io.snapseal.autopilot.find;

import static io.snapseal.autopilot.fake.World.AWAY;
import static io.snapseal.autopilot.fake.World.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import io.snapseal.autopilot.fake.FakeAws;
import io.snapseal.autopilot.fake.FakeFaults;
import io.snapseal.autopilot.fake.FakeKms;
import io.snapseal.autopilot.fake.World;
import io.snapseal.autopilot.seal.SnapshotReport;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.rds.model.StorageEncryptionType;

class ScanTest {
  private final World world = new World();

  private Map<String, Protection> protections(@Nullable String key) {
    return world.autopilot().scan(new ScanRequest(List.of(HOME), key)).snapshots().stream()
        .collect(Collectors.toMap(ScanReport.Snapshot::id, ScanReport.Snapshot::protection));
  }

  private void oneOfEach() {
    FakeKms kms = world.aws.kms(HOME);
    String managed = kms.key("aws/rds");
    KeyMetadata metadata = kms.get(managed);
    kms.put(metadata.toBuilder().keyManager(KeyManagerType.AWS).build(), "aws/rds");
    String disabled = kms.key("disabled");
    kms.state(disabled, KeyState.DISABLED);
    world.home.snapshot("none", null);
    world.home.put(
        world.home.snapshot("owned", null).toBuilder()
            .storageEncryptionType(StorageEncryptionType.SSE_RDS)
            .build());
    world.home.snapshot("managed", managed);
    world.home.snapshot("right", world.key);
    world.home.snapshot("wrong", world.otherKey);
    world.home.snapshot("unusable", disabled);
    world.home.snapshot("vanished", "arn:aws:kms:us-east-1:123456789012:key/gone");
    world.home.put(
        world.home.snapshot("custom", null).toBuilder().engine("custom-oracle-ee").build());
  }

  @Test
  void tellsEveryProtectionFromEveryOther() {
    oneOfEach();
    assertThat(protections("backup"))
        .containsEntry("none", Protection.NONE)
        .containsEntry("owned", Protection.AWS_OWNED)
        .containsEntry("managed", Protection.AWS_MANAGED)
        .containsEntry("right", Protection.RIGHT_KEY)
        .containsEntry("wrong", Protection.WRONG_KEY)
        .containsEntry("unusable", Protection.KEY_UNUSABLE)
        .containsEntry("vanished", Protection.KEY_UNUSABLE)
        .containsEntry("custom", Protection.UNSUPPORTED)
        .hasSize(8);
    assertThat(world.aws.calls()).allMatch(call -> call.startsWith("Describe"));
  }

  @Test
  void withoutAWantedKeyCustomerKeysAreJustThat() {
    oneOfEach();
    assertThat(protections(null))
        .containsEntry("right", Protection.CUSTOMER_KEY)
        .containsEntry("wrong", Protection.CUSTOMER_KEY)
        .containsEntry("managed", Protection.AWS_MANAGED);
  }

  @Test
  void asksAboutAKeyOnceHoweverManySnapshotsAreUnderIt() {
    for (int i = 0; i < 50; i++) {
      world.home.snapshot("orders-" + i, world.otherKey);
    }
    protections(null);
    assertThat(world.aws.count("DescribeKey")).isEqualTo(1);
  }

  @Test
  void saysWhatIsSealedFromWhat() {
    world.home.snapshot("orders-1", null);
    SnapshotReport sealed = world.sealOne(world.request("orders-1"));

    ScanReport report = world.autopilot().scan(List.of(HOME));

    assertThat(report.snapshots())
        .filteredOn(one -> one.id().equals("orders-1"))
        .extracting(ScanReport.Snapshot::sealedAs)
        .containsExactly(sealed.sealedId());
    assertThat(report.snapshots())
        .filteredOn(one -> one.id().equals(sealed.sealedId()))
        .extracting(ScanReport.Snapshot::sealedFrom)
        .containsExactly(sealed.arn());
  }

  @Test
  void aRegionThatDoesNotAnswerDoesNotHideTheOthers() {
    world.home.snapshot("orders-1", null);
    world.aws.interfere(
        new FakeAws.Interference() {
          @Override
          public void before(FakeAws.Call call) {
            if (call.region().equals(AWAY)) {
              throw FakeFaults.rds("AccessDenied", "no");
            }
          }
        });

    ScanReport report = world.autopilot().scan(List.of(AWAY, HOME));

    assertThat(report.incomplete()).isTrue();
    assertThat(report.snapshots()).hasSize(1);
    assertThat(report.regions().get(0).failure()).isNotNull();
  }

  @Test
  void readsEveryPage() {
    for (int i = 0; i < 301; i++) {
      world.home.snapshot("orders-" + i, null);
    }
    assertThat(world.autopilot().scan(List.of(HOME)).snapshots()).hasSize(301);
    assertThat(world.aws.count("DescribeDBSnapshots"))
        .as("four pages, and one look for what AWS Backup has")
        .isEqualTo(5);
  }
}
