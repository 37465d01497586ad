package io.snapseal.kms.root;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A root key as it is written: which way it is kept, what is needed to open it, and its sealed
 * bytes.
 *
 * <pre>
 * snapseal-root-key-v1 BASE64         kept as it is
 *
 * snapseal-root-key-v2 KIND           sealed
 * FIELD VALUE                         in the order of their names; no secrets
 * sealed BASE64
 * </pre>
 *
 * <p>Every line but the last is authenticated with the sealed bytes.
 */
public final class StoredRootKey {
  static final String PLAIN = "snapseal-root-key-v1 ";
  static final String SEALED = "snapseal-root-key-v2 ";
  private static final String LAST = "sealed";
  private static final Pattern FIELD = Pattern.compile("[a-z][a-z0-9-]{0,31}");
  private static final Pattern VALUE = Pattern.compile("\\S|\\S[^\\p{Cntrl}]{0,8190}\\S");

  private final RootKeyKind kind;
  private final Map<String, String> fields;
  private final byte[] sealed;

  /**
   * @param fields what is needed to open it
   * @param sealed for {@link RootKeyKind#FILE} the key itself
   */
  StoredRootKey(RootKeyKind kind, Map<String, String> fields, byte[] sealed) {
    fields.forEach(StoredRootKey::require);
    this.kind = kind;
    this.fields = Map.copyOf(fields);
    this.sealed = sealed;
  }

  /** How it is kept. */
  public RootKeyKind kind() {
    return kind;
  }

  /** What is needed to open it, beside the secret: safe to show. */
  public Map<String, String> fields() {
    return new TreeMap<>(fields);
  }

  /** The sealed bytes; for {@link RootKeyKind#FILE} the key itself. */
  byte[] sealed() {
    return sealed;
  }

  /** A field's value. */
  String field(String name) {
    String value = fields.get(name);
    if (value == null) {
      throw RootKeyException.damaged(null);
    }
    return value;
  }

  /** Refuses a file with other fields than its kind has. */
  void requireFields(Set<String> names) {
    if (!fields.keySet().equals(names)) {
      throw RootKeyException.damaged(null);
    }
  }

  /** All that is authenticated with the sealed bytes. */
  byte[] associated() {
    return header(kind, fields).getBytes(StandardCharsets.UTF_8);
  }

  /** The same for a key that is yet to be sealed. */
  static byte[] associated(RootKeyKind kind, Map<String, String> fields) {
    return header(kind, fields).getBytes(StandardCharsets.UTF_8);
  }

  /** The text of the file; a secret for {@link RootKeyKind#FILE}. */
  String text() {
    String last = Base64.getEncoder().encodeToString(sealed) + "\n";
    return kind == RootKeyKind.FILE ? PLAIN + last : header(kind, fields) + LAST + " " + last;
  }

  private static String header(RootKeyKind kind, Map<String, String> fields) {
    StringBuilder header = new StringBuilder(SEALED).append(kind.word()).append('\n');
    new TreeMap<>(fields)
        .forEach((name, value) -> header.append(name).append(' ').append(value).append('\n'));
    return header.toString();
  }

  private static void require(String name, String value) {
    if (!FIELD.matcher(name).matches() || name.equals(LAST) || !VALUE.matcher(value).matches()) {
      throw new IllegalArgumentException("not a field of a stored root key: " + name);
    }
  }

  @Override
  public String toString() {
    return "StoredRootKey(" + kind.word() + ")";
  }
}
