/**
 * An engine that holds rows: what is asked of it, and what can go wrong.
 *
 * @module
 */

/** A column of what stands behind FROM. */
export interface SourceColumn {
  readonly name: string;
  /** The engine's name of its type. */
  readonly type: string;
  /** Whether its values are numbers. */
  readonly isNumber: boolean;
  /** Whether a difference of its values and a constant is taken without rounding. */
  readonly isDecimal: boolean;
}

/** A value as an engine gives it: a number as a number or in its digits. */
export type Cell = string | number | null;

/** An engine, connected. */
export interface Engine {
  /** The columns that a statement gives. */
  columns(statement: string): Promise<SourceColumn[]>;
  /** The rows that a statement gives. */
  rows(statement: string): Promise<Cell[][]>;
  /** Names of the tables that there are, as a source would write them: for a hint. */
  tables(): Promise<string[]>;
  /** Ends the connection; nothing is thrown. */
  close(): Promise<void>;
}

/** What went wrong. */
export type EngineTrouble =
  | "no-plug-in"
  | "wrong-password"
  | "no-connection"
  | "connection-lost"
  | "unknown-database"
  | "no-privilege"
  | "unknown-table"
  | "unknown-column"
  | "not-permitted"
  | "out-of-range"
  | "statement";

/** Something went wrong with an engine. Its message holds no password. */
export class EngineFault extends Error {
  override name = "EngineFault";

  constructor(readonly trouble: EngineTrouble, message: string, readonly hint?: string) {
    super(message);
  }
}

/** The first line of what an engine says, without the secrets that it must not say. */
export function said(error: unknown, secrets: readonly string[]): string {
  const text = error instanceof Error ? error.message : String(error);
  const line = (text.trim().split("\n")[0] ?? "").trim().replace(/\.$/, "");
  return secrets.filter((secret) => secret !== "")
    .reduce((rest, secret) => rest.replaceAll(secret, "…"), line);
}
