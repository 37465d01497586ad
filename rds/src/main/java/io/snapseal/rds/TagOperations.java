package io.snapseal.rds;

import software.amazon.awssdk.services.rds.model.AddTagsToResourceRequest;
import software.amazon.awssdk.services.rds.model.AddTagsToResourceResponse;
import software.amazon.awssdk.services.rds.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.rds.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.rds.model.RemoveTagsFromResourceRequest;
import software.amazon.awssdk.services.rds.model.RemoveTagsFromResourceResponse;

/** Operations on the tags of any resource. */
interface TagOperations extends Operations {
  @Override
  default AddTagsToResourceResponse addTagsToResource(AddTagsToResourceRequest request) {
    return parts().tags().add(caller(), request);
  }

  @Override
  default RemoveTagsFromResourceResponse removeTagsFromResource(
      RemoveTagsFromResourceRequest request) {
    return parts().tags().remove(caller(), request);
  }

  @Override
  default ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest request) {
    return parts().tags().list(caller(), request);
  }
}
