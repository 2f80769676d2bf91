/**
 * What evaluation carries along: the block, the world outside, and the evaluator itself.
 *
 * @module
 */
import type { Span } from "../../diagnostic.ts";
import type { Interpreter } from "../../language/evaluation/interpreter.ts";
import type { Scope as NameScope, Source } from "../../language/values/types.ts";
import type { TextFile } from "../../data/readers/decoder.ts";
import type { Expr } from "../../syntax/expr.ts";
import type { BlockNote } from "../page/page_result.ts";
import type { PageBlock } from "../page/block.ts";
import type { PageEnvironment } from "../page/environment.ts";
import type { BlockSettings } from "../page/options.ts";
import type { Reading } from "../page/reading_in_r.ts";
import type { ModelInR } from "../values/model_in_r.ts";
import type { Names } from "../values/scope.ts";
import type { Value } from "../values/value.ts";
import type { Supplied } from "./signature.ts";

/** The surroundings of an expression. */
export interface Context {
  readonly block: PageBlock;
  readonly environment: PageEnvironment;
  /** The text in which the expression stands that is evaluated: the block, as a rule. */
  readonly source: Source;
  /** Takes a remark of the block. */
  note(note: BlockNote): void;
  /** Takes how the files of the block were read, by where each call begins in its source. */
  readonly readings: Map<number, Reading>;
  /** Where each model begins that takes the data of the block's options. */
  readonly takers: Set<number>;
  /** How R fits models that another function of its packages fits, by where each call begins. */
  readonly models: Map<number, ModelInR>;
  /** What the block's options ask. */
  readonly options: BlockSettings;
  evaluate(expr: Expr, scope: Names): Value;
  /** Calls the word of that name, which there is, with arguments as written or with values. */
  call(word: string, args: readonly Supplied[], span: Span, scope: Names): Value;
  /** Prints a value, as `print` does. */
  print(value: Value): void;
  /** Runs the statements of a file; the names are those of the page, or of a scope. */
  runFile(file: TextFile, scope: NameScope | null): Value;
  /** Whether a statement of the block failed before: what it should have drawn or printed is not there. */
  failed: boolean;
  /** Any name may be missing from now on: what should have given it was not to be had. */
  loseNames(): void;
  /** Names of the language as verbs see them. */
  scopeAt(names: NameScope): Names;
}

const CONTEXTS = new WeakMap<Interpreter, Context>();

/** Says in what surroundings an interpreter runs. */
export function runsIn(interpreter: Interpreter, context: Context): void {
  CONTEXTS.set(interpreter, context);
}

/** The surroundings in which an interpreter runs. */
export function contextOf(interpreter: Interpreter): Context {
  const context = CONTEXTS.get(interpreter);
  if (!context) throw new TypeError("A verb runs on a page alone");
  return context;
}
