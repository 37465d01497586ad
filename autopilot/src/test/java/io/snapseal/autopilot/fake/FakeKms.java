package io.snapseal.autopilot.fake;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyResponse;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KeyUsageType;

/** KMS of one region: keys by id, ARN and alias. */
public final class FakeKms implements KmsClient {
  private final FakeAws aws;
  private final String region;
  private final Map<String, KeyMetadata> keys = new HashMap<>();
  private final Map<String, String> aliases = new HashMap<>();

  public FakeKms(FakeAws aws, String region) {
    this.aws = aws;
    this.region = region;
  }

  /** Makes an enabled customer managed key with an alias; returns its ARN. */
  public String key(String alias) {
    String id = "00000000-0000-0000-0000-" + String.format("%012d", keys.size() + 1);
    return put(
        KeyMetadata.builder()
            .keyId(id)
            .arn("arn:aws:kms:" + region + ":" + aws.account() + ":key/" + id)
            .keyManager(KeyManagerType.CUSTOMER)
            .keySpec(KeySpec.SYMMETRIC_DEFAULT)
            .keyUsage(KeyUsageType.ENCRYPT_DECRYPT)
            .keyState(KeyState.ENABLED)
            .build(),
        alias);
  }

  public String put(KeyMetadata key, String alias) {
    keys.put(key.arn(), key);
    aliases.put("alias/" + alias, key.arn());
    return key.arn();
  }

  public KeyMetadata get(String arn) {
    return find(arn);
  }

  public void state(String arn, KeyState state) {
    keys.put(arn, find(arn).toBuilder().keyState(state).build());
  }

  public boolean usable(String name) {
    return known(name) && find(name).keyState() == KeyState.ENABLED;
  }

  public boolean known(String name) {
    return keys.containsKey(aliases.getOrDefault(name, name))
        || keys.values().stream().anyMatch(key -> key.keyId().equals(name));
  }

  public KeyMetadata find(String name) {
    String arn = aliases.getOrDefault(name, name);
    return keys.values().stream()
        .filter(key -> key.arn().equals(arn) || key.keyId().equals(arn))
        .findFirst()
        .orElseThrow(
            () -> FakeFaults.kms("NotFoundException", "Key '" + name + "' does not exist"));
  }

  @Override
  public DescribeKeyResponse describeKey(DescribeKeyRequest request) {
    return aws.call(
        "DescribeKey",
        region,
        request.keyId(),
        () -> DescribeKeyResponse.builder().keyMetadata(find(request.keyId())).build());
  }

  @Override
  public String serviceName() {
    return "kms";
  }

  @Override
  public void close() {}
}
