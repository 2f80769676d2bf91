/**
 * Columns that a figure's code asks its rows for and that they do not have: Plot draws nothing of
 * them and says nothing.
 *
 * @module
 */

/** A column that is not there, with those that are. */
export interface UnknownColumn {
  asked: string;
  columns: readonly string[];
}

type Plain = Record<string, unknown>;

/** What a library may ask of any object. */
const ASKED_OF_ALL = new Set(["toJSON", "then", "constructor", "nodeType", "length", "valueOf"]);

function isPlain(value: unknown): value is Plain {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Notices what rows are asked for. */
export class ColumnWatch {
  readonly #unknown = new Map<string, readonly string[]>();

  /** Rows of a table: what they lack is noticed. */
  watch(table: readonly Plain[]): void {
    const [first] = table;
    if (!first) return;
    const columns = Object.keys(first);
    const unknown = this.#unknown;
    const prototype = new Proxy(Object.prototype, {
      get(target, name, row): unknown {
        if (typeof name === "symbol" || name in target) return Reflect.get(target, name, row);
        if (!ASKED_OF_ALL.has(name)) unknown.set(name, columns);
        return undefined;
      },
    });
    for (const row of table) Object.setPrototypeOf(row, prototype);
  }

  /** The same for marks whose rows the code made itself: none of them has the column. */
  look(mark: unknown): void {
    if (Array.isArray(mark)) {
      for (const each of mark as unknown[]) this.look(each);
      return;
    }
    const { data, channels } = (mark ?? {}) as { data?: unknown; channels?: unknown };
    if (!Array.isArray(data) || data.length === 0 || !isPlain(channels)) return;
    const rows = data as unknown[];
    if (!rows.every(isPlain)) return;
    for (const channel of Object.values(channels)) {
      const name = isPlain(channel) ? channel["value"] : null;
      if (typeof name !== "string" || rows.some((row) => name in row)) continue;
      this.#unknown.set(name, Object.keys(rows[0]!));
    }
  }

  /** What was asked for in vain. */
  unknown(): UnknownColumn[] {
    return [...this.#unknown].map(([asked, columns]) => ({ asked, columns }));
  }
}
