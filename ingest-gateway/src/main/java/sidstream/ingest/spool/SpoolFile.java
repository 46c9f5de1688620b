// SPDX-License-Identifier: Apache-2.0
package sidstream.ingest.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The SQLite database of a spool: write-ahead log, synced at every commit, bounded. Used by one
 * thread at a time. Its own schema table holds the Avro schema of every value in it, so that a
 * later version reads what an earlier one left.
 */
final class SpoolFile implements AutoCloseable {

  private static final int PAGE_BYTES = 4096;
  private static final long LARGEST_LOG_BYTES = 4 * 1024 * 1024;
  private static final long SMALLEST_LOG_BYTES = 64 * 1024;
  private static final int BUSY_MS = 200;
  private static final long READ_BYTES = 4 * 1024 * 1024;

  private static final String[] TABLES = {
    """
    CREATE TABLE IF NOT EXISTS records (
      sequence INTEGER PRIMARY KEY, type TEXT NOT NULL, key TEXT NOT NULL,
      receipt_id TEXT NOT NULL, received_at INTEGER NOT NULL, value BLOB NOT NULL,
      checksum INTEGER NOT NULL)""",
    """
    CREATE TABLE IF NOT EXISTS set_aside (
      sequence INTEGER PRIMARY KEY, type TEXT NOT NULL, key TEXT NOT NULL,
      receipt_id TEXT NOT NULL, received_at INTEGER NOT NULL, value BLOB NOT NULL,
      checksum INTEGER NOT NULL, reason TEXT NOT NULL)""",
    "CREATE TABLE IF NOT EXISTS schemas (fingerprint INTEGER PRIMARY KEY, json TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS probe (value BLOB)"
  };

  private final Path writeAheadLog;
  private final long maxBytes;
  private final Connection connection;
  private Statements statements;

  /** What is done for every record. */
  private record Statements(
      PreparedStatement insert,
      PreparedStatement insertAside,
      PreparedStatement delete,
      PreparedStatement select)
      implements AutoCloseable {

    static Statements prepare(Connection connection) throws SQLException {
      String values = " VALUES (?, ?, ?, ?, ?, ?, ?";
      return new Statements(
          connection.prepareStatement("INSERT OR REPLACE INTO records" + values + ")"),
          connection.prepareStatement("INSERT OR REPLACE INTO set_aside" + values + ", ?)"),
          connection.prepareStatement("DELETE FROM records WHERE sequence = ?"),
          connection.prepareStatement(
              "SELECT * FROM records WHERE sequence > ? ORDER BY sequence LIMIT ?"));
    }

    @Override
    public void close() throws SQLException {
      for (PreparedStatement each : List.of(insert, insertAside, delete, select)) {
        each.close();
      }
    }
  }

  /**
   * What was found.
   *
   * @param damaged those whose checksum is wrong
   * @param last sequence that was looked at; where there was no row, the one to begin behind
   */
  record Page(List<SpoolRecord> sound, List<SpoolRecord> damaged, long last) {}

  private SpoolFile(Path database, long maxBytes, Connection connection) throws SQLException {
    this.writeAheadLog = Path.of(database + "-wal");
    this.maxBytes = maxBytes;
    this.connection = connection;
    prepareDatabase();
    statements = Statements.prepare(connection);
  }

  /**
   * @param maxBytes of the database and its log together
   * @throws SQLException when it is no database, damaged, or cannot be written
   */
  @SuppressWarnings("MustBeClosedChecker")
  static SpoolFile open(Path database, long maxBytes) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
    try {
      return new SpoolFile(database, maxBytes, connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Whether the database itself is beyond use, as opposed to: full, slow, or not permitted. */
  static boolean isCorrupt(SQLException e) {
    if (!(e instanceof SQLiteException sqlite)) {
      return false;
    }
    int primary = sqlite.getResultCode().code & 0xff; // extended codes carry it in the low byte
    return primary == SQLiteErrorCode.SQLITE_CORRUPT.code
        || primary == SQLiteErrorCode.SQLITE_NOTADB.code;
  }

  private void prepareDatabase() throws SQLException {
    long logBytes = logBytes();
    execute("PRAGMA busy_timeout = " + BUSY_MS);
    execute("PRAGMA page_size = " + PAGE_BYTES);
    execute("PRAGMA auto_vacuum = INCREMENTAL");
    execute("PRAGMA journal_mode = WAL");
    execute("PRAGMA synchronous = FULL");
    execute("PRAGMA journal_size_limit = " + logBytes);
    execute("PRAGMA wal_autocheckpoint = " + logBytes / PAGE_BYTES);
    execute("PRAGMA max_page_count = " + Math.max(1, (maxBytes - logBytes) / PAGE_BYTES));
    String verdict = text("PRAGMA quick_check(1)");
    if (!"ok".equals(verdict)) {
      throw new SQLiteException(verdict, SQLiteErrorCode.SQLITE_CORRUPT);
    }
    for (String table : TABLES) {
      execute(table);
    }
  }

  /** On a small or full disk less, so that the reserve is enough to write it into the database. */
  private long logBytes() {
    long free = writeAheadLog.toAbsolutePath().toFile().getParentFile().getUsableSpace();
    long wanted = Math.min(LARGEST_LOG_BYTES, Math.min(maxBytes / 4, free / 16));
    return Math.max(SMALLEST_LOG_BYTES, wanted);
  }

  void begin() throws SQLException {
    execute("BEGIN IMMEDIATE");
  }

  void commit() throws SQLException {
    execute("COMMIT");
  }

  /**
   * Ends the transaction if there is one: a full disk may have ended it already. The driver leaves
   * a statement that failed unusable, so all are made anew.
   */
  void rollback() throws SQLException {
    try {
      execute("ROLLBACK");
    } catch (SQLException e) {
      // none
    }
    statements.close();
    statements = Statements.prepare(connection);
  }

  void insert(SpoolRecord record) throws SQLException {
    bind(statements.insert, record).executeUpdate();
  }

  /** Keeps a record that Kafka will never take; returns how many no longer wait: one or none. */
  int setAside(SpoolRecord record, String reason) throws SQLException {
    PreparedStatement aside = bind(statements.insertAside, record);
    aside.setString(8, reason);
    aside.executeUpdate();
    return delete(record.sequence());
  }

  /** Returns how many were there: one or none. */
  int delete(long sequence) throws SQLException {
    statements.delete.setLong(1, sequence);
    return statements.delete.executeUpdate();
  }

  /**
   * The next rows, in order; fewer than asked for when they are large.
   *
   * @param gone sequences that are passed over
   */
  Page read(long after, int limit, LongPredicate gone) throws SQLException {
    List<SpoolRecord> sound = new ArrayList<>();
    List<SpoolRecord> damaged = new ArrayList<>();
    long last = after;
    statements.select.setLong(1, after);
    statements.select.setInt(2, limit);
    try (ResultSet rows = statements.select.executeQuery()) {
      for (long bytes = 0; bytes < READ_BYTES && rows.next(); ) {
        SpoolRecord record = record(rows);
        bytes += record.size();
        last = record.sequence();
        if (!gone.test(last)) {
          (record.checksum() == rows.getLong(7) ? sound : damaged).add(record);
        }
      }
    }
    return new Page(sound, damaged, last);
  }

  /** JSON of the Avro schemas of all values in here. */
  List<String> schemas() throws SQLException {
    List<String> schemas = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT json FROM schemas")) {
      while (rows.next()) {
        schemas.add(rows.getString(1));
      }
    }
    return schemas;
  }

  void keepSchemas(List<Schema> schemas) throws SQLException {
    try (PreparedStatement keep =
        connection.prepareStatement("INSERT OR IGNORE INTO schemas VALUES (?, ?)")) {
      for (Schema schema : schemas) {
        keep.setLong(1, SchemaNormalization.parsingFingerprint64(schema));
        keep.setString(2, schema.toString());
        keep.executeUpdate();
      }
    }
  }

  long lastSequence() throws SQLException {
    return Math.max(
        number("SELECT max(sequence) FROM records"), number("SELECT max(sequence) FROM set_aside"));
  }

  long count() throws SQLException {
    return number("SELECT count(*) FROM records");
  }

  long countSetAside() throws SQLException {
    return number("SELECT count(*) FROM set_aside");
  }

  @Nullable Instant oldest() throws SQLException {
    long millis = number("SELECT received_at FROM records ORDER BY sequence LIMIT 1");
    return millis == 0 ? null : Instant.ofEpochMilli(millis);
  }

  long bytesInUse() throws SQLException {
    return (number("PRAGMA page_count") - number("PRAGMA freelist_count")) * PAGE_BYTES;
  }

  /** Whether a reader from outside holds the log back from being written into the database. */
  boolean logIsTooLong() {
    try {
      return Files.size(writeAheadLog) > Math.max(4 * LARGEST_LOG_BYTES, maxBytes / 4);
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether there is room again: writes that much and takes it back. */
  void probe(int bytes) throws SQLException {
    execute("INSERT INTO probe VALUES (zeroblob(" + bytes + "))");
    execute("DELETE FROM probe");
  }

  /** Gives up to so many free pages back to the disk; returns whether there may be more. */
  boolean shrink(int pages) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      // as an update: the driver runs a query's first step only, and that frees one page
      statement.executeUpdate("PRAGMA incremental_vacuum(" + pages + ")");
    }
    return number("PRAGMA freelist_count") > 0;
  }

  /** Writes the log into the database and empties it; false while somebody else reads it. */
  boolean checkpoint() throws SQLException {
    return number("PRAGMA wal_checkpoint(TRUNCATE)") == 0;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private static PreparedStatement bind(PreparedStatement statement, SpoolRecord record)
      throws SQLException {
    statement.setLong(1, record.sequence());
    statement.setString(2, record.type());
    statement.setString(3, record.key());
    statement.setString(4, record.receiptId());
    statement.setLong(5, record.receivedAt().toEpochMilli());
    statement.setBytes(6, bytes(record.value()));
    statement.setLong(7, record.checksum());
    return statement;
  }

  private static byte[] bytes(ByteBuffer value) {
    if (value.hasArray() && value.arrayOffset() == 0 && value.remaining() == value.array().length) {
      return value.array();
    }
    byte[] bytes = new byte[value.remaining()];
    value.duplicate().get(bytes);
    return bytes;
  }

  private static SpoolRecord record(ResultSet row) throws SQLException {
    return new SpoolRecord(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        Instant.ofEpochMilli(row.getLong(5)),
        ByteBuffer.wrap(row.getBytes(6)));
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private long number(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  private String text(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getString(1) : "";
    }
  }
}
