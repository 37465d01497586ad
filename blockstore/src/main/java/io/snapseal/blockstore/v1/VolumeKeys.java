package io.snapseal.blockstore.v1;

import io.snapseal.blockstore.DamagedException;
import io.snapseal.blockstore.KeyAccess;
import io.snapseal.blockstore.ObjectName;
import io.snapseal.blockstore.Seal;
import io.snapseal.blockstore.Storage;
import io.snapseal.blockstore.StorageFailedException;
import io.snapseal.blockstore.seal.DataKey;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;

/**
 * Data keys of volumes: made by KMS, stored only as KMS wrapped them, opened by KMS each time. A
 * refusal of KMS reaches the caller as the {@code KmsException} it is.
 */
final class VolumeKeys {
  private static final int MAX_RACES = 100;

  private final Storage storage;

  VolumeKeys(Storage storage) {
    this.storage = storage;
  }

  /** The volume's data key under this KMS key and context; a new one if it has none. */
  VolumeKey forSealing(String volume, Seal seal) {
    for (int race = 0; race < MAX_RACES; race++) {
      Optional<VolumeKey> key = unlessRaceLost(volume, seal);
      if (key.isPresent()) {
        return key.get();
      }
    }
    throw new IllegalStateException("a key number is taken but not found");
  }

  /** None if another writer made the volume's key meanwhile: it is found next time. */
  private Optional<VolumeKey> unlessRaceLost(String volume, Seal seal) {
    try {
      return Optional.of(findOrMake(volume, seal));
    } catch (FileAlreadyExistsException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StorageFailedException("storing a data key of " + volume, e);
    }
  }

  private VolumeKey findOrMake(String volume, Seal seal) throws IOException {
    List<ObjectName> names;
    try (Stream<ObjectName> listed = storage.list(Format.keysOf(volume))) {
      names = listed.toList();
    }
    int next = 0;
    for (ObjectName name : names) {
      KeyFile file = read(name);
      if (file.keyArn().equals(seal.keyArn())
          && file.encryptionContext().equals(seal.encryptionContext())) {
        return opened(file, seal.kms());
      }
      next = Math.max(next, file.number() + 1);
    }
    return made(volume, next, seal);
  }

  private VolumeKey made(String volume, int number, Seal seal) throws IOException {
    GenerateDataKeyResponse response =
        seal.kms()
            .generateDataKey(
                request ->
                    request
                        .keyId(seal.keyArn())
                        .keySpec(DataKeySpec.AES_256)
                        .encryptionContext(seal.encryptionContext()));
    DataKey key = DataKey.takingOver(response.plaintext().asByteArrayUnsafe());
    try {
      String wrapped =
          Base64.getEncoder().encodeToString(response.ciphertextBlob().asByteArrayUnsafe());
      KeyFile file =
          new KeyFile(
              Format.VERSION, volume, number, seal.keyArn(), seal.encryptionContext(), wrapped);
      SmallObject.write(storage, Format.key(volume, number), CanonicalJson.write(file));
      return new VolumeKey(number, sha256(file), key);
    } catch (IOException | RuntimeException e) {
      key.close();
      throw e;
    }
  }

  /** The key a manifest was sealed with. */
  VolumeKey forOpening(ManifestHeader header, KeyAccess keys) {
    KeyFile file = fileOf(header);
    return opened(file, keys.kmsFor(file.keyArn()));
  }

  /**
   * The file of the key a manifest was sealed with.
   *
   * @throws DamagedException if it is missing or changed since
   */
  KeyFile fileOf(ManifestHeader header) {
    ObjectName name = Format.key(header.volume(), header.keyNumber());
    try {
      KeyFile file = read(name);
      if (!sha256(file).equals(header.keySha256())) {
        throw new DamagedException(name.value(), "it is not what the snapshot was sealed with");
      }
      return file;
    } catch (NoSuchFileException e) {
      throw new DamagedException(name.value(), "it is missing", e);
    } catch (IOException e) {
      throw new StorageFailedException("reading " + name, e);
    }
  }

  private KeyFile read(ObjectName name) throws IOException {
    byte[] json = SmallObject.read(storage, name, KeyFile.MAX_LENGTH);
    KeyFile file = CanonicalJson.read(json, KeyFile.class, name.value());
    if (!Format.key(file.volume(), file.number()).equals(name)) {
      throw new DamagedException(name.value(), "it is the key file of another volume");
    }
    return file;
  }

  private static VolumeKey opened(KeyFile file, KmsClient kms) {
    return new VolumeKey(file.number(), sha256(file), DataKey.takingOver(decrypted(file, kms)));
  }

  private static byte[] decrypted(KeyFile file, KmsClient kms) {
    Map<String, String> context = file.encryptionContext();
    try {
      return kms.decrypt(
              request ->
                  request
                      .keyId(file.keyArn())
                      .encryptionContext(context)
                      .ciphertextBlob(SdkBytes.fromByteArray(file.wrapped())))
          .plaintext()
          .asByteArrayUnsafe();
    } catch (InvalidCiphertextException | IncorrectKeyException e) {
      String name = Format.key(file.volume(), file.number()).value();
      throw new DamagedException(name, "KMS did not wrap this key with this context", e);
    }
  }

  private static String sha256(KeyFile file) {
    return HexFormat.of().formatHex(Format.sha256().digest(CanonicalJson.write(file)));
  }
}
