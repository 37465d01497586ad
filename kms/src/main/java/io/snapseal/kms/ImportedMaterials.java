package io.snapseal.kms;

import java.time.Instant;
import software.amazon.awssdk.services.kms.model.ExpirationModelType;
import software.amazon.awssdk.services.kms.model.ImportState;
import software.amazon.awssdk.services.kms.model.RotationsListEntry;

/** How imported material is shown. */
final class ImportedMaterials {
  private ImportedMaterials() {}

  static RotationsListEntry.Builder shown(
      RotationsListEntry.Builder entry, ImportedMaterial imported) {
    entry
        .keyMaterialDescription(imported.description())
        .importState(imported.present() ? ImportState.IMPORTED : ImportState.PENDING_IMPORT);
    if (!imported.present()) {
      return entry;
    }
    Long validTo = imported.validTo();
    return validTo == null
        ? entry.expirationModel(ExpirationModelType.KEY_MATERIAL_DOES_NOT_EXPIRE)
        : entry
            .expirationModel(ExpirationModelType.KEY_MATERIAL_EXPIRES)
            .validTo(Instant.ofEpochMilli(validTo));
  }
}
