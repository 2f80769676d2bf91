/**
 * Which rows of a source are meant: a condition as R writes it, as a condition of SQL. Nothing of what
 * the author wrote gets into the statement but names and constants, each quoted.
 *
 * A row for which the condition is unknown is left out, as `filter()` and `WHERE` both do; `%in%` of a
 * missing value is false as in R, where it is unknown in SQL.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import type { CallExpr, Expr } from "../../syntax/expr.ts";
import { parse } from "../../syntax/parse.ts";
import { column, constant, type Dialect, literal } from "./dialect.ts";

/** A condition. */
export interface Condition {
  /** Columns that it asks for, each once. */
  readonly columns: readonly string[];
  /** As SQL. */
  sql(dialect: Dialect): string;
}

const COMPARED: Readonly<Record<string, string>> = {
  "==": "=",
  "!=": "<>",
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">=",
};

const JOINED: Readonly<Record<string, string>> = { "&": "AND", "&&": "AND", "|": "OR", "||": "OR" };

const WAY_OUT = 'Compare columns with constants: year >= 2020 & site %in% c("A", "B") & !is.na(y)';

/**
 * Reads a condition.
 *
 * @throws {DiagnosticError} what does not parse, and `bad-condition`
 */
export function readCondition(text: string): Condition {
  const { statements, diagnostics } = parse(text);
  const [first] = diagnostics;
  if (first) {
    fail("bad-condition", `The condition does not parse: ${first.message}`, { hint: WAY_OUT });
  }
  const [expression, second] = statements;
  if (!expression || second) fail("bad-condition", "One condition belongs here", { hint: WAY_OUT });
  const columns = new Set<string>();
  // Written once for its faults and its columns, and again for each dialect.
  const write = conditionOf(expression, columns);
  return { columns: [...columns], sql: write };
}

type Written = (dialect: Dialect) => string;

function conditionOf(expression: Expr, columns: Set<string>): Written {
  if (expression.kind !== "call") refused(expression);
  const name = expression.callee.kind === "name" ? expression.callee.name : "";
  const operands = operandsOf(expression);
  const joined = JOINED[name];
  if (joined !== undefined && operands.length === 2) {
    const [a, b] = operands.map((each) => conditionOf(each, columns));
    return (dialect) => `(${a!(dialect)} ${joined} ${b!(dialect)})`;
  }
  if (name === "(" && operands.length === 1) return conditionOf(operands[0]!, columns);
  if (name === "!" && operands.length === 1) {
    const inner = conditionOf(operands[0]!, columns);
    return (dialect) => `(NOT ${inner(dialect)})`;
  }
  if (name === "is.na" && operands.length === 1) {
    const asked = columnOf(operands[0]!, columns);
    return (dialect) => `(${asked(dialect)} IS NULL)`;
  }
  const compared = COMPARED[name];
  if (compared !== undefined && operands.length === 2) {
    const [a, b] = operands.map((each) => valueOf(each, columns));
    return (dialect) => `(${a!(dialect)} ${compared} ${b!(dialect)})`;
  }
  if (name === "%in%" && operands.length === 2) {
    const asked = columnOf(operands[0]!, columns);
    const values = listOf(operands[1]!).map((each) => constantOf(each) ?? refused(each));
    return (dialect) => {
      const set = values.map((value) => value(dialect)).join(", ");
      return `(${asked(dialect)} IS NOT NULL AND ${asked(dialect)} IN (${set}))`;
    };
  }
  refused(expression);
}

function operandsOf(call: CallExpr): Expr[] {
  return call.args.map(({ name, value }) => name === null && value ? value : refused(call));
}

/** What stands in `c(…)`, or one constant. */
function listOf(expression: Expr): Expr[] {
  const isList = expression.kind === "call" && expression.callee.kind === "name" &&
    expression.callee.name === "c";
  const found = isList ? operandsOf(expression) : [expression];
  return found.length === 0 ? refused(expression) : found;
}

function columnOf(expression: Expr, columns: Set<string>): Written {
  if (expression.kind !== "name") refused(expression);
  const { name } = expression;
  columns.add(name);
  return (dialect) => column(dialect, name);
}

function valueOf(expression: Expr, columns: Set<string>): Written {
  return constantOf(expression) ?? columnOf(expression, columns);
}

/** A constant; null if it is none. */
function constantOf(expression: Expr): Written | null {
  switch (expression.kind) {
    case "number":
      return Number.isFinite(expression.value) ? () => constant(expression.value) : null;
    case "string":
      return (dialect) => literal(dialect, expression.value);
    case "logical": {
      const { value } = expression;
      return value === null ? null : () => value ? "TRUE" : "FALSE";
    }
    case "call": {
      const [inner, more] = expression.args;
      const isNegative = expression.form === "unary" && expression.callee.kind === "name" &&
        expression.callee.name === "-";
      const number = inner?.value;
      return isNegative && !more && number?.kind === "number" && Number.isFinite(number.value)
        ? () => constant(-number.value)
        : null;
    }
    default:
      return null;
  }
}

function refused(expression: Expr): never {
  const what = expression.kind === "logical" && expression.value === null
    ? "NA is compared with nothing"
    : expression.kind === "call" && expression.callee.kind === "name"
    ? `"${expression.callee.name}" is no part of a condition on rows of a source`
    : "That is no part of a condition on rows of a source";
  fail("bad-condition", what, { hint: WAY_OUT });
}
