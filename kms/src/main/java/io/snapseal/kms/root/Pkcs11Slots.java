package io.snapseal.kms.root;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.NativeLongByReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds a token by its label: the JDK's provider only knows slot numbers, which tokens do not keep.
 * PKCS #11 version 2.40, sections 5.4 and 5.5.
 */
final class Pkcs11Slots {
  private static final long OK = 0;
  private static final long ALREADY_INITIALIZED = 0x191;
  private static final long OS_LOCKING = 2;
  private static final int LABEL_BYTES = 32;

  /** More than the size of CK_TOKEN_INFO, which begins with the label. */
  private static final int TOKEN_INFO_BYTES = 512;

  private static final int LONG = Native.LONG_SIZE;

  private final NativeLibrary library;

  /**
   * @throws UnsatisfiedLinkError if it is no library of this machine
   */
  Pkcs11Slots(Path library) {
    this.library = NativeLibrary.getInstance(library.toString());
    initialize();
  }

  /** The slots with a token of that label; one, if all is well. */
  List<Long> of(String label) {
    List<Long> slots = new ArrayList<>();
    for (long slot : all()) {
      try (Memory info = new Memory(TOKEN_INFO_BYTES)) {
        if (call("C_GetTokenInfo", new NativeLong(slot), info) == OK
            && label.equals(trimmed(info.getByteArray(0, LABEL_BYTES)))) {
          slots.add(slot);
        }
      }
    }
    return slots;
  }

  /** It stays initialized, for several threads, as the JDK's provider would do it. */
  private void initialize() {
    try (Memory arguments = new Memory(4L * Native.POINTER_SIZE + 8 + Native.POINTER_SIZE)) {
      arguments.clear();
      arguments.setNativeLong(4L * Native.POINTER_SIZE, new NativeLong(OS_LOCKING));
      long result = call("C_Initialize", arguments);
      if (result != OK && result != ALREADY_INITIALIZED) {
        throw failed("C_Initialize", result);
      }
    }
  }

  private List<Long> all() {
    byte withToken = 1;
    NativeLongByReference count = new NativeLongByReference();
    require("C_GetSlotList", call("C_GetSlotList", withToken, Pointer.NULL, count));
    List<Long> slots = new ArrayList<>();
    if (count.getValue().longValue() == 0) {
      return slots;
    }
    try (Memory list = new Memory(count.getValue().longValue() * LONG)) {
      require("C_GetSlotList", call("C_GetSlotList", withToken, list, count));
      for (long i = 0; i < count.getValue().longValue(); i++) {
        slots.add(list.getNativeLong(i * LONG).longValue());
      }
    }
    return slots;
  }

  private long call(String function, Object... arguments) {
    return ((NativeLong) library.getFunction(function).invoke(NativeLong.class, arguments))
        .longValue();
  }

  private static void require(String function, long result) {
    if (result != OK) {
      throw failed(function, result);
    }
  }

  private static IllegalStateException failed(String function, long result) {
    return new IllegalStateException(function + " returned 0x" + Long.toHexString(result));
  }

  private static String trimmed(byte[] padded) {
    return new String(padded, StandardCharsets.UTF_8).stripTrailing();
  }
}
