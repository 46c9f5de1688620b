// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** The raw topic in a table of DuckDB, one flat row per record, and what SQL counts of it. */
final class RawTable implements AutoCloseable {

  private static final String COLUMNS =
      "place_in_log bigint, appended bigint, received bigint, provisional boolean, source varchar, kind varchar, sid varchar,"
          + " step varchar, status varchar, occurred bigint, fingerprint varchar,"
          + " campaign varchar, exophone varchar, talk bigint, total bigint, started bigint,"
          + " ended bigint, leg1 varchar, leg2 varchar, ring1 bigint, ring2 bigint, code bigint,"
          + " delivered boolean, units bigint, sender varchar, template varchar, calls bigint,"
          + " contact varchar, made bigint";
  private static final long PARTITION = 1_000_000_000_000L;

  private final Connection connection;

  RawTable() throws SQLException {
    connection = DriverManager.getConnection("jdbc:duckdb:");
    execute("create table webhook (" + COLUMNS + ")");
    execute("create table declared (sid varchar, declared_at bigint, revision bigint)");
  }

  void load(List<ConsumerRecord<String, GenericRecord>> records) throws SQLException {
    try (DuckDBAppender rows = into("webhook")) {
      for (ConsumerRecord<String, GenericRecord> record : records) {
        rows.beginRow();
        add(rows, record);
        rows.endRow();
      }
    }
  }

  /** What the processor's clock alone decides: when, and behind how many reports, it gave up. */
  void declare(List<GenericRecord> unfinished) throws SQLException {
    try (DuckDBAppender rows = into("declared")) {
      for (GenericRecord event : unfinished) {
        rows.beginRow();
        rows.append(text(event, "sid"));
        rows.append(number(event, "received_at")).append(number(event, "revision"));
        rows.endRow();
      }
    }
  }

  private DuckDBAppender into(String table) throws SQLException {
    return connection.unwrap(DuckDBConnection.class).createAppender("main", table);
  }

  private static void add(DuckDBAppender rows, ConsumerRecord<String, GenericRecord> record)
      throws SQLException {
    GenericRecord event = record.value();
    GenericRecord call = part(event, "call");
    GenericRecord sms = part(event, "sms");
    rows.append(record.partition() * PARTITION + record.offset());
    rows.append(record.timestamp()).append(number(event, "received_at"));
    rows.append((Boolean) event.get("provisional"));
    for (String name : List.of("source", "kind", "sid", "step", "status")) {
      rows.append(text(event, name));
    }
    rows.append(number(event, "occurred_at"));
    rows.append(text(event, "fingerprint"));
    rows.append(campaign(event));
    rows.append(text(part(call, "exophone"), "e164"));
    for (String name : List.of("talk_seconds", "total_seconds", "started_at", "ended_at")) {
      rows.append(number(call, name));
    }
    rows.append(text(leg(call, 0), "status")).append(text(leg(call, 1), "status"));
    rows.append(number(leg(call, 0), "ring_seconds")).append(number(leg(call, 1), "ring_seconds"));
    GenericRecord told = sms == null ? part(event, "message") : sms;
    rows.append(number(told, "detailed_code"));
    rows.append(told == null ? null : (Boolean) told.get("delivered"));
    rows.append(number(sms, "units"));
    rows.append(text(part(sms, "from"), "original"));
    rows.append(text(sms, "template"));
    GenericRecord campaign = part(event, "campaign");
    rows.append(calls(campaign));
    rows.append(text(part(campaign, "contact"), "e164")).append(number(campaign, "started_at"));
  }

  /** How many calls were made to a contact that is done. */
  private static Long calls(GenericRecord campaign) {
    List<?> sids = campaign == null ? List.of() : (List<?>) campaign.get("call_sids");
    return sids.isEmpty() ? null : Long.valueOf(sids.size());
  }

  /** Runs the statements of a resource beside this class. */
  void run(String resource) throws SQLException, IOException {
    try (InputStream in = RawTable.class.getResourceAsStream(resource)) {
      execute(new String(in.readAllBytes(), UTF_8));
    }
  }

  /** Rows by their keys: numbers are longs or doubles. */
  Map<String, Map<String, Object>> rows(String table, String key) throws SQLException {
    Map<String, Map<String, Object>> rows = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery("select " + key + " as row_key, * from " + table)) {
      ResultSetMetaData columns = result.getMetaData();
      while (result.next()) {
        Map<String, Object> row = new HashMap<>();
        for (int i = 2; i <= columns.getColumnCount(); i++) {
          row.put(columns.getColumnName(i), plain(result.getObject(i)));
        }
        rows.put(result.getString(1), row);
      }
    }
    return rows;
  }

  /** As both sides are compared: whole numbers are longs, texts are strings. */
  static Object plain(Object value) {
    if (value instanceof Integer whole) {
      return whole.longValue();
    }
    return value instanceof CharSequence ? value.toString() : value;
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String campaign(GenericRecord event) {
    for (Map.Entry<?, ?> entry : ((Map<?, ?>) event.get("query")).entrySet()) {
      if (entry.getKey().toString().equals("campaign_id")) {
        return entry.getValue().toString();
      }
    }
    return text(part(event, "campaign"), "campaign_sid");
  }

  private static GenericRecord part(GenericRecord record, String name) {
    return record == null ? null : (GenericRecord) record.get(name);
  }

  private static GenericRecord leg(GenericRecord call, int number) {
    List<?> legs = call == null ? List.of() : (List<?>) call.get("legs");
    return legs.size() > number ? (GenericRecord) legs.get(number) : null;
  }

  private static String text(GenericRecord record, String name) {
    Object value = record == null ? null : record.get(name);
    return value == null ? null : value.toString();
  }

  private static Long number(GenericRecord record, String name) {
    Object value = record == null ? null : record.get(name);
    return value == null ? null : Long.valueOf(((Number) value).longValue());
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
