/**
 * What evaluation carries along: the block, the world outside, and the evaluator itself.
 *
 * @module
 */
import type { Span } from "../../diagnostic.ts";
import type { Expr } from "../../syntax/expr.ts";
import type { BlockNote } from "../page/page_result.ts";
import type { PageBlock } from "../page/block.ts";
import type { PageEnvironment } from "../page/environment.ts";
import type { BlockSettings } from "../page/options.ts";
import type { Reading } from "../page/reading_in_r.ts";
import type { Scope } from "../values/scope.ts";
import type { Value } from "../values/value.ts";
import type { Supplied } from "./signature.ts";

/** The surroundings of an expression. */
export interface Context {
  block: PageBlock;
  environment: PageEnvironment;
  /** Takes the remarks of the block. */
  notes: BlockNote[];
  /** Takes how the files of the block were read, by where each call begins in its source. */
  readings: Map<number, Reading>;
  /** Where each model begins that takes the data of the block's options. */
  takers: Set<number>;
  /** What the block's options ask. */
  options: BlockSettings;
  /** Names of the verbs that there are. */
  verbs: { has(name: string): boolean };
  evaluate(expr: Expr, scope: Scope): Value;
  /** Calls the verb of that name, which there is, with arguments as written or with values. */
  call(verb: string, args: readonly Supplied[], span: Span, scope: Scope): Value;
}
