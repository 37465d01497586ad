package io.snapseal.wire;

import java.nio.file.Path;

/**
 * Where the server's certificate lives.
 *
 * @param certificate PEM: the server's certificate, then any intermediates
 * @param key PEM: the private key in PKCS #8, not encrypted, RSA or EC
 */
public record TlsFiles(Path certificate, Path key) {}
