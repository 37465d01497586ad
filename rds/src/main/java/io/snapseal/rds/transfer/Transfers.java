package io.snapseal.rds.transfer;

import io.snapseal.blockstore.SnapshotReader;
import io.snapseal.iam.AuthorizedClient;
import io.snapseal.iam.Authorizer;
import io.snapseal.iam.Caller;
import io.snapseal.iam.Permission;
import io.snapseal.rds.resource.RdsArn;
import io.snapseal.rds.resource.RdsFaults;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsResponse;

/** Importing and exporting snapshots, behind the authorizer and the audit trail. */
public final class Transfers {
  private static final Map<String, Permission> PERMISSIONS =
      Map.of(
          "ImportDBSnapshot",
          Permission.on("rds:CreateDBSnapshot", TransferRequest.class, Transfers::arn),
          "ExportDBSnapshot",
          Permission.on(
              "rds:RestoreDBInstanceFromDBSnapshot", TransferRequest.class, Transfers::arn));

  private final Authorizer authorizer;
  private final Imports imports;
  private final Exports exports;

  public Transfers(Authorizer authorizer, Imports imports, Exports exports) {
    this.authorizer = authorizer;
    this.imports = imports;
    this.exports = exports;
  }

  /** What is written once an export was allowed and recorded. */
  @FunctionalInterface
  public interface Archive {
    /**
     * Writes all of it, once.
     *
     * @throws io.snapseal.blockstore.BlockStoreException at what is damaged: what was written is
     *     then no whole archive
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Makes a snapshot of a tar archive. It needs {@code rds:CreateDBSnapshot} on the snapshot and,
   * with a key, what a copy needs of its key.
   *
   * @return the snapshot, available and durable
   * @throws IOException if the archive cannot be read to its end; nothing is left then
   */
  public DBSnapshot importSnapshot(Caller caller, TransferRequest request, InputStream archive)
      throws IOException {
    try {
      return authorized(caller, new Transfer(caller, archive), Transfers::admitImport)
          .importDBSnapshot(request)
          .dbSnapshot();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * Opens a snapshot. It needs {@code rds:RestoreDBInstanceFromDBSnapshot} on the snapshot and, if
   * it is encrypted, {@code kms:DescribeKey} and {@code kms:Decrypt} on its key, through RDS.
   */
  public Archive exportSnapshot(Caller caller, TransferRequest request) {
    Transfer transfer = new Transfer(caller, InputStream.nullInputStream());
    boolean answered = false;
    try {
      DescribeDbSnapshotsResponse unused =
          authorized(caller, transfer, given -> {}).exportDBSnapshot(request);
      answered = true;
    } finally {
      if (!answered) {
        transfer.abandon(); // opened, but it could not be recorded
      }
    }
    return transfer::writeTo;
  }

  private TransferClient authorized(
      Caller caller, Transfer transfer, java.util.function.Consumer<AwsRequest> admission) {
    return AuthorizedClient.of(
        TransferClient.class,
        caller,
        authorizer,
        PERMISSIONS,
        RdsFaults::accessDenied,
        admission,
        transfer);
  }

  private static void admitImport(AwsRequest request) {
    Imports.admit((TransferRequest) request);
  }

  private static String arn(Caller caller, TransferRequest request) {
    return RdsArn.snapshotNamed(
            caller.scope(), request.member(TransferRequest.SNAPSHOT).orElse("*"))
        .toString();
  }

  /** One transfer: the operation, and the bytes that go with it. */
  private final class Transfer implements TransferClient {
    private final Caller caller;
    private final InputStream archive;
    private Exports.@Nullable Opened opened;

    Transfer(Caller caller, InputStream archive) {
      this.caller = caller;
      this.archive = archive;
    }

    @Override
    public CreateDbSnapshotResponse importDBSnapshot(TransferRequest request) {
      return CreateDbSnapshotResponse.builder()
          .dbSnapshot(imports.make(caller, request, archive))
          .build();
    }

    @Override
    public DescribeDbSnapshotsResponse exportDBSnapshot(TransferRequest request) {
      Exports.Opened now = exports.open(caller, request);
      opened = now;
      return DescribeDbSnapshotsResponse.builder().dbSnapshots(now.shown()).build();
    }

    private void writeTo(OutputStream out) throws IOException {
      Exports.Opened now = Objects.requireNonNull(opened);
      try (SnapshotReader reader = now.reader()) {
        TarOutput tar = new TarOutput(out, now.shown().snapshotCreateTime());
        reader.read(tar);
        tar.finish();
      }
    }

    private void abandon() {
      if (opened != null) {
        opened.reader().close();
      }
    }

    @Override
    public String serviceName() {
      return "rds";
    }

    @Override
    public void close() {
      // Each transfer ends by itself.
    }
  }
}
