package io.snapseal.iam.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapseal.iam.AuthorizedClient;
import io.snapseal.iam.Authorizer;
import io.snapseal.iam.Caller;
import io.snapseal.iam.Permission;
import io.snapseal.iam.Trail;
import io.snapseal.iam.directory.IdentityPolicies;
import io.snapseal.iam.organization.Memberships;
import io.snapseal.iam.organization.Organizations;
import io.snapseal.iam.policy.Identity;
import io.snapseal.state.StateStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;

/** IAM on real state in a directory; opened again it is the same IAM after a restart. */
final class IamFixture implements AutoCloseable {
  static final String ACCOUNT = "123456789012";
  static final String OTHER = "444455556666";
  static final String ALLOW_ALL = policy("Allow", "*", "*");
  static final String ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";

  final SettableClock clock = new SettableClock();
  final FakeWrapping wrapping = new FakeWrapping();
  final StateStore state;
  final Iam iam;
  final Organizations organizations;
  final IdentityPolicies identities;
  final Memberships memberships;
  final Authorizer authorizer;

  IamFixture(Path home) {
    state = StateStore.open(home.resolve("state.db"));
    identities = new IdentityPolicies(state, wrapping);
    memberships = new Memberships(state);
    authorizer =
        new Authorizer(new DirectoryIdentities(identities, memberships), clock, Trail.NONE);
    iam = new Iam(state, wrapping, authorizer, clock, new SecureRandom());
    organizations = new Organizations(state, authorizer, clock, new SecureRandom());
  }

  IamClient client() {
    return client(ACCOUNT);
  }

  IamClient client(String account) {
    return iam.as(Caller.root(account, "us-east-1", "request-1"));
  }

  /** The operations of a caller whom the authorizer is not asked about. */
  IamClient allowed(Caller caller) {
    Map<String, Permission> free = new HashMap<>();
    iam.permissions().keySet().forEach(o -> free.put(o, new Permission((c, r) -> List.of())));
    return AuthorizedClient.of(
        IamClient.class,
        caller,
        authorizer,
        free,
        IamFaults::accessDenied,
        IamRequests::admit,
        iam.operations(caller));
  }

  static Caller user(String arn, String id) {
    Identity who = new Identity(Identity.Kind.USER, arn.substring(13, 25), arn, Optional.empty());
    return Caller.local(who, id, "us-east-1", "request-2");
  }

  static String policy(String effect, String action, String resource) {
    return """
        {"Version":"2012-10-17","Statement":[{"Effect":"%s","Action":"%s","Resource":"%s"}]}"""
        .formatted(effect, action, resource);
  }

  static String trust(String principal) {
    return """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"%s"},"Action":"sts:AssumeRole"}]}"""
        .formatted(principal);
  }

  /** A document of so many characters, white space not counted. */
  static String sized(int characters) {
    String empty =
        """
        {"Version":"2012-10-17","Statement":[{"Sid":"","Effect":"Allow","Action":"*","Resource":"*"}]}""";
    return empty.replace("\"Sid\":\"", "\"Sid\":\"" + "a".repeat(characters - empty.length()));
  }

  static String arn(String kind, String name) {
    return "arn:aws:iam::" + ACCOUNT + ":" + kind + "/" + name;
  }

  /** An error of AWS with its code, HTTP status and sentence. */
  static AbstractThrowableAssert<?, ? extends Throwable> assertFault(
      ThrowingCallable call, String code, int status, String message) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            e -> {
              assertThat(e.awsErrorDetails().errorMessage()).isEqualTo(message);
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
              assertThat(e.statusCode()).isEqualTo(status);
            });
  }

  static AbstractThrowableAssert<?, ? extends Throwable> assertNoSuchEntity(
      ThrowingCallable call, String message) {
    return assertFault(call, "NoSuchEntity", 404, message);
  }

  @Override
  public void close() {
    state.close();
  }
}
