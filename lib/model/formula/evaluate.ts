/**
 * Evaluates the variables of a formula on a table.
 *
 * Functions whose result depends on all rows (`poly`, `scale`) keep what they learned from the
 * rows of the fit, and use that again for new rows: R calls it safe prediction.
 *
 * @module
 */
import { fail, type Span, spanOf } from "../../diagnostic.ts";
import type { Note } from "../../note.ts";
import type { CallExpr, Expr } from "../../syntax/expr.ts";
import type { Table } from "../../data/table.ts";
import { deparse } from "../../syntax/deparse.ts";
import { nearest, suggestion } from "../../syntax/nearest.ts";
import { calleeName, operands } from "./formula.ts";
import { OPERATORS } from "../../math/operators.ts";
import { compare, elementwise, power } from "./arithmetic.ts";
import type { FormulaContext } from "./formula_context.ts";
import { elementaryFunctions, formulaFunctions, matchArguments } from "./formula_functions.ts";
import {
  constant,
  type ConstantValue,
  numbersOf,
  numericColumn,
  type PreciseColumn,
  type Value,
} from "./value.ts";

/** What does the work of R's functions that no column can be computed for. */
const INSTEAD: Readonly<Record<string, string>> = {
  cbind: "Fit one model for each response",
  s: "Write ns(x, 3) or poly(x, 3) for a curve",
  cut: "Make classes in the data: mutate(d, class = ifelse(x > 10, 1, 0))",
};

/** The function of `splines::ns(x, 3)`; null of a call that names no package. */
function packagedName({ callee }: CallExpr): string | null {
  const named = callee.kind === "call" && callee.callee.kind === "name" &&
    callee.callee.name === "::";
  const last = named ? callee.args.at(-1)?.value : null;
  return last?.kind === "name" ? last.name : null;
}

/** What data-dependent functions learned, by the call that learned it. */
export type TrainingState = Map<Expr, unknown>;

/** Evaluates expressions on one table. */
export class Evaluator implements FormulaContext {
  readonly table: Table;
  /** Rows of the table. */
  readonly n: number;
  /** True while fitting: functions may learn from the rows. */
  readonly training: boolean;
  /** Remarks made on the way: values that a function is not defined for. */
  readonly notes: Note[] = [];
  private readonly state: TrainingState;

  constructor(table: Table, state: TrainingState, training: boolean) {
    this.table = table;
    this.n = table.nrow;
    this.state = state;
    this.training = training;
  }

  /** What the call learned from the rows of the fit; `learn` is called only while fitting. */
  learned<T>(call: Expr, learn: () => T): T {
    const known = this.state.get(call);
    if (known !== undefined) return known as T;
    const value = learn();
    if (this.training) this.state.set(call, value);
    return value;
  }

  /**
   * The value of an expression over the table's rows.
   *
   * @throws DiagnosticError `unknown-column`, `unknown-function`, `not-numeric` and the like, each
   * with its place in the formula
   */
  evaluate(expr: Expr): Value {
    switch (expr.kind) {
      case "number":
      case "string":
      case "logical":
        return constant(expr.value);
      case "null":
        return { kind: "constant", values: [] };
      case "name":
        return this.name(expr.name, expr);
      case "call":
        return this.call(expr);
    }
  }

  /** The numbers of an expression over the rows. */
  numbers(expr: Expr, what: string): PreciseColumn {
    return numbersOf(this.evaluate(expr), this.n, what, expr);
  }

  /** Constants written in the formula, such as `c("a", "b")`. */
  constants(expr: Expr): ConstantValue {
    const value = this.evaluate(expr);
    if (value.kind === "constant") return value;
    fail("not-constant", `${deparse(expr)} depends on the data; a constant is needed here`, {
      hint: "Write the number or the text itself",
      span: spanOf(expr),
    });
  }

  private name(name: string, span: Span): Value {
    const column = this.table.column(name);
    if (column) return column;
    if (name === "pi") return constant(Math.PI);
    fail("unknown-column", `The data have no column "${name}"`, {
      span: spanOf(span),
      hint: suggestion(name, this.table.names, "The columns are"),
    });
  }

  private call(call: CallExpr): Value {
    const name = packagedName(call) ?? calleeName(call);
    if (call.form === "paren") return this.evaluate(operands(call)[0]!);
    if (call.form === "infix" || call.form === "unary") return this.operator(call, name ?? "");
    if (call.form === "prefix" && name !== null) {
      const special = formulaFunctions[name];
      if (special) return special(call, this);
      const elementary = elementaryFunctions[name];
      if (elementary) {
        return this.map(
          call,
          matchArguments(call, ["x"]).x ?? this.unknown(call, name),
          elementary,
        );
      }
    }
    this.unknown(call, name ?? deparse(call.callee));
  }

  private unknown(call: CallExpr, name: string): never {
    const known = [...Object.keys(formulaFunctions), ...Object.keys(elementaryFunctions)];
    const near = nearest(name, known);
    fail("unknown-function", `${name} is not a function that a formula can use`, {
      span: spanOf(call.callee),
      hint: Object.hasOwn(INSTEAD, name)
        ? INSTEAD[name]!
        : near !== null
        ? `Did you mean ${near}()?`
        : "Compute a column of the data first, and name it here",
    });
  }

  private operator(call: CallExpr, name: string): Value {
    const args = operands(call).map((e) => this.evaluate(e));
    const spans = operands(call);
    const numbers = (i: number): PreciseColumn => numbersOf(args[i]!, this.n, `${name}`, spans[i]!);
    const simple = args.every((a) => a.kind === "constant" && a.values.length === 1);
    const shrink = (column: PreciseColumn): Value =>
      simple ? constant(column.values[0] ?? NaN) : column;
    if (name === ":" && simple) return rangeOf(call, args as ConstantValue[]);
    if (args.length === 1 && name === "-") {
      return shrink(elementwise("-", zero(this.n), numbers(0)));
    }
    if (args.length === 1 && name === "+") return shrink(numbers(0));
    if (name === "^") {
      if (simple) {
        return constant(OPERATORS["^"](Number(valueAt(args[0]!)), Number(valueAt(args[1]!))));
      }
      return this.told(call, power(numbers(0), numbers(1)), [numbers(0), numbers(1)]);
    }
    if (name === "+" || name === "-" || name === "*" || name === "/" || name === "%%") {
      if (simple) {
        return constant(OPERATORS[name](Number(valueAt(args[0]!)), Number(valueAt(args[1]!))));
      }
      return this.told(call, elementwise(name, numbers(0), numbers(1)), [numbers(0), numbers(1)]);
    }
    const truth = compare(name, args, this.n);
    if (truth) return truth;
    fail("unknown-operator", `${name} cannot be used inside a variable of a formula`, {
      hint: "Compute a column of the data first, and name it here",
      span: spanOf(call),
    });
  }

  /** Applies a function of one number row by row, and remarks where it is not defined. */
  map(call: CallExpr, argument: Expr, f: (x: number) => number): Value {
    const value = this.evaluate(argument);
    if (value.kind === "constant" && value.values.length === 1) {
      return constant(f(Number(value.values[0])));
    }
    const what = calleeName(call) ?? "the function";
    const input = numbersOf(value, this.n, what, argument).values;
    const output = numericColumn(Float64Array.from(input, f), deparse(call));
    return this.told(call, output, [numericColumn(input)]);
  }

  /** The value of a call, with a remark where it has none though its arguments have. */
  private told(call: CallExpr, value: PreciseColumn, of: readonly PreciseColumn[]): PreciseColumn {
    let undefinedRows = 0;
    let first = 0;
    value.values.forEach((y, i) => {
      if (Number.isNaN(y) && of.every((c) => !Number.isNaN(c.values[i]))) {
        if (undefinedRows++ === 0) first = i + 1;
      }
    });
    if (undefinedRows > 0) {
      this.notes.push({
        code: "undefined-values",
        text: `${deparse(call)} is not defined in ${undefinedRows} row${
          undefinedRows === 1 ? "" : "s"
        } (the first is row ${first}), which count${undefinedRows === 1 ? "s" : ""} as missing`,
        data: { expression: deparse(call), rows: undefinedRows, first },
      });
    }
    return value;
  }
}

const zero = (n: number): PreciseColumn => numericColumn(new Float64Array(n));

const valueAt = (value: Value): number | string | boolean | null =>
  value.kind === "constant" ? value.values[0] ?? null : null;

function rangeOf(call: CallExpr, args: ConstantValue[]): ConstantValue {
  const [from, to] = args.map((a) => Number(a.values[0]));
  const length = Math.floor(Math.abs(to! - from!) + 1e-10) + 1;
  if (!(length <= 1e5)) {
    fail("range", `${deparse(call)} is not a range`, {
      hint: "Write two numbers such as 1:3",
      span: spanOf(call),
    });
  }
  const step = to! >= from! ? 1 : -1;
  return { kind: "constant", values: Array.from({ length }, (_, i) => from! + step * i) };
}
