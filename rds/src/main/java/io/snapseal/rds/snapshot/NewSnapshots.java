package io.snapseal.rds.snapshot;

import io.snapseal.rds.group.OptionGroups;
import io.snapseal.rds.resource.Ids;
import io.snapseal.rds.resource.InstanceInternals;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.Simulated;
import io.snapseal.rds.resource.SnapshotInternals;
import io.snapseal.rds.resource.Status;
import io.snapseal.rds.storage.StorageEncryption;
import io.snapseal.state.Row;
import io.snapseal.state.Scope;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.OptionGroupMembership;
import software.amazon.awssdk.services.rds.model.Tag;

/** Makes the rows of new snapshots. Nothing is stored here. */
public final class NewSnapshots {
  static final String AUTOMATED = "automated";

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Ids ids;
  private final Clock clock;

  public NewSnapshots(Ids ids, Clock clock) {
    this.ids = ids;
    this.clock = clock;
  }

  /** The row of an instance's snapshot: encrypted if the instance is, under the instance's key. */
  Row<DBSnapshot, SnapshotInternals> of(
      String id, Row<DBInstance, InstanceInternals> instance, List<Tag> tags) {
    DBInstance source = instance.shown();
    DBSnapshot shown =
        DBSnapshot.builder()
            .dbSnapshotIdentifier(id)
            .dbSnapshotArn(RdsArn.snapshot(instance.scope(), id).toString())
            .dbInstanceIdentifier(source.dbInstanceIdentifier())
            .dbiResourceId(source.dbiResourceId())
            .engine(source.engine())
            .engineVersion(source.engineVersion())
            .allocatedStorage(source.allocatedStorage())
            .storageType(source.storageType())
            .masterUsername(source.masterUsername())
            .port(source.dbInstancePort())
            .availabilityZone(source.availabilityZone())
            .instanceCreateTime(source.instanceCreateTime())
            .licenseModel(source.licenseModel())
            .optionGroupName(optionGroup(source))
            .iamDatabaseAuthenticationEnabled(false)
            .snapshotType("manual")
            .snapshotTarget("region")
            .snapshotCreateTime(clock.instant())
            .originalSnapshotCreateTime(clock.instant())
            .status(Status.CREATING)
            .percentProgress(0)
            .encrypted(source.storageEncrypted())
            .kmsKeyId(source.kmsKeyId())
            .storageEncryptionType(source.storageEncryptionType())
            .tagList(Simulated.labelled(tags, Simulated.is(source)))
            .build();
    return new Row<>(
        instance.scope(),
        id,
        shown,
        SnapshotInternals.ofNew(
            ids.storedSnapshot(),
            instance.internal().volume(),
            instance.internal().databaseName()));
  }

  /** The row of an instance's automated snapshot, named after it and the minute. */
  Row<DBSnapshot, SnapshotInternals> automated(
      Row<DBInstance, InstanceInternals> instance, List<Tag> tags) {
    String id = Snapshots.AUTOMATED_PREFIX + instance.id() + "-" + MINUTE.format(clock.instant());
    Row<DBSnapshot, SnapshotInternals> row = of(id, instance, tags);
    return row.show(row.shown().toBuilder().snapshotType(AUTOMATED).build());
  }

  /**
   * What is known of files that come from elsewhere.
   *
   * @param instance the name of their database
   * @param master its master user, if that is known
   */
  public record Origin(String instance, String engine, String version, @Nullable String master) {}

  /** The row of a snapshot that is made of files from elsewhere, under the key or under none. */
  public Row<DBSnapshot, SnapshotInternals> imported(
      Scope scope, String id, Origin origin, @Nullable String keyArn) {
    DBSnapshot shown =
        DBSnapshot.builder()
            .dbSnapshotIdentifier(id)
            .dbSnapshotArn(RdsArn.snapshot(scope, id).toString())
            .dbInstanceIdentifier(origin.instance())
            .dbiResourceId(ids.instance())
            .engine(origin.engine())
            .engineVersion(origin.version())
            .allocatedStorage(1)
            .storageType("gp2")
            .masterUsername(origin.master())
            .availabilityZone(scope.region() + "a")
            .iamDatabaseAuthenticationEnabled(false)
            .snapshotType("manual")
            .snapshotTarget("region")
            .snapshotCreateTime(clock.instant())
            .originalSnapshotCreateTime(clock.instant())
            .status(Status.CREATING)
            .percentProgress(0)
            .encrypted(keyArn != null)
            .kmsKeyId(keyArn)
            .storageEncryptionType(StorageEncryption.under(keyArn).type())
            .build();
    return new Row<>(
        scope, id, shown, SnapshotInternals.ofNew(ids.storedSnapshot(), ids.volume(), null));
  }

  /**
   * The row of a copy, as {@link NewCopy}. It names its source even within one region: AWS's model
   * speaks of copies from other regions and accounts only, but its Terraform provider copies within
   * a region and is content only if the source reads back.
   */
  public Row<DBSnapshot, SnapshotInternals> copyOf(
      Row<DBSnapshot, SnapshotInternals> source,
      Scope target,
      String id,
      StorageEncryption encryption,
      List<Tag> tags) {
    boolean otherRegion = !source.scope().region().equals(target.region());
    DBSnapshot shown =
        source.shown().toBuilder()
            .dbSnapshotIdentifier(id)
            .dbSnapshotArn(RdsArn.snapshot(target, id).toString())
            .availabilityZone(target.region() + "a")
            .snapshotType("manual")
            .snapshotCreateTime(clock.instant())
            .status(Status.COPYING)
            .percentProgress(0)
            .encrypted(encryption.underKmsKey())
            .kmsKeyId(encryption.kmsKeyArn())
            .storageEncryptionType(encryption.type())
            .sourceRegion(otherRegion ? source.scope().region() : null)
            .sourceDBSnapshotIdentifier(source.shown().dbSnapshotArn())
            .tagList(Simulated.labelled(tags, Simulated.is(source.shown())))
            .build();
    return new Row<>(
        target,
        id,
        shown,
        SnapshotInternals.ofNew(
            ids.storedSnapshot(), ids.volume(), source.internal().databaseName()));
  }

  private static String optionGroup(DBInstance source) {
    return source.optionGroupMemberships().stream()
        .map(OptionGroupMembership::optionGroupName)
        .findFirst()
        .orElseGet(() -> OptionGroups.defaultGroup(source.engine(), source.engineVersion()));
  }
}
