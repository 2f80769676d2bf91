/**
 * Which files a page will read, found in the syntax of its blocks before any is evaluated: what
 * `data` names, and every call of a reading verb whose arguments are constants, such as
 * `read.csv("data/a.csv")` or `read.csv(here("data", paste0("a", ".csv")), sep = ";")`.
 *
 * @module
 */
import type { CallExpr, Expr } from "../../syntax/expr.ts";
import { parse } from "../../syntax/parse.ts";
import { calleeOf } from "../evaluation/callee.ts";
import { PageEvaluator } from "../evaluation/page_evaluator.ts";
import { READERS } from "../verbs/verbs.ts";
import { Scope } from "../values/scope.ts";
import type { PageBlock } from "./block.ts";
import type { PageEnvironment } from "./environment.ts";
import { type FileAsked, fileAsked } from "./options.ts";
import { WORDS } from "./words.ts";

/** The files of all blocks, with the options that each call asks for. */
export function filesRead(
  blocks: readonly PageBlock[],
  { root }: Pick<PageEnvironment, "root">,
): FileAsked[] {
  const asked: FileAsked[] = [];
  const environment: PageEnvironment = {
    readTable(path, options, reader) {
      asked.push({ path, options, reader });
      throw new Found();
    },
    scopeOf() {
      throw new Found();
    },
    ...(root === undefined ? {} : { root }),
  };
  for (const block of blocks) {
    if (block.kind === "plot" || block.options["eval"]?.value === false) continue;
    const data = block.options["data"];
    // A name without a point or a slash is one of the page.
    if (data && /[./]/.test(String(data.value))) asked.push(fileAsked(String(data.value)));
    // Most blocks read nothing, and need not be parsed for it.
    if (!READERS.some((word) => block.source.includes(word))) continue;
    for (const statement of parse(block.source).statements) {
      for (const call of readingCalls(statement)) tryCall(call, block, environment);
    }
  }
  return asked;
}

/** Ends the trial of a call that has said which file it reads. */
class Found extends Error {}

/** Evaluates a call on its own, where nothing has a name, as far as the file that it asks for. */
function tryCall(call: CallExpr, block: PageBlock, environment: PageEnvironment): void {
  try {
    new PageEvaluator(block, environment, WORDS, new Scope()).statementOf(call);
  } catch {
    // A call that depends on more than constants, or is wrong, is met again when its block is
    // evaluated: what is wrong is told then, and what it reads is read then.
  }
}

/** Calls of verbs that read files, wherever they stand; not those that read a text. */
function readingCalls(expr: Expr): CallExpr[] {
  if (expr.kind !== "call") return [];
  const inner = expr.args.flatMap(({ value }) => value ? readingCalls(value) : []);
  const name = expr.form === "prefix" ? calleeOf(expr)?.name : undefined;
  return name !== undefined && READERS.includes(name) && !holdsText(expr)
    ? [expr, ...inner]
    : inner;
}

/** Whether a call is given the data themselves, which nobody need read ahead. */
function holdsText({ args }: CallExpr): boolean {
  return args.some(({ name, value }) =>
    name === "text" || (value?.kind === "string" && value.value.includes("\n"))
  );
}
