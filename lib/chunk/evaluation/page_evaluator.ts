/**
 * The language on a page: words with verbs among them, faults that know of other pages, values that are
 * shown where a console would print them.
 *
 * @module
 */
import { fail, type Span, spanOf } from "../../diagnostic.ts";
import { Evaluator, type Words } from "../../language/evaluation/evaluator.ts";
import type { TextFile } from "../../data/readers/decoder.ts";
import type { Argument, Builtin } from "../../language/evaluation/builtin.ts";
import { word as callWord } from "../../language/evaluation/calling.ts";
import type { Remark } from "../../language/evaluation/interpreter.ts";
import type { PrintOptions } from "../../language/print/cells.ts";
import {
  isFunction,
  type Scope as NameScope,
  type Value as LanguageValue,
} from "../../language/values/value.ts";
import type { Expr, NameExpr } from "../../syntax/expr.ts";
import { nearest } from "../../syntax/nearest.ts";
import { fromLanguage } from "../bridge/from_language.ts";
import { THINGS } from "../bridge/things.ts";
import { toLanguage } from "../bridge/to_language.ts";
import type { PageBlock } from "../page/block.ts";
import { dataSet, isElsewhere, missingSet } from "../datasets/data_sets.ts";
import { hintFor, isOther } from "../page/elsewhere.ts";
import type { PageEnvironment } from "../page/environment.ts";
import { type BlockSettings, NO_SETTINGS } from "../page/options.ts";
import type { BlockNote } from "../page/page_result.ts";
import type { Reading } from "../page/reading_in_r.ts";
import type { ModelInR } from "../values/model_in_r.ts";
import { DependsOnFailure, Names, type Scope } from "../values/scope.ts";
import type { Value } from "../values/value.ts";
import { type Context, runsIn } from "./context.ts";
import { runFile } from "./run_file.ts";
import type { Supplied } from "./signature.ts";

/** What a statement prints: a text, or a value and how it is to be printed. */
export type Printed =
  | { kind: "text"; text: string }
  | { kind: "value"; value: LanguageValue; options: PrintOptions };

/** So many remarks of one block are kept. */
const MOST_REMARKS = 50;

/** Evaluates the statements of one block. */
export class PageEvaluator extends Evaluator {
  override readonly things = THINGS;
  readonly context: BlockContext;
  /** What was printed and not yet taken, in order. */
  readonly #shown: Printed[] = [];
  /** Where the statement stands that runs. */
  #statement: Span = { start: 0, end: 0 };

  constructor(
    readonly block: PageBlock,
    readonly environment: PageEnvironment,
    words: Words,
    readonly names: Scope,
  ) {
    super(words, names.inner);
    this.console = names.console;
    this.context = new BlockContext(this);
    runsIn(this, this.context);
  }

  /** Evaluates a statement of the block; what it prints is taken by `taken`. */
  statementOf(expr: Expr): LanguageValue {
    this.#statement = spanOf(expr);
    try {
      return this.run(expr, this.block);
    } finally {
      this.names.console = this.console;
    }
  }

  /** What was printed since it was last asked. */
  taken(): Printed[] {
    this.#texts();
    return this.#shown.splice(0);
  }

  #texts(): void {
    const text = this.printed.splice(0).join("");
    if (text !== "") this.#shown.push({ kind: "text", text });
  }

  /** Calls a word with arguments as they are written, or with their values. */
  callWritten(
    name: string,
    args: readonly Argument[],
    span: Span,
    scope: NameScope,
  ): LanguageValue {
    const called = this.functionNamed(name, scope, span);
    if (called.type === "builtin") {
      return callWord(this, called as Builtin, args, null, scope, span);
    }
    const values = args.map((a) => a.value ?? this.evaluate(a.expr!, scope));
    return this.apply(called, values, args.map((a) => a.name), span, scope);
  }

  override show(value: LanguageValue, options: PrintOptions): void {
    if (this.capturing) return super.show(value, options);
    this.#texts();
    this.#shown.push({ kind: "value", value, options });
  }

  protected override remark(remark: Remark): void {
    this.note(remark);
  }

  /** Keeps a remark once; one on another text stands at the statement. */
  note(note: BlockNote): void {
    const { notes } = this.context;
    const span = this.source === this.block ? note.span : this.#statement;
    const again = notes.some((n) =>
      n.code === note.code && n.text === note.text && n.span.start === span.start
    );
    if (!again && notes.length < MOST_REMARKS) notes.push({ ...note, span });
  }

  override unknownName(expr: NameExpr, scope: NameScope): LanguageValue {
    const set = dataSet(expr.name);
    if (set) return set;
    if (this.names.incomplete) throw new DependsOnFailure(expr.name);
    const other = this.environment.pageWith?.(expr.name) ?? null;
    if (other === null) {
      if (isElsewhere(expr.name)) return missingSet(expr.name, null, spanOf(expr));
      return super.unknownName(expr, scope);
    }
    return fail("unknown-name", `Nothing is called ${expr.name}`, {
      span: spanOf(expr),
      hint: `The page ${other} has it: \`#| from: ${other}\` takes what that page has`,
    });
  }

  override ofPackage(name: string, expr: NameExpr, scope: NameScope): LanguageValue {
    const set = dataSet(expr.name, name);
    if (set) return set;
    if (isElsewhere(expr.name, name)) return missingSet(expr.name, name, spanOf(expr));
    return super.ofPackage(name, expr, scope);
  }

  protected override unknownFunction(name: string, scope: NameScope, span: Span): never {
    const held = scope.find(name);
    if (held !== undefined && held !== "missing") {
      fail("unknown-verb", `${name} is a value, not a verb`, {
        span,
        hint: `Write ${name} alone, or ${name}[…]`,
      });
    }
    if (this.names.incomplete) throw new DependsOnFailure(name);
    const near = name.length < 3 || isOther(name) ? null : nearest(name, [
      ...this.words.keys(),
      ...functionsOf(scope),
    ]);
    return fail("unknown-verb", `${name}() is not part of the block language`, {
      span,
      hint: hintFor(name) ?? (near ? `Did you mean ${near}()?` : "The manual lists the verbs"),
    });
  }
}

/** Names of the functions that an author made. */
function functionsOf(scope: NameScope): string[] {
  const names: string[] = [];
  for (let s: NameScope | null = scope; s; s = s.parent) {
    for (const name of s.names()) {
      const held = s.own(name);
      if (held !== undefined && held !== "missing" && "type" in held && isFunction(held)) {
        names.push(name);
      }
    }
  }
  return names;
}

/** What verbs may ask of the block that they stand in. */
class BlockContext implements Context {
  readonly notes: BlockNote[] = [];
  readonly readings = new Map<number, Reading>();
  readonly takers = new Set<number>();
  readonly models = new Map<number, ModelInR>();
  options: BlockSettings = NO_SETTINGS;
  failed = false;

  constructor(private readonly evaluator: PageEvaluator) {}

  get block(): PageBlock {
    return this.evaluator.block;
  }

  get environment(): PageEnvironment {
    return this.evaluator.environment;
  }

  get source() {
    return this.evaluator.source;
  }

  note(note: BlockNote): void {
    this.evaluator.note(note);
  }

  evaluate(expr: Expr, scope: Names): Value {
    return fromLanguage(this.evaluator.evaluate(expr, scope.inner));
  }

  print(value: Value): void {
    this.evaluator.show(toLanguage(value), this.evaluator.console);
  }

  call(word: string, args: readonly Supplied[], span: Span, scope: Names): Value {
    const written = args.map((a) => ({ ...a, value: a.value && toLanguage(a.value) }));
    return fromLanguage(this.evaluator.callWritten(word, written, span, scope.inner));
  }

  runFile(file: TextFile, scope: NameScope | null): Value {
    return fromLanguage(runFile(this.evaluator, file, scope));
  }

  loseNames(): void {
    this.evaluator.names.lose();
  }

  scopeAt(names: NameScope): Names {
    const { names: page } = this.evaluator;
    if (names === page.inner) return page;
    return new Names(names, page, (promise) => this.evaluator.keep(promise));
  }
}
