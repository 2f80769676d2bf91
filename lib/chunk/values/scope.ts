/**
 * Names and their values, as verbs see them. A name whose statement failed is known as failed: what
 * merely depends on it is not reported again.
 *
 * @module
 */
import { CONSOLE, type PrintOptions } from "../../language/print/cells.ts";
import { keptChance } from "../../language/stats/seed.ts";
import {
  type Binding,
  Promised,
  Scope as NameScope,
  type Value as LanguageValue,
} from "../../language/values/types.ts";
import { LINE_WIDTH } from "../../render/text/layout.ts";
import type { Coding } from "../../model/fixed/codings.ts";
import { fromLanguage } from "../bridge/from_language.ts";
import { toLanguage } from "../bridge/to_language.ts";
import type { FitterInR } from "./model_in_r.ts";
import type { MissingAction } from "./rows_used.ts";
import type { Value } from "./value.ts";

/** How values of a page are printed: on lines of the width of the page. */
export const PAGE_CONSOLE: PrintOptions = { ...CONSOLE, width: LINE_WIDTH };

/** Thrown where a value is asked for whose statement failed. */
export class DependsOnFailure extends Error {
  constructor(readonly dependsOn: string) {
    super(`${dependsOn} failed`);
  }
}

/** What `options()` sets of models. */
export interface Settings {
  /** Codings of unordered and ordered factors. */
  contrasts: { unordered: Coding; ordered: Coding };
  /** What becomes of rows with missing values. */
  naAction: MissingAction;
  /** What `emm_options()` sets of means and contrasts. */
  means: ReadonlyMap<string, Value>;
}

/** What a name holds whose statement failed. */
class Failed extends Promised {
  override readonly lost = true;

  constructor(name: string) {
    super({ kind: "null", start: 0, end: 0 }, new NameScope(null), { source: "" });
    const refuse = (): never => {
      throw new DependsOnFailure(name);
    };
    // the base class has it as a field, which an accessor of this class would not replace
    Object.defineProperty(this, "value", { get: refuse });
  }
}

/** Values by name, where a call stands. */
export class Names {
  constructor(
    /** The names in the language. */
    readonly inner: NameScope,
    private readonly whole: Scope | null,
    private readonly keep: (promise: Promised) => LanguageValue,
  ) {}

  /** The names of the page. */
  protected get page(): Scope {
    return this.whole!;
  }

  /** The names of the page in the language. */
  get top(): NameScope {
    return this.page.inner;
  }

  /** How the page asks for values to be printed. */
  get printing(): PrintOptions {
    return this.page.console;
  }

  /** What `options()` set on the page. */
  get settings(): Settings {
    return this.page.models;
  }

  /**
   * The value of a name, or undefined.
   *
   * @throws {DependsOnFailure} if the statement that should have given it failed
   */
  get(name: string): Value | undefined {
    const held = this.inner.find(name);
    if (held === undefined || held === "missing") return undefined;
    return fromLanguage(held instanceof Promised ? held.value ?? this.keep(held) : held);
  }

  /** Whether there is a value of that name, or should be. */
  has(name: string): boolean {
    return this.inner.find(name) !== undefined;
  }

  /** Whether the statement that should have given the value failed. */
  failed(name: string): boolean {
    return this.inner.find(name) instanceof Failed;
  }

  /** The same page, seen from names within. */
  within(inner: NameScope): Names {
    return new Names(inner, this.page, this.keep);
  }

  /** Lets a name hold a value. */
  set(name: string, value: Value): void {
    this.inner.set(name, toLanguage(value));
  }
}

/** The names of a page. */
export class Scope extends Names {
  /** What `options()` set of models. */
  readonly models: Settings = {
    contrasts: { unordered: "treatment", ordered: "poly" },
    naAction: "na.omit",
    means: new Map(),
  };
  /** How `options()` asks for values to be printed. */
  console: PrintOptions = PAGE_CONSOLE;

  constructor() {
    super(new NameScope(null), null, (promise) => promise.value!);
  }

  protected override get page(): Scope {
    return this;
  }

  /** Marks a name as failed. */
  poison(name: string): void {
    this.inner.set(name, new Failed(name));
  }

  /** Names whose values the page's R cannot make. */
  readonly notInR = new Set<string>();

  /** Names of models that another function of R fits, with that function. */
  readonly fittersInR = new Map<string, FitterInR>();

  /** Any name may be missing, since a page that has some could not be taken. */
  incomplete = false;

  /** Marks that any name may be missing, since a page that has some could not be taken. */
  lose(): void {
    this.incomplete = true;
  }

  /** What puts everything back as it is now, so that a block can be run again. */
  kept(): () => void {
    const names = this.inner.names().map((name) => [name, this.shared(name)] as const);
    const { incomplete, console } = this;
    const models = { ...this.models };
    const chance = keptChance(this.inner);
    return () => {
      for (const name of this.inner.names()) this.inner.remove(name);
      for (const [name, held] of names) this.inner.set(name, held);
      Object.assign(this.models, models);
      this.incomplete = incomplete;
      this.console = console;
      chance();
    };
  }

  /** What a name holds, which is not changed in place from now on. */
  private shared(name: string): Binding {
    const held = this.inner.own(name)!;
    if (held !== "missing" && !(held instanceof Promised)) held.exclusive = false;
    return held;
  }

  /** Takes all names of another page, failed ones too. */
  adopt(other: Scope): void {
    for (const name of other.inner.names()) this.inner.set(name, other.shared(name));
  }

  /** All names but those that failed. */
  names(): string[] {
    return this.allNames().filter((name) => !this.failed(name));
  }

  /** All names, failed ones among them. */
  allNames(): string[] {
    return this.inner.names();
  }
}
