package io.snapseal.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.snapseal.autopilot.plan.Plan;
import io.snapseal.autopilot.policy.Policy;
import io.snapseal.autopilot.policy.PolicyException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Policies and plans, read from files that people and scripts write. */
final class PolicySource {
  private static final long MOST_BYTES = 256L << 20;
  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private PolicySource() {}

  static Policy policy(Path file) {
    try {
      return Policy.parse(text(file));
    } catch (PolicyException e) {
      throw new UserError(file + ": " + e.getMessage(), e.fix());
    }
  }

  static Plan plan(Path file) {
    try {
      return STRICT.readValue(text(file), Plan.class);
    } catch (JsonProcessingException e) {
      String where = e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
      throw new UserError(
          file + " is no plan: " + e.getOriginalMessage() + where,
          "Make one: snapseal plan … --output json > FILE");
    }
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new UserError(file + " is too large", "Plan fewer regions at a time.");
      }
      return Files.readString(file);
    } catch (MalformedInputException e) {
      throw new UserError(file + " is not UTF-8", "Save it as UTF-8.");
    } catch (IOException e) {
      throw new UserError(file + " cannot be read: " + e, "Name a file that is there.");
    }
  }
}
