package io.snapseal.iam.service;

import io.snapseal.iam.AccessKey;
import io.snapseal.iam.Caller;
import io.snapseal.iam.directory.AccessKeyInternals;
import io.snapseal.iam.directory.Directory;
import io.snapseal.iam.directory.SecretWrapping;
import io.snapseal.iam.directory.UserInternals;
import io.snapseal.state.Page;
import io.snapseal.state.Row;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AccessKeyLastUsed;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.GetAccessKeyLastUsedResponse;
import software.amazon.awssdk.services.iam.model.ListAccessKeysRequest;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.UpdateAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.User;

/**
 * Long-term access keys of users (IAM user guide, "Managing access keys for IAM users"): two at
 * most, and a secret is shown once.
 */
final class AccessKeys {
  private static final int MOST = 2;

  private final Entities<User, UserInternals> users;
  private final SecretWrapping wrapping;
  private final Clock clock;
  private final SecureRandom random;

  AccessKeys(
      Entities<User, UserInternals> users,
      SecretWrapping wrapping,
      Clock clock,
      SecureRandom random) {
    this.users = users;
    this.wrapping = wrapping;
    this.clock = clock;
    this.random = random;
  }

  software.amazon.awssdk.services.iam.model.AccessKey create(
      Caller caller, @Nullable String userName) {
    AccessKey key = AccessKey.random(random);
    Instant now = clock.instant();
    AccessKeyMetadata shown =
        users
            .state()
            .write(
                handle -> {
                  Row<User, UserInternals> user = owner(handle, caller, userName);
                  List<String> keys = new ArrayList<>(user.internal().accessKeys());
                  if (keys.size() >= MOST) {
                    throw IamFaults.quota("AccessKeysPerUser", MOST);
                  }
                  keys.add(key.id());
                  Row<AccessKeyMetadata, AccessKeyInternals> row = row(user, key, now);
                  if (!Directory.ACCESS_KEYS.insert(handle, row)) {
                    throw new IllegalStateException("the access key id was drawn before");
                  }
                  Directory.USERS.update(handle, user.keep(user.internal().holding(keys)));
                  return row.shown();
                });
    return software.amazon.awssdk.services.iam.model.AccessKey.builder()
        .userName(shown.userName())
        .accessKeyId(key.id())
        .status(StatusType.ACTIVE)
        .secretAccessKey(key.secret().reveal())
        .createDate(now)
        .build();
  }

  Page<AccessKeyMetadata> list(Caller caller, ListAccessKeysRequest request) {
    List<AccessKeyMetadata> keys =
        users
            .state()
            .read(
                handle ->
                    owner(handle, caller, request.userName()).internal().accessKeys().stream()
                        .flatMap(id -> find(handle, id).stream())
                        .map(Row::shown)
                        .sorted(Comparator.comparing(AccessKeyMetadata::accessKeyId))
                        .toList());
    return Lists.page(keys, AccessKeyMetadata::accessKeyId, request.marker(), request.maxItems());
  }

  void update(Caller caller, UpdateAccessKeyRequest request) {
    String id = request.accessKeyId();
    StatusType status = request.status();
    if (status == StatusType.EXPIRED) {
      throw IamFaults.invalidInput("A key expires by itself: Status is Active or Inactive.");
    }
    users
        .state()
        .change(
            handle -> {
              Row<AccessKeyMetadata, AccessKeyInternals> key =
                  owned(handle, owner(handle, caller, request.userName()), id);
              Directory.ACCESS_KEYS.update(
                  handle, key.show(key.shown().toBuilder().status(status).build()));
            });
  }

  void delete(Caller caller, @Nullable String userName, String id) {
    users
        .state()
        .change(
            handle -> {
              Row<User, UserInternals> user = owner(handle, caller, userName);
              owned(handle, user, id);
              List<String> left = new ArrayList<>(user.internal().accessKeys());
              left.remove(id);
              Directory.USERS.update(handle, user.keep(user.internal().holding(left)));
              Directory.ACCESS_KEYS.delete(handle, Directory.ACCESS_KEY_SCOPE, id);
            });
  }

  GetAccessKeyLastUsedResponse lastUsed(Caller caller, String id) {
    Row<AccessKeyMetadata, AccessKeyInternals> key =
        users
            .state()
            .read(handle -> find(handle, id))
            .filter(found -> found.internal().account().equals(caller.account()))
            .orElseThrow(() -> noSuchKey(id));
    AccessKeyInternals.Use use = key.internal().lastUse();
    AccessKeyLastUsed shown =
        use == null
            ? AccessKeyLastUsed.builder().serviceName("N/A").region("N/A").build()
            : AccessKeyLastUsed.builder()
                .lastUsedDate(Instant.ofEpochMilli(use.atMs()))
                .serviceName(use.service())
                .region(use.region())
                .build();
    return GetAccessKeyLastUsedResponse.builder()
        .userName(key.shown().userName())
        .accessKeyLastUsed(shown)
        .build();
  }

  private Row<AccessKeyMetadata, AccessKeyInternals> row(
      Row<User, UserInternals> user, AccessKey key, Instant now) {
    byte[] secret = key.secret().reveal().getBytes(StandardCharsets.US_ASCII);
    try {
      return new Row<>(
          Directory.ACCESS_KEY_SCOPE,
          key.id(),
          AccessKeyMetadata.builder()
              .userName(user.shown().userName())
              .accessKeyId(key.id())
              .status(StatusType.ACTIVE)
              .createDate(now)
              .build(),
          AccessKeyInternals.of(wrapping, user.scope().account(), user.id(), key.id(), secret));
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  private Row<User, UserInternals> owner(Handle handle, Caller caller, @Nullable String userName) {
    return users.find(handle, caller, userName == null ? Users.callingUser(caller) : userName);
  }

  private static Row<AccessKeyMetadata, AccessKeyInternals> owned(
      Handle handle, Row<User, UserInternals> user, String id) {
    return find(handle, id)
        .filter(key -> user.internal().accessKeys().contains(id))
        .orElseThrow(() -> noSuchKey(id));
  }

  private static Optional<Row<AccessKeyMetadata, AccessKeyInternals>> find(
      Handle handle, String id) {
    return Directory.ACCESS_KEYS.find(handle, Directory.ACCESS_KEY_SCOPE, id);
  }

  private static RuntimeException noSuchKey(String id) {
    return IamFaults.noSuchEntity("The Access Key with id " + id + " cannot be found.");
  }
}
