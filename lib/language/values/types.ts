/**
 * Values of the language as R has them, and the names that hold them: vectors of five kinds with
 * attributes, lists, functions, expressions, environments, and the things that statistics are made of.
 *
 * A vector is changed in place only where nobody else can see it: `exclusive` says that one name holds
 * it and nothing shares its storage. Whoever changes a vector asks `own` for one that is; whoever lets
 * a second holder have it, or makes another value of its storage, says so by `share`.
 *
 * @module
 */
import type { Diagnostic, Span } from "../../diagnostic.ts";
import type { Expr } from "../../syntax/expr.ts";

/** A missing integer or truth value, as R stores it. */
export const NA_INTEGER = -2147483648;

/**
 * Where numbers are kept: a typed array, or a plain one for a few (a typed array takes twenty times as
 * long to make).
 */
export interface Numbers extends Iterable<number> {
  readonly length: number;
  [i: number]: number;
  slice(from?: number, to?: number): Numbers;
  map(f: (value: number, i: number) => number): Numbers;
  fill(value: number, from?: number, to?: number): Numbers;
  indexOf(value: number): number;
  includes(value: number): boolean;
  every(test: (value: number, i: number) => boolean): boolean;
  some(test: (value: number, i: number) => boolean): boolean;
  forEach(f: (value: number, i: number) => void): void;
  keys(): Iterable<number>;
  reduce<T>(f: (sum: T, value: number, i: number) => T, first: T): T;
}

/** Attributes by name: `names`, `dim`, `dimnames`, `levels`, `class`, and any others. */
export type Attributes = Map<string, Value>;

interface Held {
  attributes: Attributes | null;
  /** One name holds this, and nothing shares its storage: it may be changed in place. */
  exclusive: boolean;
  /** A name holds this. */
  held: boolean;
}

/** Truth values: 1, 0 or {@link NA_INTEGER}. */
export interface LogicalVector extends Held {
  readonly type: "logical";
  values: Numbers;
}

/** Whole numbers; {@link NA_INTEGER} is missing. */
export interface IntegerVector extends Held {
  readonly type: "integer";
  values: Numbers;
}

/** Numbers. A NaN is missing unless `nan` has a 1 at its place: then it is R's `NaN`. */
export interface DoubleVector extends Held {
  readonly type: "double";
  values: Numbers;
  nan: Uint8Array | null;
}

/** Texts; null is missing. */
export interface CharacterVector extends Held {
  readonly type: "character";
  values: (string | null)[];
}

/** A list; a data frame is one. */
export interface ListVector extends Held {
  readonly type: "list";
  values: Value[];
}

/** `NULL`. */
export interface NullValue extends Held {
  readonly type: "NULL";
}

/** A parameter of a function: without a default its expression is null. */
export interface Formal {
  readonly name: string;
  readonly otherwise: Expr | null;
}

/** A text that expressions stand in. */
export interface Source {
  readonly source: string;
  /** Where a piece of it stands in its file. */
  place?(span: Span): Partial<Diagnostic>;
}

/** A function that an author wrote. */
export interface Closure extends Held {
  readonly type: "closure";
  /** As it was written; empty where that is not known. */
  readonly text: string;
  readonly formals: readonly Formal[];
  readonly body: Expr;
  readonly scope: Scope;
  /** Where it was written. */
  readonly source: Source;
}

/** A function of the language; {@link Builtin} in `builtin.ts` says what it does. */
export interface BuiltinValue extends Held {
  readonly type: "builtin";
  readonly name: string;
}

/** An expression that is not evaluated; a formula is one, and knows where it was written. */
export interface LanguageValue extends Held {
  readonly type: "language";
  readonly expr: Expr;
  readonly scope: Scope | null;
  /** Where it was written; null if it was put together. */
  readonly source: Source | null;
}

/** The names of a function's call, or of the page. */
export interface EnvironmentValue extends Held {
  readonly type: "environment";
  readonly scope: Scope;
}

/** A fit, means, tests and the like: what it is, is known to the words that make and read it. */
export interface Thing extends Held {
  readonly type: "thing";
  /** R's classes of it, the first the most particular. */
  readonly classes: readonly string[];
  /** In words: `a model`. */
  readonly what: string;
  readonly content: unknown;
  /** Of a row whose value nobody has: throws the reason. */
  readonly withheld?: (what: string, span?: Span) => never;
}

/** A vector of values of one kind. */
export type Atomic = LogicalVector | IntegerVector | DoubleVector | CharacterVector;

/** Anything with elements. */
export type Vector = Atomic | ListVector;

/** A function. */
export type FunctionValue = Closure | BuiltinValue;

/** Any value. */
export type Value =
  | NullValue
  | Vector
  | FunctionValue
  | LanguageValue
  | EnvironmentValue
  | Thing;

export type Type = Value["type"];

// ---- names ---------------------------------------------------------------------------------------

/** An argument that is evaluated when it is first asked for. */
export class Promised {
  value: Value | null = null;
  /** It is being evaluated: a default that asks for itself has no value. */
  running = false;
  /** The statement that should have given the value failed. */
  readonly lost: boolean = false;

  constructor(readonly expr: Expr, readonly scope: Scope, readonly source: Source) {}
}

/** What a name can hold: a value, a promise of one, or an argument that was not given. */
export type Binding = Value | Promised | "missing";

/** Names, and the scope round about them. */
export class Scope {
  readonly #names = new Map<string, Binding>();
  /** Stems of names that functions round about have and that could be methods': of `print.trial`, print. */
  readonly methods: Set<string>;
  /** Packages that the page attached, the last of them first. */
  readonly packages: string[];
  /** Tables whose columns are found behind all names, the last attached first. */
  #attached: { readonly label: string; readonly columns: Scope }[] = [];

  constructor(readonly parent: Scope | null, readonly call: Frame | null = null) {
    this.methods = parent?.methods ?? new Set();
    this.packages = parent?.packages ?? [];
  }

  get size(): number {
    return this.#names.size;
  }

  own(name: string): Binding | undefined {
    return this.#names.get(name);
  }

  /** What the name holds here or round about. */
  find(name: string): Binding | undefined {
    return this.#names.get(name) ?? this.parent?.find(name) ?? this.#behind(name);
  }

  #behind(name: string): Binding | undefined {
    for (const { columns } of this.#attached) {
      const found = columns.own(name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Lets columns be found behind the names of this scope. */
  attach(label: string, columns: Scope): void {
    this.#attached = [{ label, columns }, ...this.#attached];
  }

  /** Takes away what was attached last under a label; false if nothing was. */
  detach(label: string): boolean {
    const at = this.#attached.findIndex((a) => a.label === label);
    this.#attached = this.#attached.filter((_, i) => i !== at);
    return at >= 0;
  }

  /** The scope, here or round about, that has the name. */
  holder(name: string): Scope | null {
    return this.#names.has(name) ? this : this.parent?.holder(name) ?? null;
  }

  set(name: string, value: Binding): void {
    this.#names.set(name, value);
    if ((value as Value).type !== "closure") return;
    for (let at = name.indexOf(".", 1); at > 0; at = name.indexOf(".", at + 1)) {
      this.methods.add(name.slice(0, at));
    }
  }

  remove(name: string): boolean {
    return this.#names.delete(name);
  }

  names(): string[] {
    return [...this.#names.keys()];
  }

  /** The function's call in which this scope lies. */
  frame(): Frame | null {
    return this.call ?? this.parent?.frame() ?? null;
  }

  /** What `...` holds here: that of the nearest function, from within, that has it among its formals. */
  dots(): readonly Dot[] {
    if (this.call?.called.formals.some(({ name }) => name === "...")) return this.call.dots;
    return this.parent?.dots() ?? [];
  }
}

/** An argument in `...`. */
export interface Dot {
  readonly name: string | null;
  readonly binding: Binding;
  readonly expr: Expr | null;
}

/** How a method was found: the generic function, and the classes that come after its own. */
export interface Dispatch {
  readonly generic: string;
  readonly classes: readonly string[];
}

/** A call of a function that an author wrote. */
export interface Frame {
  /** All arguments, as they were given. */
  readonly args: readonly Dot[];
  /** Absent where the function was called by its own name. */
  readonly dispatch: Dispatch | null;
  /** The call as it was written. */
  readonly expr: Expr;
  /** The function that was called. */
  readonly called: Closure;
  /** Where it was called from. */
  readonly caller: Scope;
  /** What `...` took. */
  readonly dots: readonly Dot[];
  /** Parameters that were not given, a default or not. */
  readonly missing: ReadonlySet<string>;
  /** Expressions of `on.exit`. */
  readonly exits: Expr[];
}
