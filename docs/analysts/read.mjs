// SPDX-License-Identifier: Apache-2.0
// Prints records of sidstream's topics as JSON, one object per line; everything else goes to stderr.
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { parseArgs } from "node:util";
import registryClient from "@kafkajs/confluent-schema-registry";
import avro from "avsc";
import kafkajs from "kafkajs";

const USAGE = `usage: node read.mjs --bootstrap HOST:PORT[,...] --registry URL --topic NAME [--topic NAME ...]
                     [--from-beginning] [--max N] [--timeout SECONDS]

  --bootstrap       Kafka brokers to start from
  --registry        schema registry; Apicurio's URL ends with /apis/ccompat/v7
  --topic           topic to read; may be given several times
  --from-beginning  from the oldest record on; otherwise what comes from now on
  --max             end after so many records
  --timeout         end when nothing has come for so many seconds

exit codes: 0 ended as asked, 1 a record cannot be read, 2 wrong usage or no such topic,
            4 broker or registry cannot be reached`;

const UNREADABLE = 1;
const WRONG_USAGE = 2;
const UNREACHABLE = 4;
const PATIENCE_MS = 5_000;

class Failure extends Error {
  constructor(exitCode, message) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Timestamps as text: 2026-11-20T06:30:00.000Z. */
class Timestamp extends avro.types.LogicalType {
  _fromValue(millis) {
    return new Date(millis).toISOString();
  }
}

function options(args) {
  let values;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        bootstrap: { type: "string" },
        registry: { type: "string" },
        topic: { type: "string", multiple: true },
        "from-beginning": { type: "boolean", default: false },
        max: { type: "string" },
        timeout: { type: "string" },
        help: { type: "boolean", default: false },
      },
    }));
  } catch (error) {
    throw new Failure(WRONG_USAGE, `${error.message} (see --help)`);
  }
  if (values.help) {
    return { help: true };
  }
  const missing = ["bootstrap", "registry", "topic"].filter((name) => !values[name]);
  if (missing.length > 0) {
    throw new Failure(WRONG_USAGE, `missing: --${missing.join(", --")} (see --help)`);
  }
  return {
    brokers: values.bootstrap.split(","),
    registry: values.registry.replace(/\/+$/, ""),
    topics: [...new Set(values.topic)],
    fromBeginning: values["from-beginning"],
    max: positive("max", values.max),
    timeout: positive("timeout", values.timeout),
  };
}

function positive(name, text) {
  const number = text === undefined ? Infinity : Number(text);
  if (!(number > 0)) {
    throw new Failure(WRONG_USAGE, `--${name} wants a number above 0, not '${text}'`);
  }
  return number;
}

async function registryAt(url) {
  try {
    const answer = await fetch(`${url}/subjects`, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!answer.ok) {
      throw new Error(`HTTP ${answer.status}`);
    }
  } catch (error) {
    const why = error.cause?.code ?? error.cause?.message ?? error.message;
    throw new Failure(UNREACHABLE, `no schema registry answers at ${url}: ${why}`);
  }
  return new registryClient.SchemaRegistry(
    { host: url },
    { [registryClient.SchemaType.AVRO]: { logicalTypes: { "timestamp-millis": Timestamp } } },
  );
}

async function checkTopics(kafka, { brokers, topics }) {
  const admin = kafka.admin();
  let existing;
  try {
    await admin.connect();
    existing = await admin.listTopics();
  } catch (error) {
    throw new Failure(UNREACHABLE, `no broker answers at ${brokers}: ${error.message}`);
  } finally {
    await admin.disconnect();
  }
  const unknown = topics.filter((topic) => !existing.includes(topic));
  if (unknown.length > 0) {
    const there = existing.filter((topic) => !topic.startsWith("_")).sort();
    throw new Failure(WRONG_USAGE, `no such topic: ${unknown}; there are: ${there.join(", ")}`);
  }
}

/** Kafka's record as one line of output. */
async function line(registry, topic, partition, message) {
  const headers = Object.entries(message.headers ?? {}).filter(([name]) => name.startsWith("ce_"));
  let value;
  try {
    value = message.value && (await registry.decode(message.value));
  } catch (error) {
    const known = error.status === undefined || error.status === 404;
    const where = `${topic}, partition ${partition}, offset ${message.offset}`;
    const why = message.value[0] === 0 ? error.message : "not in Confluent's wire format";
    throw new Failure(known ? UNREADABLE : UNREACHABLE, `cannot read ${where}: ${why}`);
  }
  return JSON.stringify({
    topic,
    partition,
    offset: Number(message.offset),
    timestamp: new Date(Number(message.timestamp)).toISOString(),
    key: message.key && message.key.toString(),
    value,
    headers: Object.fromEntries(headers.map(([name, text]) => [name, text.toString()])),
  });
}

/** Resolves with the number of records printed when there is enough, or nothing more comes. */
function print(consumer, registry, { max, timeout }) {
  return new Promise((resolve, reject) => {
    let printed = 0;
    let timer;
    const wait = () => {
      clearTimeout(timer);
      if (timeout !== Infinity) {
        timer = setTimeout(() => resolve(printed), timeout * 1_000);
      }
    };
    const eachMessage = async ({ topic, partition, message }) => {
      if (printed >= max) {
        return;
      }
      try {
        const text = await line(registry, topic, partition, message);
        printed += 1;
        if (!process.stdout.write(`${text}\n`)) {
          await once(process.stdout, "drain");
        }
        wait();
      } catch (failure) {
        printed = max;
        reject(failure);
      }
      if (printed >= max) {
        resolve(printed);
      }
    };
    consumer.on(consumer.events.GROUP_JOIN, wait);
    consumer.on(consumer.events.CRASH, ({ payload }) =>
      reject(new Failure(UNREACHABLE, `the broker went away: ${payload.error.message}`)),
    );
    consumer.run({ autoCommit: false, eachMessage }).catch(reject);
  });
}

async function main() {
  const wanted = options(process.argv.slice(2));
  if (wanted.help) {
    console.error(USAGE);
    return;
  }
  const registry = await registryAt(wanted.registry);
  const kafka = new kafkajs.Kafka({
    brokers: wanted.brokers,
    clientId: "sidstream-read",
    connectionTimeout: PATIENCE_MS,
    logLevel: kafkajs.logLevel.NOTHING, // it would log to stdout; what matters is said below
    retry: { retries: 3, restartOnFailure: async () => false },
  });
  await checkTopics(kafka, wanted);
  // read_committed is kafkajs's default: records of aborted transactions do not show.
  const consumer = kafka.consumer({ groupId: `sidstream-read-${randomUUID()}` });
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: wanted.topics, fromBeginning: wanted.fromBeginning });
    console.error(`reading ${wanted.topics.join(", ")}`);
    console.error(`${await print(consumer, registry, wanted)} records`);
  } finally {
    await consumer.disconnect();
  }
}

let code = 0;
process.stdout.on("error", (error) => process.exit(error.code === "EPIPE" ? 0 : UNREADABLE));
try {
  await main();
} catch (error) {
  console.error(`read.mjs: ${error.message}`);
  code = error instanceof Failure ? error.exitCode : UNREADABLE;
}
process.stdout.write("", () => process.exit(code)); // once everything before it is written
