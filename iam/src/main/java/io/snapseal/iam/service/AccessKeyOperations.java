package io.snapseal.iam.service;

import io.snapseal.iam.Caller;
import io.snapseal.state.Page;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.CreateAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.CreateAccessKeyResponse;
import software.amazon.awssdk.services.iam.model.DeleteAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.DeleteAccessKeyResponse;
import software.amazon.awssdk.services.iam.model.GetAccessKeyLastUsedRequest;
import software.amazon.awssdk.services.iam.model.GetAccessKeyLastUsedResponse;
import software.amazon.awssdk.services.iam.model.ListAccessKeysRequest;
import software.amazon.awssdk.services.iam.model.ListAccessKeysResponse;
import software.amazon.awssdk.services.iam.model.UpdateAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.UpdateAccessKeyResponse;

/** Operations on access keys. */
interface AccessKeyOperations extends IamClient {
  Caller caller();

  AccessKeys accessKeys();

  @Override
  default CreateAccessKeyResponse createAccessKey(CreateAccessKeyRequest request) {
    return CreateAccessKeyResponse.builder()
        .accessKey(accessKeys().create(caller(), request.userName()))
        .build();
  }

  @Override
  default ListAccessKeysResponse listAccessKeys(ListAccessKeysRequest request) {
    Page<AccessKeyMetadata> page = accessKeys().list(caller(), request);
    return ListAccessKeysResponse.builder()
        .accessKeyMetadata(page.items())
        .isTruncated(page.next() != null)
        .marker(page.next())
        .build();
  }

  @Override
  default UpdateAccessKeyResponse updateAccessKey(UpdateAccessKeyRequest request) {
    accessKeys().update(caller(), request);
    return UpdateAccessKeyResponse.builder().build();
  }

  @Override
  default DeleteAccessKeyResponse deleteAccessKey(DeleteAccessKeyRequest request) {
    accessKeys().delete(caller(), request.userName(), request.accessKeyId());
    return DeleteAccessKeyResponse.builder().build();
  }

  @Override
  default GetAccessKeyLastUsedResponse getAccessKeyLastUsed(GetAccessKeyLastUsedRequest request) {
    return accessKeys().lastUsed(caller(), request.accessKeyId());
  }
}
