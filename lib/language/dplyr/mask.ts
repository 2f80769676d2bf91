/**
 * Expressions evaluated where the columns of a table are names: for all rows, or group by group.
 *
 * @module
 */
import type { Call } from "../evaluation/builtin.ts";
import type { Interpreter } from "../evaluation/interpreter.ts";
import { headsOf } from "../frames/naming.ts";
import { type Binding, Promised, Scope } from "../values/scope.ts";
import {
  type EnvironmentValue,
  type Frame,
  isFrame,
  listOf,
  rowsOf,
  share,
  type Value,
  withNames,
} from "../values/value.ts";
import { unknownColumn } from "../tidyselect/selection.ts";
import { type Grouping, groupingOf } from "./grouping.ts";
import type { Prepared } from "./preparing.ts";
import { slice, tibbleOf } from "./tables.ts";

/** A column while a verb works: as a whole, or what each group has made of it. */
type Source = { readonly whole: Value } | { readonly parts: readonly Value[] };

/** What lies round about the columns, all of it: what `.env$x` means. */
class Surroundings extends Scope {
  override own(name: string): Binding | undefined {
    return this.parent?.find(name);
  }
}

function environment(scope: Scope): EnvironmentValue {
  return { type: "environment", scope, attributes: null, exclusive: false, held: false };
}

/** The columns alone, whatever else has their names: what `.data` means. */
class Pronoun extends Scope {
  readonly #table: DataMask;
  readonly #group: number;

  constructor(table: DataMask, group: number) {
    super(null);
    this.#table = table;
    this.#group = group;
  }

  override own(name: string): Binding {
    return this.#table.valueOf(name, this.#group) ??
      unknownColumn(name, this.#table.heads());
  }

  override names(): string[] {
    return this.#table.heads();
  }
}

/** The names of columns, for one group. */
class Mask extends Scope {
  readonly #table: DataMask;
  readonly #group: number;
  readonly #extra: Prepared["extra"];

  constructor(parent: Scope, table: DataMask, group: number, extra: Prepared["extra"]) {
    super(parent);
    this.#table = table;
    this.#group = group;
    this.#extra = extra;
  }

  override own(name: string): Binding | undefined {
    const here = super.own(name);
    if (here !== undefined) return here;
    const made = this.#made(name);
    if (made !== undefined) this.set(name, made);
    return made;
  }

  #made(name: string): Binding | undefined {
    const value = this.#table.valueOf(name, this.#group);
    if (value !== undefined) return value;
    if (name === ".data") return environment(new Pronoun(this.#table, this.#group));
    if (name === ".env") return environment(new Surroundings(this.parent));
    const quoted = this.#extra?.get(name);
    if (!quoted) return undefined;
    if (quoted.value !== undefined) return share(quoted.value);
    const inner = new Mask(quoted.scope, this.#table, this.#group, null);
    return new Promised(quoted.expr, inner, this.#table.call.interpreter.source);
  }

  override find(name: string): Binding | undefined {
    return this.own(name) ?? this.parent?.find(name);
  }

  override names(): string[] {
    return [...super.names(), ...this.#table.heads()];
  }
}

/** What a verb evaluates in, and what words such as `n()` are told of it. */
export class DataMask {
  readonly grouping: Grouping | null;
  readonly n: number;
  /** The group whose turn it is. */
  group = 0;
  /** The column whose turn it is in `across`. */
  column: string | null = null;
  /** Columns that expressions have asked for. */
  readonly used = new Set<string>();
  /** Choices of columns that are the same for each group. */
  readonly choices = new Map<unknown, unknown>();
  readonly #columns = new Map<string, Source>();

  constructor(readonly call: Call, readonly frame: Frame, grouping?: Grouping | null) {
    this.grouping = grouping === undefined ? groupingOf(frame, call.span) : grouping;
    this.n = rowsOf(frame);
    const heads = headsOf(frame);
    frame.values.forEach((v, k) => this.#columns.set(heads[k]!, { whole: share(v) }));
  }

  /** How many groups there are; without any rows there may be none. */
  get groups(): number {
    return this.grouping ? this.grouping.rows.length : 1;
  }

  get rowwise(): boolean {
    return this.grouping?.rowwise ?? false;
  }

  /** Rows of a group; null if it is all of them. */
  rows(group: number): Int32Array | null {
    return this.grouping ? this.grouping.rows[group] ?? new Int32Array(0) : null;
  }

  size(group: number): number {
    return this.rows(group)?.length ?? this.n;
  }

  heads(): string[] {
    return [...this.#columns.keys()];
  }

  has(name: string): boolean {
    return this.#columns.has(name);
  }

  /** A column's values in a group. */
  valueOf(name: string, group: number): Value | undefined {
    const source = this.#columns.get(name);
    if (!source) return undefined;
    this.used.add(name);
    if ("parts" in source) return source.parts[group];
    const rows = this.rows(group);
    const { whole } = source;
    if (rows === null) return whole;
    if (this.rowwise && whole.type === "list" && !isFrame(whole) && rows.length === 1) {
      return share(whole.values[rows[0]!]!);
    }
    return share(slice(whole, rows));
  }

  set(name: string, source: Source): void {
    this.#columns.set(name, source);
  }

  remove(name: string): void {
    this.#columns.delete(name);
  }

  /** The rows of a group as a tibble; `whole`: with the columns of its key. */
  chunk(group: number, whole: boolean): Frame {
    const keys = new Set(whole ? [] : this.grouping?.vars);
    const used = new Set(this.used);
    const columns = this.heads().filter((h) => !keys.has(h))
      .map((h) => [h, this.valueOf(h, group)!] as const);
    this.used.clear();
    for (const name of used) this.used.add(name);
    if (!this.rowwise) return tibbleOf(columns, this.size(group));
    return withNames(listOf(columns.map(([, v]) => v)), columns.map(([h]) => h)) as Frame;
  }

  /** The value of an expression for a group. */
  evaluate(prepared: Prepared, group: number): Value {
    const { interpreter } = this.call;
    this.group = group;
    if (prepared.value !== null) return prepared.value;
    const { expr, scope, source } = prepared;
    const mask = new Mask(scope, this, group, prepared.extra);
    const run = (): Value => share(interpreter.evaluate(expr, mask));
    return source === null ? run() : interpreter.within(source, run);
  }

  /** The values of an expression for all groups; where there are none, for one without rows. */
  all(prepared: Prepared): Value[] {
    const n = Math.max(1, this.groups);
    const out: Value[] = [];
    for (let g = 0; g < n; g++) out.push(this.evaluate(prepared, g));
    return out;
  }

  /** A scope in which the columns of a group are names. */
  scope(parent: Scope, group: number): Scope {
    return new Mask(parent, this, group, null);
  }

  /** Whether a scope is one of this table's, so that what is written in it is the same for each group. */
  directly(scope: Scope): boolean {
    return scope instanceof Mask;
  }

  /** Runs while words such as `n()` speak of this table. */
  during<T>(run: () => T): T {
    const stack = MASKS.get(this.call.interpreter) ?? [];
    MASKS.set(this.call.interpreter, stack);
    stack.push(this);
    try {
      return run();
    } finally {
      stack.pop();
    }
  }
}

/** A verb may stand within another: the innermost counts. */
const MASKS = new WeakMap<Interpreter, DataMask[]>();

/** The table of which a word speaks; null outside a verb. */
export function currentMask(interpreter: Interpreter): DataMask | null {
  return MASKS.get(interpreter)?.at(-1) ?? null;
}

/** The table of which a word speaks. @throws outside a verb */
export function maskOf(call: Call): DataMask {
  return currentMask(call.interpreter) ??
    call.fail(
      "wrong-argument",
      `${call.word.name}() speaks of a table, and stands in none here`,
      `For example data |> summarise(k = ${call.word.name}())`,
    );
}
