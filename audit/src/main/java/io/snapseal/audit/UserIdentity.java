package io.snapseal.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import io.snapseal.iam.Caller;
import io.snapseal.iam.Session;
import io.snapseal.iam.policy.Identity;
import java.io.IOException;

/** Who called, as CloudTrail shows it (CloudTrail user guide, "userIdentity element"). */
final class UserIdentity {
  private UserIdentity() {}

  static void write(Caller caller, JsonGenerator json) throws IOException {
    Identity who = caller.who();
    json.writeStartObject();
    json.writeStringField("type", type(who.kind()));
    if (who.kind() == Identity.Kind.SERVICE) {
      json.writeStringField("invokedBy", serviceOf(who.arn()));
    } else {
      json.writeStringField("principalId", caller.principalId());
      json.writeStringField("arn", who.arn());
      json.writeStringField("accountId", who.account());
      if (caller.origin().accessKeyId().isPresent()) {
        json.writeStringField("accessKeyId", caller.origin().accessKeyId().get());
      }
      if (who.kind() == Identity.Kind.USER) {
        json.writeStringField("userName", nameOf(caller));
      }
      if (caller.session().isPresent()) {
        session(caller.session().get(), who, json);
      }
      if (caller.viaService().isPresent()) {
        json.writeStringField("invokedBy", serviceOf(caller.viaService().get()));
      }
    }
    json.writeEndObject();
  }

  private static void session(Session session, Identity who, JsonGenerator json)
      throws IOException {
    json.writeObjectFieldStart("sessionContext");
    if (who.behind().isPresent()) {
      String issuer = who.behind().get();
      json.writeObjectFieldStart("sessionIssuer");
      json.writeStringField("type", who.kind() == Identity.Kind.ROLE_SESSION ? "Role" : "IAMUser");
      json.writeStringField("principalId", session.ownerId());
      json.writeStringField("arn", issuer);
      json.writeStringField("accountId", who.account());
      json.writeStringField("userName", afterSlash(issuer));
      json.writeEndObject();
    }
    if (session.sourceIdentity().isPresent()) {
      json.writeStringField("sourceIdentity", session.sourceIdentity().get());
    }
    json.writeObjectFieldStart("attributes");
    json.writeStringField("mfaAuthenticated", "false");
    json.writeEndObject();
    json.writeEndObject();
  }

  /** The name that events are looked up by: of a user, of a session, or {@code root}. */
  static String nameOf(Caller caller) {
    return switch (caller.who().kind()) {
      case ROOT -> "root";
      case SERVICE -> serviceOf(caller.who().arn());
      case USER, ROLE_SESSION, FEDERATED_USER -> afterSlash(caller.who().arn());
    };
  }

  /** A service's name without its region: {@code rds.amazonaws.com}. */
  static String serviceOf(String principal) {
    int end = principal.indexOf('.');
    return (end < 0 ? principal : principal.substring(0, end)) + ".amazonaws.com";
  }

  private static String type(Identity.Kind kind) {
    return switch (kind) {
      case ROOT -> "Root";
      case USER -> "IAMUser";
      case ROLE_SESSION -> "AssumedRole";
      case FEDERATED_USER -> "FederatedUser";
      case SERVICE -> "AWSService";
    };
  }

  static String afterSlash(String arn) {
    return arn.substring(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1);
  }
}
