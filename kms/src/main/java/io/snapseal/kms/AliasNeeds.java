package io.snapseal.kms;

import io.snapseal.iam.Caller;
import io.snapseal.iam.Permission.Need;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.kms.model.AliasListEntry;
import software.amazon.awssdk.services.kms.model.CreateAliasRequest;
import software.amazon.awssdk.services.kms.model.DeleteAliasRequest;
import software.amazon.awssdk.services.kms.model.UpdateAliasRequest;

/**
 * What changing an alias needs: its action on the alias and on every key that it names before or
 * after (KMS developer guide, "Controlling access to aliases").
 */
final class AliasNeeds {
  private final Keys keys;
  private final KeyNeeds needs;

  AliasNeeds(Keys keys, KeyNeeds needs) {
    this.keys = keys;
    this.needs = needs;
  }

  List<Need> create(Caller caller, CreateAliasRequest request) {
    return List.of(
        onAlias("kms:CreateAlias", caller, request.aliasName()),
        needs.onById(caller, "kms:CreateAlias", request.targetKeyId(), request));
  }

  List<Need> update(Caller caller, UpdateAliasRequest request) {
    List<Need> all = onAliasAndItsKey("kms:UpdateAlias", caller, request.aliasName(), request);
    all.add(needs.onById(caller, "kms:UpdateAlias", request.targetKeyId(), request));
    return all;
  }

  List<Need> delete(Caller caller, DeleteAliasRequest request) {
    return onAliasAndItsKey("kms:DeleteAlias", caller, request.aliasName(), request);
  }

  /** An alias that is not there, or that AWS keeps for itself, is answered for as that. */
  private List<Need> onAliasAndItsKey(
      String action, Caller caller, String aliasName, AwsRequest request) {
    List<Need> all = new ArrayList<>(List.of(onAlias(action, caller, aliasName)));
    if (!aliasName.startsWith("alias/aws/")) {
      target(caller, aliasName)
          .ifPresent(key -> all.add(needs.onById(caller, action, key, request)));
    }
    return all;
  }

  private Optional<String> target(Caller caller, String aliasName) {
    return keys.aliases(caller.scope()).stream()
        .filter(alias -> alias.aliasName().equals(aliasName))
        .map(AliasListEntry::targetKeyId)
        .findFirst();
  }

  private static Need onAlias(String action, Caller caller, String aliasName) {
    return new Need(action, KeyName.aliasArn(caller.scope(), aliasName));
  }
}
