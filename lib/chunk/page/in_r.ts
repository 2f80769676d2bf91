/**
 * A block's statements as R that runs: what is R stays as it is written, our own words become
 * what R has for them, and what R has nothing for is left as a comment.
 *
 * @module
 */
import { heldSource } from "../../model/formula/held.ts";
import { addAll } from "../../lists.ts";
import { deparseName, quote } from "../../syntax/deparse.ts";
import type { CallExpr, Expr } from "../../syntax/expr.ts";
import { isAssignment, targetsOf } from "../values/targets.ts";
import { calleeOf, setsChunks } from "../evaluation/callee.ts";
import type { BlockSettings } from "./options.ts";
import {
  columnLines,
  readerInR,
  type Reading,
  type ReadingInR,
  readingInR,
  withColumns,
} from "./reading_in_r.ts";
import { type MethodInR, methodInR } from "../evaluation/structured_methods.ts";
import type { FitterInR, ModelInR } from "../values/model_in_r.ts";
import { VERBS } from "../verbs/verbs.ts";

/** What evaluation found out of a block that its R must say. */
export interface BlockFacts {
  /** How files were read, by where each call begins. */
  readings: ReadonlyMap<number, Reading>;
  /** Where each model begins that takes the data of the block's options. */
  takers: ReadonlySet<number>;
  /** The R of each bare formula, by where it begins. */
  reports: ReadonlyMap<number, string>;
  /** The data of the block's options. */
  data: DataInR | null;
  /** Names of the page whose values R cannot make; changed as statements go by. */
  lost: Set<string>;
  /** How R fits models that another function of its packages fits, by where each call begins. */
  models: ReadonlyMap<number, ModelInR>;
  /** Names of the page that hold such models; changed as statements go by. */
  fitters: Map<string, FitterInR>;
}

/** A table that a block's options name: what it is called in R, and the lines that make it. */
export interface DataInR {
  name: string;
  lines: string[];
}

/** `d`, or `d2`, `d3` … if that is taken. */
export function freeName(word: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(word)) return word;
  for (let i = 2;; i++) if (!isTaken(`${word}${i}`)) return `${word}${i}`;
}

/** The data of a block's options as R; `isTaken` tells of names that the page has already. */
export function dataInR(
  { data, factors }: BlockSettings,
  isTaken: (name: string) => boolean,
): DataInR | null {
  if (data === null) return null;
  const { text, reading } = data;
  const isFile = /\/|\.(?:csv|tsv|tab|txt|dat)(?:\.gz)?$/.test(text);
  if (isFile && heldSource(data.table)) {
    const name = freeName("d", isTaken);
    return { name, lines: [`# R fits no model from cells: ${name} must have the rows of ${text}`] };
  }
  if (reading === null && factors.length === 0) return { name: text, lines: [] };
  const name = freeName("d", isTaken);
  const told: ReadingInR = reading ? readingInR(reading) : { arguments: new Map(), columns: [] };
  const made = factors.filter((f) => !told.columns.some(([column]) => column === f));
  addAll(told.columns, made.map((f): [string, string] => [f, `factor(${deparseName(f)})`]));
  const rest = [...told.arguments].map(([key, value]) => `, ${key} = ${value}`).join("");
  const table = reading ? `${reading.verb}(${quote(text)}${rest})` : text;
  return { name, lines: [`${name} <- ${table}`, ...columnLines(name, told)] };
}

/** Statements of a block, as R. Comments and spacing stay where a statement is R already. */
export function statementsInR(
  source: string,
  statements: readonly Expr[],
  facts: BlockFacts,
): string {
  const lines: string[] = facts.data && facts.takers.size > 0
    ? [`${facts.data.lines.join("\n")}\n`]
    : [];
  let at = 0;
  let comment = false;
  // What follows a comment needs a line of its own.
  const between = (text: string) => comment ? text.replace(/^[ \t]*;[ \t]*/, "\n") : text;
  for (const statement of statements) {
    lines.push(between(source.slice(at, statement.start)));
    const text = source.slice(statement.start, statement.end);
    const made = withoutLost(
      statement,
      text,
      facts.reports.get(statement.start) ?? translated(statement, text, facts),
      facts.lost,
    );
    rememberFitters(statement, facts);
    // Lines that were put behind a statement need their own end as well.
    comment = made !== text && (made.startsWith("# ") || made.includes("\n"));
    lines.push(made);
    at = statement.end;
  }
  lines.push(between(source.slice(at)));
  return lines.join("").trim();
}

const NOT_IN_R = "# R has no such function:";

/** A statement that needs what R could not make is a comment as well. */
function withoutLost(statement: Expr, text: string, made: string, lost: Set<string>): string {
  const targets = targetsOf(statement);
  if (made.startsWith(NOT_IN_R)) {
    for (const name of targets) lost.add(name);
    return made;
  }
  const needed = [...new Set(namesIn(statement))].filter((name) => lost.has(name));
  if (needed.length === 0) {
    for (const name of targets) lost.delete(name);
    return made;
  }
  for (const name of targets) lost.add(name);
  return commented(`# R has no ${needed.map(deparseName).join(", ")}:`, text);
}

/** Which names hold a model that R fits by another function, from this statement on. */
function rememberFitters(statement: Expr, { models, fitters }: BlockFacts): void {
  const [target, value] = statement.kind === "call" && isAssignment(statement)
    ? statement.args.map((a) => a.value)
    : [];
  const copied = value?.kind === "name" ? fitters.get(value.name) : undefined;
  const fitter = value ? copied ?? models.get(value.start)?.fitter : undefined;
  for (const name of targetsOf(statement)) fitters.delete(name);
  if (fitter && target?.kind === "name") fitters.set(target.name, fitter);
}

/** Names whose values an expression uses; columns of formulas and parts of lists are none. */
function namesIn(expr: Expr): string[] {
  if (expr.kind === "name") return [expr.name];
  if (expr.kind !== "call") return [];
  const word = expr.callee.kind === "name" ? expr.callee.name : "";
  if (word === "~") return [];
  const args = expr.args.flatMap(({ value }) => value ? [value] : []);
  const used = isAssignment(expr) && args[0]?.kind === "name"
    ? args.slice(1)
    : /^[$@]$/.test(word)
    ? args.slice(0, 1)
    : args;
  return used.flatMap(namesIn);
}

function commented(head: string, text: string): string {
  return [head, ...text.split("\n").map((line) => `# ${line}`)].join("\n");
}

/** One statement: as it stands, translated, or as a comment. */
function translated(statement: Expr, text: string, facts: BlockFacts): string {
  if (setsChunks(statement)) return commented("# For knitr:", text);
  const calls = callsToChange(statement, facts);
  if (calls.length === 0) return text;
  let out = text;
  let after = "";
  let before = "";
  // From the last to the first, so that places stay true; inner calls before outer ones.
  for (const call of calls.sort((a, b) => b.start - a.start)) {
    const [from, to] = [call.start - statement.start, call.end - statement.start];
    const reading = facts.readings.get(call.start);
    let inR: string | null;
    const own = inRof(call);
    const model = facts.models.get(call.start);
    const method = model ? undefined : methodOf(call, facts);
    if (model) inR = model.text(facts.takers.has(call.start) ? facts.data?.name ?? null : null);
    else if (method !== undefined) {
      inR = method?.text ?? null;
      if (method?.remark) before = `# ${method.remark}\n`;
    } else if (own === null || reading?.cells) inR = null;
    else if (reading) {
      const told = readingInR(reading);
      const reader = readerInR(text.slice(from, to), call, told);
      const name = nameOfReading(statement, call);
      if (name === null) {
        inR = withColumns(reader, told, /(?:[|]>|%>%)\s*$/.test(text.slice(0, from)));
      } else {
        inR = reader;
        after = columnLines(name, told).map((line) => `\n${line}`).join("");
      }
    } else if (facts.takers.has(call.start)) {
      inR = `${text.slice(from, to - 1)}, data = ${facts.data?.name ?? ""})`;
    } else {
      inR = own ?? null;
    }
    if (inR === null) return commented(NOT_IN_R, text);
    out = out.slice(0, from) + inR + out.slice(to);
  }
  return before + out + after;
}

/** `x` of `x <- read.csv(…)`. */
function nameOfReading(statement: Expr, call: CallExpr): string | null {
  if (statement.kind !== "call" || statement.form !== "infix") return null;
  if (!isAssignment(statement)) return null;
  const target = statement.args[0]?.value, value = statement.args[1]?.value;
  if (target?.kind !== "name") return null;
  return value?.start === call.start && value.end === call.end ? deparseName(target.name) : null;
}

/** Outermost calls that R needs otherwise. */
function callsToChange(expr: Expr, facts: BlockFacts): CallExpr[] {
  if (expr.kind !== "call") return [];
  const name = expr.form === "prefix" ? calleeOf(expr)?.name : undefined;
  if (name !== undefined) {
    if (facts.models.has(expr.start) || inRof(expr) !== undefined) return [expr];
    if (methodOf(expr, facts) !== undefined) return [expr];
    if (facts.readings.get(expr.start)?.verb === name) return [expr];
    if (facts.takers.has(expr.start) && facts.data) return [expr];
  }
  return expr.args.flatMap((a) => a.value ? callsToChange(a.value, facts) : []);
}

/** What its verb says that R has for a call. */
function inRof(call: CallExpr): string | null | undefined {
  return VERBS.get(calleeOf(call)?.name ?? "")?.inR?.(call);
}

/** A word on models that another function of R fits; null where R has nothing for it. */
function methodOf(call: CallExpr, { fitters }: BlockFacts): MethodInR | null | undefined {
  const word = call.form === "prefix" ? calleeOf(call)?.name : undefined;
  if (word === undefined) return undefined;
  const own = call.args.flatMap(({ value }) => {
    const fitter = value?.kind === "name" ? fitters.get(value.name) : undefined;
    return fitter ? [fitter] : [];
  });
  const verb = VERBS.get(word);
  return own.length === 0 || !verb ? undefined : methodInR(call, word, own);
}
