package io.snapseal.rds.transfer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.LocationTrait;
import software.amazon.awssdk.utils.builder.CopyableBuilder;
import software.amazon.awssdk.utils.builder.ToCopyableBuilder;

/**
 * What is asked for with the files of a snapshot, in the words of RDS's own requests. AWS has no
 * such operation; having the form of one, it is authorized and recorded like all others.
 */
public final class TransferRequest extends AwsRequest
    implements ToCopyableBuilder<TransferRequest.Builder, TransferRequest> {
  /** The snapshot's name: to be made, or to be given out (then an ARN will do). */
  public static final String SNAPSHOT = "DBSnapshotIdentifier";

  /** The name of the database that the files are of; the snapshot's own if it is not given. */
  public static final String INSTANCE = "DBInstanceIdentifier";

  /** An engine of RDS, for example {@code oracle-ee}. */
  public static final String ENGINE = "Engine";

  /** Its version, in the form of RDS's {@code EngineVersion}. */
  public static final String VERSION = "EngineVersion";

  /** The master user in those files, if they are to be restored here. */
  public static final String MASTER = "MasterUsername";

  /** The key to seal under: an id, alias or ARN; the snapshot is not encrypted without one. */
  public static final String KEY = "KmsKeyId";

  private static final List<SdkField<?>> FIELDS =
      List.of(
          field(SNAPSHOT),
          field(INSTANCE),
          field(ENGINE),
          field(VERSION),
          field(MASTER),
          field(KEY));

  private final Map<String, String> members;

  private TransferRequest(Builder builder) {
    super(builder);
    this.members = Map.copyOf(builder.members);
  }

  /** The names of all members. */
  public static List<String> names() {
    return FIELDS.stream().map(SdkField::memberName).toList();
  }

  /** A request with those members. */
  public static TransferRequest of(Map<String, String> members) {
    Builder builder = new Builder();
    builder.members.putAll(members);
    return builder.build();
  }

  Optional<String> member(String name) {
    return Optional.ofNullable(members.get(name));
  }

  @Override
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.members.putAll(members);
    return builder;
  }

  @Override
  public List<SdkField<?>> sdkFields() {
    return FIELDS;
  }

  private static SdkField<String> field(String name) {
    return SdkField.<String>builder(MarshallingType.STRING)
        .memberName(name)
        .getter(object -> members(object).get(name))
        .setter((object, value) -> members(object).put(name, value))
        .traits(
            LocationTrait.builder().location(MarshallLocation.PAYLOAD).locationName(name).build())
        .build();
  }

  private static Map<String, String> members(Object object) {
    return object instanceof Builder builder ? builder.members : ((TransferRequest) object).members;
  }

  /** Makes one. */
  public static final class Builder extends AwsRequest.BuilderImpl
      implements SdkPojo, CopyableBuilder<Builder, TransferRequest> {
    private final Map<String, String> members = new HashMap<>();

    @Override
    public TransferRequest build() {
      return new TransferRequest(this);
    }

    @Override
    public List<SdkField<?>> sdkFields() {
      return FIELDS;
    }
  }
}
