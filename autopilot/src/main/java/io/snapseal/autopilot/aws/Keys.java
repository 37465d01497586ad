package io.snapseal.autopilot.aws;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KeyUsageType;

/**
 * Asks KMS what a key is. DescribeKey answers in every key state (KMS Developer Guide, "Key
 * states"), so it tells what RDS hides behind KMSKeyNotAccessibleFault.
 */
public final class Keys {
  private static final Pattern KEY_ID = Pattern.compile("(mrk-)?[0-9a-fA-F][0-9a-fA-F-]{31,35}");

  /** {@code arn:partition:kms:region:account:key/id}. */
  private static final int ARN_PARTS = 6;

  private final Clients clients;

  public Keys(Clients clients) {
    this.clients = clients;
  }

  /** A key as someone wrote it: usable for sealing in this region, or why not. */
  public KeyAnswer wanted(String region, String written) {
    String key = name(written);
    if (key.startsWith("arn:")) {
      KeyAnswer elsewhere = placed(region, key);
      if (elsewhere.unusable() != null) {
        return elsewhere;
      }
    }
    KeyAnswer answer = describe(region, key);
    if (answer.arn() == null || answer.unusable() != null) {
      return answer;
    }
    if (!answer.customerManaged()) {
      return answer.but(OwnFault.KEY_NOT_CUSTOMER_MANAGED.saying(written + " is " + answer.arn()));
    }
    return placed(region, answer.arn()).unusable() == null ? answer : placed(region, answer.arn());
  }

  /** A key as RDS reports it. */
  public KeyAnswer describe(String region, String key) {
    try {
      return ask(region, key);
    } catch (AbortedException interrupted) {
      throw interrupted;
    } catch (SdkException e) {
      Failure why = Errors.of(e);
      return KeyAnswer.unresolved(
          new Failure(
              why.code(),
              key + " in " + region + ": " + why.message(),
              why.cause(),
              why.fix(),
              why.retry()));
    }
  }

  /** One call, whose exceptions are the caller's to judge. */
  KeyAnswer ask(String region, String key) {
    return judged(clients.kms(region).describeKey(request -> request.keyId(key)).keyMetadata());
  }

  private static KeyAnswer judged(KeyMetadata key) {
    boolean customer = key.keyManager() == KeyManagerType.CUSTOMER;
    KeyAnswer usable = new KeyAnswer(key.arn(), customer, null);
    Failure state = judged(key.keyState(), key.arn());
    if (state != null) {
      return usable.but(state);
    }
    if (key.keySpec() != KeySpec.SYMMETRIC_DEFAULT
        || key.keyUsage() != KeyUsageType.ENCRYPT_DECRYPT) {
      return usable.but(
          OwnFault.KEY_WRONG_KIND.saying(
              key.arn() + " is " + key.keySpecAsString() + ", " + key.keyUsageAsString()));
    }
    return usable;
  }

  private static @Nullable Failure judged(KeyState state, String arn) {
    return switch (state) {
      case ENABLED -> null;
      case DISABLED -> OwnFault.KEY_DISABLED.saying(arn + " is disabled");
      case PENDING_DELETION, PENDING_REPLICA_DELETION ->
          OwnFault.KEY_PENDING_DELETION.saying(arn + " is scheduled for deletion");
      default -> OwnFault.KEY_NOT_READY.saying(arn + " is " + state);
    };
  }

  private KeyAnswer placed(String region, String arn) {
    String[] parts = arn.split(":", -1);
    if (parts.length != ARN_PARTS) {
      return KeyAnswer.unresolved(AwsFault.BAD_KEY_ARN.saying(arn + " is not the ARN of a key"));
    }
    if (!parts[3].equals(region)) {
      return KeyAnswer.unresolved(
          OwnFault.KEY_OTHER_REGION.saying(arn + " cannot be used in " + region));
    }
    if (!parts[4].equals(clients.account())) {
      return KeyAnswer.unresolved(
          OwnFault.KEY_OTHER_ACCOUNT.saying(arn + " is not of account " + clients.account()));
    }
    return new KeyAnswer(arn, false, null);
  }

  private static String name(String written) {
    boolean complete =
        written.startsWith("arn:")
            || written.startsWith("alias/")
            || KEY_ID.matcher(written).matches();
    return complete ? written : "alias/" + written;
  }
}
