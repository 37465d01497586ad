package io.snapseal.iam.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.snapseal.iam.AccessKey;
import io.snapseal.iam.Session;
import io.snapseal.iam.directory.SecretWrapping;
import io.snapseal.iam.policy.Identity;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes and opens session tokens. A token is the session itself, wrapped: nothing is stored, every
 * node that has the root key opens it, and nobody else can read or make one.
 */
public final class Sessions {
  /** What a session may be in its token, in bytes; what has more is refused when it is made. */
  static final int LARGEST = 4096;

  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final String NAME = "sts-session";
  private static final int LONGEST_TOKEN = 8192;

  private final SecretWrapping wrapping;
  private final SecureRandom random;

  public Sessions(SecretWrapping wrapping, SecureRandom random) {
    this.wrapping = wrapping;
    this.random = random;
  }

  /**
   * A session and the token that stands for it.
   *
   * @param packed how much of the allowed size it takes, in percent
   */
  record Issued(Session session, String token, int packed) {
    @Override
    public String toString() {
      return "Issued(" + session.accessKeyId() + ")";
    }
  }

  /** What is asked for: everything of a session but its key. */
  record Wanted(
      Identity identity,
      String principalId,
      String ownerId,
      List<String> policies,
      List<String> policyArns,
      Map<String, String> tags,
      List<String> transitiveTags,
      Optional<String> sourceIdentity,
      Instant expiry) {}

  /**
   * Makes a session.
   *
   * @throws software.amazon.awssdk.services.sts.model.PackedPolicyTooLargeException if policies and
   *     tags are more than a token holds
   */
  Issued issue(Wanted wanted) {
    AccessKey drawn = AccessKey.random(random);
    Session session =
        new Session(
            "ASIA" + drawn.id().substring(4),
            drawn.secret(),
            wanted.identity(),
            wanted.principalId(),
            wanted.ownerId(),
            wanted.policies(),
            wanted.policyArns(),
            wanted.tags(),
            wanted.transitiveTags(),
            wanted.sourceIdentity(),
            wanted.expiry());
    byte[] json = written(session);
    try {
      int packed = (json.length * 100 + LARGEST - 1) / LARGEST;
      if (json.length > LARGEST) {
        throw StsFaults.packedPolicyTooLarge(packed);
      }
      String token =
          Base64.getUrlEncoder().withoutPadding().encodeToString(wrapping.wrap(NAME, json));
      return new Issued(session, token, packed);
    } finally {
      Arrays.fill(json, (byte) 0);
    }
  }

  /**
   * The session that a token stands for; empty if nobody here made the token, or if it is over.
   *
   * <p>Who signed is for the caller to compare: {@link Session#accessKeyId}.
   */
  public Optional<Session> open(String token, Instant now) {
    return read(token).filter(session -> !session.isOver(now));
  }

  /** The session that a token stands for, be it over or not; empty if nobody here made it. */
  Optional<Session> sealedIn(String token) {
    return read(token);
  }

  private Optional<Session> read(String token) {
    if (token.length() > LONGEST_TOKEN) {
      return Optional.empty();
    }
    byte[] json;
    try {
      json = wrapping.unwrap(NAME, Base64.getUrlDecoder().decode(token));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(json, SealedSession.class).open());
    } catch (IOException e) {
      throw new IllegalStateException("a session token of ours does not read", e);
    } finally {
      Arrays.fill(json, (byte) 0);
    }
  }

  private static byte[] written(Session session) {
    try {
      return JSON.writeValueAsBytes(SealedSession.of(session));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
