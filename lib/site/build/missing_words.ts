/**
 * Which functions, arguments and syntax of a block were not known: read from its code at the places
 * of its faults.
 *
 * @module
 */
import type { Diagnostic } from "../../diagnostic.ts";
import type { CallExpr, Expr, NameExpr } from "../../syntax/expr.ts";
import { parse } from "../../syntax/parse.ts";
import { blockPosition, type Page } from "../../weave/page/page.ts";

/** Faults that say that a word is not known. */
const UNKNOWN = /^(unknown-verb|unknown-function|unknown-argument|not-in-language)$/;

/** The longest piece of code that stands for syntax that has no name. */
const LONGEST = 24;

/**
 * What a fault says is missing: `glmmTMB`, `cld(delta=)`, `@`; empty for any other. It is read where
 * the fault stands, which may be a function of another block.
 */
export function missingWords(pages: ReadonlyMap<string, Page>, fault: Diagnostic): string[] {
  const { code, line, column, endLine, endColumn } = fault;
  if (!UNKNOWN.test(code) || line === undefined || column === undefined) return [];
  const page = pages.get(fault.file ?? "");
  const from = page?.source.offset(line, column) ?? 0;
  const block = page?.blocks.find((each) =>
    each.kind !== "plot" && blockPosition(each, from) !== null
  );
  const start = block ? blockPosition(block, from) : null;
  if (!page || !block || start === null) return [];
  const until = endLine === undefined || endColumn === undefined
    ? null
    : blockPosition(block, page.source.offset(endLine, endColumn));
  const text = block.code.slice(start, until ?? start + 1);
  const around = callsAround(parse(block.code).statements, start);
  const word = code === "unknown-argument"
    ? argumentAt(around, start) ?? nameOf(around[0])
    : wordAt(text, around, start);
  return word === null || word === "" ? [] : [word];
}

/** The calls that a position stands in, the innermost first. */
function callsAround(nodes: readonly Expr[], at: number): CallExpr[] {
  const found: CallExpr[] = [];
  let open: readonly Expr[] = nodes;
  for (;;) {
    const call: CallExpr | undefined = open.find((node): node is CallExpr =>
      node.kind === "call" && node.start <= at && at < node.end
    );
    if (!call) return found;
    found.unshift(call);
    open = [call.callee, ...call.args.flatMap((each) => each.value ?? [])];
  }
}

/** The argument of a function that a position stands at, as `cld(delta=)`. */
function argumentAt(around: readonly CallExpr[], at: number): string | null {
  for (const call of around) {
    const given = call.args.find(({ start, end, nameSpan }) =>
      (nameSpan?.start ?? start) <= at && at < end
    );
    const name = nameOf(call);
    if (!given || name === null) continue;
    return call.form === "prefix" && given.name !== null ? `${name}(${given.name}=)` : name;
  }
  return null;
}

/** The function, or else the operator, the word or the brackets that stand at a fault. */
function wordAt(text: string, around: readonly CallExpr[], at: number): string | null {
  const name = /^(?:[\w.]+:{2,3})?`?([A-Za-z.][\w.]*)`?$/.exec(text)?.[1];
  if (name !== undefined) return name;
  const whole = around.find((call) => call.start === at && call.end === at + text.length);
  const called = nameOf(whole);
  if (called !== null && whole?.form !== "dollar") return called;
  return text.length <= LONGEST && !/\s/.test(text) ? text : nameOf(around[0]);
}

/** What a call calls: the name of a function or an operator. */
function nameOf(call: CallExpr | undefined): string | null {
  let callee: Expr | undefined = call?.callee;
  // `pkg::f` calls f.
  if (callee?.kind === "call" && /^:{2,3}$/.test((callee.callee as NameExpr).name ?? "")) {
    callee = callee.args[1]?.value ?? undefined;
  }
  return callee?.kind === "name" ? callee.name : null;
}
