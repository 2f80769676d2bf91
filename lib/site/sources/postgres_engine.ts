/**
 * PostgreSQL, and what speaks its protocol, by the library `postgres`.
 *
 * Everything is asked within one transaction that only reads, so that the bounds and the cells are
 * those of the same rows, and nothing that a query says can change anything.
 *
 * @module
 */
import postgres from "postgres";
import type { Connection } from "./connection.ts";
import { type Cell, type Engine, EngineFault, said, type SourceColumn } from "./engine.ts";

type Options = Extract<Connection, { engine: "postgres" }>;

/** Types by their numbers in PostgreSQL's catalogue. */
const NUMBERS: ReadonlyMap<number, string> = new Map([
  [20, "bigint"],
  [21, "smallint"],
  [23, "integer"],
  [700, "real"],
  [701, "double precision"],
  [1700, "numeric"],
]);
const FLOATING: readonly number[] = [700, 701];
const OTHERS: ReadonlyMap<number, string> = new Map([
  [16, "boolean"],
  [17, "bytea"],
  [25, "text"],
  [114, "json"],
  [790, "money"],
  [1042, "character"],
  [1043, "character varying"],
  [1082, "date"],
  [1114, "timestamp"],
  [1184, "timestamp with time zone"],
  [1186, "interval"],
  [2950, "uuid"],
  [3802, "jsonb"],
]);

/** Seconds in which a server must answer the door. */
const PATIENCE = 15;

/** What is set before anything is asked: one state of the data, all digits, quotes as the standard has them. */
const SETTINGS = [
  "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
  "SET LOCAL extra_float_digits = 3",
  "SET LOCAL standard_conforming_strings = on",
];

/** One statement at a time: what stands behind a semicolon is refused by the server. */
const ONE = { prepare: false, simple: false };

/**
 * Connects to a server.
 *
 * @throws {EngineFault}
 */
export async function connectPostgres(options: Options): Promise<Engine> {
  const { host, port, database, user, password, ssl } = options;
  const sql = postgres({
    host,
    port,
    database,
    user,
    password,
    ssl,
    max: 1,
    fetch_types: false,
    connect_timeout: PATIENCE,
    max_lifetime: null,
    onnotice: () => {},
    connection: { application_name: "heddle" },
    // Texts are texts and numbers are their digits.
    types: {},
  });
  let answered = false;
  const ask = async (statement: string) => {
    try {
      const result = await sql.unsafe(statement, [], ONE).values();
      answered = true;
      return result;
    } catch (error) {
      const fault = faultOf(error, options);
      throw fault.trouble === "connection-lost" && !answered ? neverHad(options) : fault;
    }
  };
  const engine: Engine = {
    columns: async (statement) =>
      (await ask(statement)).columns.map(({ name, type }): SourceColumn => ({
        name,
        type: NUMBERS.get(type) ?? OTHERS.get(type) ?? `type ${type}`,
        isNumber: NUMBERS.has(type),
        isDecimal: NUMBERS.has(type) && !FLOATING.includes(type),
      })),
    rows: async (statement) => [...await ask(statement)] as Cell[][],
    tables: async () => {
      const rows = await ask(
        "SELECT table_schema, table_name FROM information_schema.tables " +
          "WHERE table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2 LIMIT 1000",
      );
      return (rows as unknown as string[][]).map(([schema, name]) =>
        schema === "public" ? name! : `${schema}.${name}`
      );
    },
    close: () => sql.end({ timeout: 0 }).catch(() => {}),
  };
  try {
    for (const statement of SETTINGS) await ask(statement);
  } catch (error) {
    await engine.close();
    throw error;
  }
  return engine;
}

/** A server that ends the connection before it says anything. */
function neverHad({ host, port, ssl }: Options): EngineFault {
  return ssl === false
    ? new EngineFault("no-connection", `${host}:${port} ends the connection before it answers`)
    : new EngineFault(
      "no-connection",
      `${host}:${port} has no encrypted connection, or ends it`,
      "Where the way to the server is safe without, add ?sslmode=disable to the address",
    );
}

interface Told {
  code?: string;
  message?: string;
}

/** What the library throws, as trouble of ours. */
function faultOf(error: unknown, { host, port, user, password, database }: Options): EngineFault {
  const { code = "" } = error as Told;
  const server = `${host}:${port}`;
  const words = said(error, [password]);
  if (error instanceof Deno.errors.NotCapable || code === "EPERM" || code === "EACCES") {
    return new EngineFault(
      "not-permitted",
      `The program may not speak to ${server}`,
      `Give deno run --allow-net=${server}, or use the package's heddle sources, which does so`,
    );
  }
  if (code === "28P01" || code === "28000" || /^SASL/.test(code)) {
    return new EngineFault("wrong-password", `${server} does not let "${user}" in: ${words}`);
  }
  if (code === "3D000") {
    return new EngineFault("unknown-database", `${server} has no database "${database}"`);
  }
  if (code === "42P01" || code === "3F000") return new EngineFault("unknown-table", words);
  if (code === "42703") return new EngineFault("unknown-column", words);
  if (code === "42501") {
    return new EngineFault("no-privilege", `"${user}" may not read that: ${words}`);
  }
  if (code === "22003") return new EngineFault("out-of-range", words);
  if (/^57P0[1-5]$|^08|^CONNECTION_(?:CLOSED|ENDED|DESTROYED)$|^ECONNRESET$|^EPIPE$/.test(code)) {
    return new EngineFault("connection-lost", `The connection to ${server} was lost`);
  }
  if (
    /^(?:ECONNREFUSED|ENOTFOUND|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|CONNECT_TIMEOUT|EAI_AGAIN|53300|57P03)$/
      .test(code)
  ) {
    return new EngineFault("no-connection", `${server} does not answer: ${words}`);
  }
  if (/certificate|TLS|SSL/i.test(words)) {
    return new EngineFault(
      "no-connection",
      `No encrypted connection to ${server}: ${words}`,
      "Add ?sslmode=require to the address to trust the server unseen, or ?sslmode=disable",
    );
  }
  return new EngineFault("statement", words);
}
