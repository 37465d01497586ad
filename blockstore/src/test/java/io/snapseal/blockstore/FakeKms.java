package io.snapseal.blockstore;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.NotFoundException;

/** Keys that wrap data keys bound to an encryption context; a blob names its key, as KMS's do. */
public final class FakeKms implements KmsClient {
  public static final String KEY = arn("1111");
  public static final String OTHER_KEY = arn("2222");

  private final SecureRandom random;
  private final Map<String, byte[]> keys = new HashMap<>();
  private final Set<String> disabled = new HashSet<>();

  public FakeKms(SecureRandom random) {
    this.random = random;
    create(KEY);
    create(OTHER_KEY);
  }

  public static String arn(String id) {
    return "arn:aws:kms:eu-central-1:123456789012:key/" + id;
  }

  public void create(String arn) {
    byte[] key = new byte[32];
    random.nextBytes(key);
    keys.put(arn, key);
  }

  public void disable(String arn) {
    disabled.add(arn);
  }

  public void enable(String arn) {
    disabled.remove(arn);
  }

  @Override
  public GenerateDataKeyResponse generateDataKey(GenerateDataKeyRequest request) {
    byte[] key = key(request.keyId());
    byte[] plain = new byte[32];
    random.nextBytes(plain);
    byte[] nonce = new byte[12];
    random.nextBytes(nonce);
    byte[] sealed = run(Cipher.ENCRYPT_MODE, key, nonce, request.encryptionContext(), plain);
    byte[] arn = request.keyId().getBytes(StandardCharsets.US_ASCII);
    ByteBuffer blob = ByteBuffer.allocate(1 + arn.length + nonce.length + sealed.length);
    blob.put((byte) arn.length).put(arn).put(nonce).put(sealed);
    return GenerateDataKeyResponse.builder()
        .keyId(request.keyId())
        .plaintext(SdkBytes.fromByteArray(plain))
        .ciphertextBlob(SdkBytes.fromByteArray(blob.array()))
        .build();
  }

  @Override
  public DecryptResponse decrypt(DecryptRequest request) {
    ByteBuffer blob = request.ciphertextBlob().asByteBuffer();
    byte[] arn = new byte[Byte.toUnsignedInt(blob.get())];
    byte[] nonce = new byte[12];
    if (blob.remaining() < arn.length + nonce.length) {
      throw InvalidCiphertextException.builder().message("not a blob").build();
    }
    blob.get(arn).get(nonce);
    byte[] sealed = new byte[blob.remaining()];
    blob.get(sealed);
    String keyId = new String(arn, StandardCharsets.US_ASCII);
    byte[] key = key(request.keyId());
    if (!keyId.equals(request.keyId())) {
      throw IncorrectKeyException.builder().message("wrapped by another key").build();
    }
    byte[] plain = run(Cipher.DECRYPT_MODE, key, nonce, request.encryptionContext(), sealed);
    return DecryptResponse.builder().keyId(keyId).plaintext(SdkBytes.fromByteArray(plain)).build();
  }

  private byte[] key(@Nullable String arn) {
    byte[] key = keys.get(arn);
    if (key == null) {
      throw NotFoundException.builder().message("no key " + arn).build();
    }
    if (disabled.contains(arn)) {
      throw DisabledException.builder().message(arn + " is disabled.").build();
    }
    return key;
  }

  private static byte[] run(
      int mode, byte[] key, byte[] nonce, Map<String, String> context, byte[] in) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
      cipher.updateAAD(new TreeMap<>(context).toString().getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(in);
    } catch (AEADBadTagException e) {
      throw InvalidCiphertextException.builder().message("wrong context or blob").build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String serviceName() {
    return "kms";
  }

  @Override
  public void close() {}
}
