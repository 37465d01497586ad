package io.snapseal.rds;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The snapshot surface as a product: every engine × how its storage is encrypted × operation. */
final class Surface {
  private Surface() {}

  /** What a database is of. */
  enum Engine {
    POSTGRES("postgresql", false),
    MARIADB("mariadb", false),
    MYSQL("mariadb", false),
    AURORA_POSTGRESQL("postgresql", true),
    AURORA_MYSQL("mariadb", true);

    private final String protocol;
    private final boolean cluster;

    Engine(String protocol, boolean cluster) {
      this.protocol = protocol;
      this.cluster = cluster;
    }

    /** Its name in the RDS API. */
    String word() {
      return named(this);
    }

    /** Whether its databases are DB clusters. */
    boolean cluster() {
      return cluster;
    }

    String url(int port) {
      return "jdbc:%s://127.0.0.1:%d/shop".formatted(protocol, port);
    }
  }

  /** How a database's storage is encrypted. */
  enum Encryption {
    NONE(KeyRole.NONE),
    AWS_MANAGED(KeyRole.AWS_MANAGED),
    CUSTOMER(KeyRole.CUSTOMER),
    /** SSE-RDS: what a cluster has that asks for nothing; instances do not have it. */
    AWS_OWNED(KeyRole.AWS_OWNED);

    private final KeyRole key;

    Encryption(KeyRole key) {
      this.key = key;
    }

    KeyRole key() {
      return key;
    }
  }

  /** The keys there are, by what they are to a row's database. */
  enum KeyRole {
    NONE,
    /** {@code aws/rds} of the account that owns the database. */
    AWS_MANAGED,
    /** A customer managed key whose policy lets the other account in. */
    CUSTOMER,
    AWS_OWNED,
    /** Another customer managed key of the same account and region. */
    ANOTHER,
    /** A customer managed key of the same account in the other region. */
    ABROAD,
    /** A customer managed key of the other account in the same region. */
    THEIRS;

    /** Whether an account sees it: what {@code Encrypted} tells. */
    boolean seen() {
      return this != NONE && this != AWS_OWNED;
    }
  }

  /** What the mission names. */
  enum Operation {
    CREATE,
    COPY,
    COPY_WITH_KEY,
    CROSS_REGION,
    CROSS_ACCOUNT,
    RESTORE,
    DELETE
  }

  /** One database, on which every operation is tried. */
  record Row(Engine engine, Encryption encryption) {
    /** Its name: an identifier that RDS accepts. */
    String word() {
      return engine.word() + "-" + named(encryption);
    }
  }

  /** One operation on one database. */
  record Cell(Row row, Operation operation) {}

  /** The rows of an engine. */
  static Stream<Row> rows(Engine engine) {
    return Stream.of(Encryption.values())
        .filter(encryption -> encryption != Encryption.AWS_OWNED || engine.cluster())
        .map(encryption -> new Row(engine, encryption));
  }

  static Stream<Cell> cells(Row row) {
    return Stream.of(Operation.values()).map(operation -> new Cell(row, operation));
  }

  /** All of it. */
  static List<Cell> cells() {
    return Stream.of(Engine.values()).flatMap(Surface::rows).flatMap(Surface::cells).toList();
  }

  static String named(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
