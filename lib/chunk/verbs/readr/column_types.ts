/**
 * Types of readr that say more than a word: days and their form, factors and their levels.
 *
 * @module
 */
import type { TableFacts } from "../../../data/readers/table_reader.ts";
import { fail, type Span } from "../../../diagnostic.ts";
import type { CallExpr, Expr } from "../../../syntax/expr.ts";
import type { Call } from "../../evaluation/call.ts";
import { calleeOf } from "../../evaluation/callee.ts";
import { type DaysAsked, formatReader } from "./days.ts";

/** Types that are days and times. */
const DAYS: Readonly<Record<string, DaysAsked["kind"]>> = {
  D: "day",
  T: "time",
  col_date: "day",
  col_datetime: "time",
};

/** Columns that `col_types` says are days or times: by name, or by place from 0. */
export function daysAsked(call: Call): [column: string | number, days: DaysAsked][] {
  const expr = call.quoted("col_types");
  if (!expr || expr.kind === "null") return [];
  if (!isList(expr)) {
    return [...call.text("col_types")].flatMap((letter, place): [number, DaysAsked][] =>
      Object.hasOwn(DAYS, letter) ? [[place, { kind: DAYS[letter]!, format: null }]] : []
    );
  }
  return expr.args.flatMap(({ name, value }): [string, DaysAsked][] => {
    const own = value?.kind === "string" ? value.value : value ? calleeName(value) : "";
    if (name === null || !value || !Object.hasOwn(DAYS, own)) return [];
    const days: DaysAsked = { kind: DAYS[own]!, format: formatOf(value) };
    if (formatReader(days) === null) {
      refuse(
        call,
        value,
        "A format has %Y %y %m %d %b %B %H %M %S; else read texts, and as.Date(d$day, format = …)",
      );
    }
    return [[name, days]];
  });
}

function isList(expr: Expr): expr is CallExpr {
  return expr.kind === "call" && /^(cols|list)$/.test(calleeName(expr));
}

function calleeName(expr: Expr): string {
  return expr.kind === "call" ? calleeOf(expr)?.name ?? "" : "";
}

/** `"%d.%m.%Y"` of `col_date("%d.%m.%Y")`. */
function formatOf(expr: Expr): string | null {
  const first = expr.kind === "call" ? expr.args[0]?.value : undefined;
  return first?.kind === "string" && first.value !== "" ? first.value : null;
}

/** Levels of `col_factor(levels = c("B", "A"), ordered = TRUE)`, by column. */
export function factorsOf(call: Call): Pick<TableFacts, "levels" | "ordered"> {
  const expr = call.quoted("col_types");
  if (!expr || !isList(expr)) return {};
  const levels: Record<string, string[]> = {};
  const ordered: string[] = [];
  for (const { name, value } of expr.args) {
    if (name === null || value?.kind !== "call" || calleeName(value) !== "col_factor") continue;
    for (const [i, arg] of value.args.entries()) {
      const own = arg.name ?? (i === 0 ? "levels" : "ordered");
      const said = arg.value ? constantOf(arg.value) : null;
      if (own === "levels" && Array.isArray(said)) levels[name] = said;
      else if (own === "ordered" && typeof said === "boolean") {
        if (said) ordered.push(name);
      } else refuse(call, arg, 'Write col_factor(levels = c("A", "B"), ordered = TRUE)');
    }
  }
  return {
    ...(Object.keys(levels).length > 0 ? { levels } : {}),
    ...(ordered.length > 0 ? { ordered } : {}),
  };
}

/** Texts of `c("A", "B")`, or TRUE and FALSE. */
function constantOf(expr: Expr): string[] | boolean | null {
  if (expr.kind === "logical") return expr.value;
  if (expr.kind === "name" && /^[TF]$/.test(expr.name)) return expr.name === "T";
  if (expr.kind === "string") return [expr.value];
  if (calleeName(expr) !== "c" || expr.kind !== "call") return null;
  const texts = expr.args.map(({ value }) => value?.kind === "string" ? value.value : null);
  return texts.includes(null) ? null : texts as string[];
}

function refuse(call: Call, { start, end }: Span, hint: string): never {
  return fail("wrong-argument", `${call.verb.name}() knows no such type of a column`, {
    span: { start, end },
    hint,
  });
}
