package io.snapseal.app;

import io.snapseal.kms.RequestQuotas;
import io.snapseal.rds.RdsSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a private region is started.
 *
 * @param home where its state is
 * @param bind the address to listen on
 * @param port the port, or 0 for a free one
 * @param regions the AWS regions it answers for, the usual one first
 * @param account the twelve-digit account of its root user
 * @param tls the certificate and key, if it is to speak TLS
 * @param rootKey how its root key is kept
 * @param quotas how often an account may call KMS
 * @param peers the regions of other servers
 * @param engines what instances run on
 * @param ephemeral whether state is in memory only; {@code home} then has only what it is found by
 * @param rds what is set of RDS
 */
record RegionOptions(
    Path home,
    String bind,
    int port,
    List<String> regions,
    String account,
    Optional<Tls> tls,
    RootKeyChoice rootKey,
    RequestQuotas quotas,
    PeerOptions peers,
    EngineChoice engines,
    boolean ephemeral,
    RdsSettings rds) {

  /** With the root key in a plain file, without request quotas, and RDS as usual. */
  RegionOptions(
      Path home, String bind, int port, List<String> regions, String account, Optional<Tls> tls) {
    this(
        home,
        bind,
        port,
        regions,
        account,
        tls,
        RootKeyChoice.PLAIN,
        RequestQuotas.NONE,
        PeerOptions.NONE,
        EngineChoice.OF_HOST,
        false,
        RdsSettings.USUAL);
  }

  /** The same, with engines that run without a server, and perhaps nothing kept. */
  RegionOptions simulating(Set<String> without, boolean nothingKept) {
    return new RegionOptions(
        home,
        bind,
        port,
        regions,
        account,
        tls,
        rootKey,
        quotas,
        peers,
        engines.simulating(without),
        nothingKept,
        rds);
  }

  /** PEM files. */
  record Tls(Path certificate, Path key) {}
}
