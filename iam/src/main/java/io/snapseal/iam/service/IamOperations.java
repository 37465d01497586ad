package io.snapseal.iam.service;

import java.util.List;

/** IAM's operations, by the kind of resource that their action is on. */
final class IamOperations {
  static final List<String> ON_USER =
      List.of(
          "DeleteUser",
          "TagUser",
          "UntagUser",
          "ListUserTags",
          "PutUserPermissionsBoundary",
          "DeleteUserPermissionsBoundary",
          "PutUserPolicy",
          "GetUserPolicy",
          "DeleteUserPolicy",
          "ListUserPolicies",
          "AttachUserPolicy",
          "DetachUserPolicy",
          "ListAttachedUserPolicies",
          "ListGroupsForUser");

  /** Where the user may be left out: it is the caller then. */
  static final List<String> ON_CALLING_USER =
      List.of("GetUser", "CreateAccessKey", "ListAccessKeys", "UpdateAccessKey", "DeleteAccessKey");

  static final List<String> ON_GROUP =
      List.of(
          "GetGroup",
          "DeleteGroup",
          "AddUserToGroup",
          "RemoveUserFromGroup",
          "PutGroupPolicy",
          "GetGroupPolicy",
          "DeleteGroupPolicy",
          "ListGroupPolicies",
          "AttachGroupPolicy",
          "DetachGroupPolicy",
          "ListAttachedGroupPolicies");

  static final List<String> ON_ROLE =
      List.of(
          "GetRole",
          "UpdateRole",
          "UpdateRoleDescription",
          "UpdateAssumeRolePolicy",
          "DeleteRole",
          "TagRole",
          "UntagRole",
          "ListRoleTags",
          "PutRolePermissionsBoundary",
          "DeleteRolePermissionsBoundary",
          "ListInstanceProfilesForRole",
          "PutRolePolicy",
          "GetRolePolicy",
          "DeleteRolePolicy",
          "ListRolePolicies",
          "AttachRolePolicy",
          "DetachRolePolicy",
          "ListAttachedRolePolicies");

  static final List<String> ON_POLICY =
      List.of(
          "GetPolicy",
          "DeletePolicy",
          "CreatePolicyVersion",
          "GetPolicyVersion",
          "ListPolicyVersions",
          "DeletePolicyVersion",
          "SetDefaultPolicyVersion",
          "TagPolicy",
          "UntagPolicy",
          "ListPolicyTags",
          "ListEntitiesForPolicy");

  /** Actions that the reference does not narrow to a resource. */
  static final List<String> ON_ANY =
      List.of("ListPolicies", "SimulateCustomPolicy", "GetContextKeysForCustomPolicy");

  private IamOperations() {}
}
