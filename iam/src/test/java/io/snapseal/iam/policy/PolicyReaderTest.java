package io.snapseal.iam.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyReaderTest {
  private static final String ALLOW = "'Effect':'Allow','Action':'kms:*','Resource':'*'";

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "[]; Syntax errors",
        "{; Syntax errors",
        "{'Version':'2012-10-17'}; must have a Statement",
        "{'Version':'2012-10-17','Statement':[]}; must have a Statement",
        "{'Version':'2012-10-17','Statment':[]}; Unknown element Statment",
        "{'Version':'2020-01-01','Statement':{@}}; must be version 2012-10-17 or greater",
        "{'Statement':{@}} x; Syntax errors",
        "{'Statement':{@},'Statement':{@}}; Syntax errors",
        "{'Statement':{@,'Resorce':'*'}}; Unknown element Resorce",
        "{'Statement':{'Effect':'Permit','Action':'a:b','Resource':'*'}}; Effect must be",
        "{'Statement':{'Effect':'allow','Action':'a:b','Resource':'*'}}; Effect must be",
        "{'Statement':{'Effect':'Allow','Resource':'*'}}; must contain actions",
        "{'Statement':{'Effect':'Allow','Action':'kms:*'}}; must contain resources",
        "{'Statement':{'Effect':'Allow','Action':[],'Resource':'*'}}; must contain actions",
        "{'Statement':{@,'NotAction':'kms:*'}}; not both",
        "{'Statement':{@,'NotResource':'*'}}; not both",
        "{'Statement':{'Effect':'Allow','Action':'Decrypt','Resource':'*'}}; prefaced by a vendor",
        "{'Statement':{'Effect':'Allow','Action':7,'Resource':'*'}}; must be a string",
        "{'Statement':{'Effect':'Allow','Action':'a:b','Resource':'key'}}; must be in ARN format",
        "{'Statement':{@,'Principal':'*'}}; should not specify a principal",
        "{'Statement':{@,'Condition':{'StringSame':{'a:b':'c'}}}}; Invalid Condition type",
        "{'Statement':{@,'Condition':{'NullIfExists':{'a:b':'true'}}}}; Invalid Condition type",
        "{'Statement':{@,'Condition':{'StringEquals':'c'}}}; each with keys",
        "{'Statement':{@,'Condition':{'StringEquals':{'b':'c'}}}}; prefaced by a vendor",
        "{'Statement':{@,'Condition':{'StringEquals':{'a:b':{'c':'d'}}}}}; cannot be the value",
        "{'Statement':{@,'Condition':{'StringEquals':{'a:b':null}}}}; cannot be the value",
        "{'Statement':[{'Sid':'x',@},{'Sid':'x',@}]}; must be unique",
        "{'Version':'2012-10-17','Statement':{@,'Condition':{'StringEquals':{'a:b':'${x'}}}}; not closed"
      })
  void whatIsNotAPolicyIsRefusedWithTheReason(String text, String reason) {
    String json = text.replace("@", ALLOW).replace('\'', '"');
    assertThatThrownBy(() -> Policy.read(Policy.Kind.IDENTITY, json))
        .isInstanceOf(MalformedPolicyException.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'Statement':{@}}",
        "{'Statement':{@,'Principal':{}}}",
        "{'Statement':{@,'Principal':'alice'}}",
        "{'Statement':{@,'Principal':{'User':'alice'}}}",
        "{'Statement':{@,'Principal':'*','NotPrincipal':'*'}}"
      })
  void aResourcesPolicyNamesPrincipals(String text) {
    String json = text.replace("@", ALLOW).replace('\'', '"');
    assertThatThrownBy(() -> Policy.read(Policy.Kind.RESOURCE, json))
        .isInstanceOf(MalformedPolicyException.class);
  }

  @org.junit.jupiter.api.Test
  void aTrustPolicyHasNoResource() {
    String trust =
        "{'Statement':{'Effect':'Allow','Principal':{'AWS':'111122223333'},'Action':'sts:AssumeRole'}}"
            .replace('\'', '"');
    assertThat(Policy.read(Policy.Kind.TRUST, trust).statements()).hasSize(1);
    assertThatThrownBy(
            () ->
                Policy.read(
                    Policy.Kind.TRUST,
                    trust.replace("\"sts:AssumeRole\"", "\"sts:AssumeRole\",\"Resource\":\"*\"")))
        .hasMessageContaining("prohibited field Resource");
  }

  /** A wildcard stays within its part of an ARN; a variable's colon moves nothing. */
  @ParameterizedTest
  @CsvSource({
    "arn:aws:kms:eu-west-1:111122223333:key/*, true",
    "arn:aws:kms:*:*:key/k, true",
    "arn:aws:kms:*, true",
    "arn:aws:kms:*:key/k, false",
    "arn:aws:kms:eu-west-1:111122223333:key/?, true",
    "arn:aws:rds:*:*:*, false",
    "arn:aws:kms:${aws:region}:111122223333:key/k, true",
    "arn:aws:kms:${aws:sly}:key/k, false",
    "arn:aws:kms:eu-west-1:111122223333:key/${aws:star}, false",
    "*, true"
  })
  void resources(String resource, boolean fits) {
    Context context =
        Context.of(
            java.util.Map.of(
                "aws:region", java.util.List.of("eu-west-1"),
                "aws:sly", java.util.List.of("eu-west-1:111122223333"),
                "aws:star", java.util.List.of("*")));
    assertThat(new ArnTemplate(Template.of(resource, true)).matches(Cases.KEY, context))
        .isEqualTo(fits);
  }
}
