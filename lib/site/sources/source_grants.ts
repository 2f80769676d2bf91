/**
 * What asking the sources of a book needs: hosts, variables of the environment, files, and whether
 * DuckDB is loaded. Whoever starts the program reads this before, and allows so much and no more; so
 * it takes what can be read and leaves what is wrong to the command.
 *
 * @module
 */
import { DiagnosticError } from "../../diagnostic.ts";
import { readYaml } from "../../weave/page/yaml_text.ts";
import {
  type Environment,
  hostOf,
  PASSWORD,
  readConnection,
  VARIABLE,
  variablesOf,
  type Written,
} from "./connection.ts";

/** What is needed. */
export interface SourceGrants {
  /** `host:port`, each once. */
  hosts: string[];
  variables: string[];
  /** Paths in the book of the files that are written. */
  files: string[];
  duckdb: boolean;
}

/**
 * What the sources in the text of a `book.yml` need.
 *
 * @param only Names of sources; all if there are none.
 */
export function sourceGrants(
  text: string,
  environment: Environment,
  only: readonly string[] = [],
): SourceGrants {
  const hosts = new Set<string>();
  const variables = new Set<string>();
  const files = new Set<string>();
  let duckdb = false;
  for (const [name, value] of entriesOf(entry(readYaml(text).value, "sources", "source"))) {
    if (only.length > 0 && !only.includes(name)) continue;
    const file = entry(value, "file");
    files.add(typeof file === "string" ? file.trim() : `${name}.cells.csv`);
    const connection = connectionIn(entry(value, "connection"));
    if (connection === null) continue;
    duckdb ||= connection.kind === "duckdb";
    const password = entry(value, "password");
    const asked = variablesOf(
      connection,
      typeof password === "string" && VARIABLE.test(password) ? password : PASSWORD,
    );
    for (const variable of asked) variables.add(variable);
    const host = ignoring(() => hostOf(connection, environment));
    if (host !== null) hosts.add(host);
  }
  return { hosts: [...hosts], variables: [...variables], files: [...files], duckdb };
}

function connectionIn(text: unknown): Written | null {
  return typeof text === "string" ? ignoring(() => readConnection(text.trim())) : null;
}

/** What a reader gives; null where it finds a fault, which the command tells. */
function ignoring<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof DiagnosticError) return null;
    throw error;
  }
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

function entry(value: unknown, ...names: string[]): unknown {
  const entries = new Map(entriesOf(value));
  return names.map((name) => entries.get(name)).find((found) => found !== undefined);
}
