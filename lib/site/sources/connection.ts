/**
 * What a source is connected to. A password is never written down: it comes from a variable of the
 * environment, and whatever an engine says is shown without it.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";

/** Where a source's engine is. */
export type Connection =
  /** DuckDB within this program, on a file of the book or on none. */
  | { engine: "duckdb"; file: string | null }
  /** PostgreSQL, or what speaks its protocol. */
  | {
    engine: "postgres";
    host: string;
    port: number;
    database: string;
    user: string;
    password: string;
    /** How the line is kept from others. */
    ssl: "verify-full" | "require" | false;
  };

/** A variable of the environment. */
export type Environment = (name: string) => string | undefined;

/** Names that a variable of the environment may have. */
export const VARIABLE = /^[A-Z_][A-Z0-9_]*$/;

/** The variable of the password where a source names none, and that of the user where a URL has none. */
export const PASSWORD = "PGPASSWORD";
export const USER = "PGUSER";

const FORMS =
  "Write postgres://USER@HOST:5432/DATABASE, $VARIABLE that holds such an address, duckdb, or duckdb:FILE";

/** A connection as `book.yml` has it, before the environment is asked. */
export type Written =
  | { kind: "variable"; name: string }
  | { kind: "duckdb"; file: string | null }
  | { kind: "url"; url: string };

/**
 * Reads `connection:`.
 *
 * @throws {DiagnosticError} `bad-connection`, `password-in-book`
 */
export function readConnection(text: string): Written {
  const variable = /^\$\{?([^{}]*)\}?$/.exec(text)?.[1];
  if (variable !== undefined) {
    if (VARIABLE.test(variable)) return { kind: "variable", name: variable };
    fail("bad-connection", "That names no variable of the environment, which has capitals", {
      hint: FORMS,
    });
  }
  const duckdb = /^duckdb(?::(?:\/\/)?(.*))?$/i.exec(text);
  if (duckdb) return { kind: "duckdb", file: duckdb[1] || null };
  const url = urlOf(text);
  if (url.password !== "" || url.searchParams.has("password")) {
    fail("password-in-book", "A password stands in book.yml, which others read", {
      hint: `Take it out, and put it into the variable ${PASSWORD} of the environment`,
    });
  }
  return { kind: "url", url: text };
}

/** An address of a database. What is no address is never repeated: it may hold a password. */
function urlOf(text: string): URL {
  if (!/^postgres(?:ql)?:\/\//i.test(text) || !URL.canParse(text)) {
    fail("bad-connection", "That is no address of a database", { hint: FORMS });
  }
  const url = new URL(text);
  if (url.hostname === "" || url.hostname.includes(",")) {
    fail("bad-connection", "The address names no single host", { hint: FORMS });
  }
  return url;
}

/** The address, from the environment where `book.yml` says so; null of DuckDB, or where it is not set. */
function addressOf(written: Written, environment: Environment): URL | null {
  if (written.kind === "duckdb") return null;
  const text = written.kind === "url" ? written.url : environment(written.name);
  return text === undefined || text === "" ? null : urlOf(text);
}

/** Host and port that are spoken to; null of DuckDB, or where a variable is not set. */
export function hostOf(written: Written, environment: Environment): string | null {
  const url = addressOf(written, environment);
  return url === null ? null : `${url.hostname}:${portOf(url)}`;
}

function portOf(url: URL): number {
  return url.port === "" ? 5432 : Number(url.port);
}

/** Variables of the environment that are asked for. */
export function variablesOf(written: Written, password: string): string[] {
  if (written.kind === "duckdb") return [];
  if (written.kind === "variable") return [written.name, password, USER];
  return new URL(written.url).username === "" ? [password, USER] : [password];
}

/**
 * The connection with what the environment says.
 *
 * @param password Name of the variable that holds the password.
 * @throws {DiagnosticError} `no-variable`, `bad-connection`
 */
export function connectionOf(
  written: Written,
  password: string,
  environment: Environment,
): Connection {
  if (written.kind === "duckdb") return { engine: "duckdb", file: written.file };
  const url = addressOf(written, environment);
  if (url === null) {
    const name = written.kind === "variable" ? written.name : "";
    fail("no-variable", `The variable ${name} of the environment is not set`, {
      hint: `Set it to an address, ${name}=postgres://USER@HOST:5432/DATABASE`,
    });
  }
  const user = decoded(url.username) || environment(USER) || "";
  if (user === "") {
    fail("bad-connection", "The address names no user", {
      hint: `Write postgres://USER@HOST/DATABASE, or set ${USER}`,
    });
  }
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  return {
    engine: "postgres",
    host,
    port: portOf(url),
    database: decoded(url.pathname.slice(1)) || user,
    user,
    password: decoded(url.password) || url.searchParams.get("password") ||
      environment(password) || "",
    ssl: sslOf(url, host),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Beyond this machine a line is encrypted and the server shows who it is, unless the address says otherwise. */
function sslOf(url: URL, host: string): "verify-full" | "require" | false {
  const mode = url.searchParams.get("sslmode");
  switch (mode) {
    case null:
      return LOOPBACK.test(host) ? false : "verify-full";
    case "disable":
      return false;
    case "require":
      return "require";
    case "verify-full":
      return "verify-full";
    default:
      return fail("bad-connection", `sslmode cannot be "${mode}"`, {
        hint: "Choose one of verify-full, require, disable",
      });
  }
}

const LOOPBACK = /^(localhost|127(?:\.\d+){3}|::1)$/i;
