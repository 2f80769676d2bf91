/**
 * Expressions to values.
 *
 * @module
 */
import { fail, type Span } from "../../diagnostic.ts";
import { keepWithin, LIMITS } from "../../limits.ts";
import type { Argument, CallExpr, Expr, NameExpr } from "../../syntax/expr.ts";
import { deparse } from "../../syntax/deparse.ts";
import { nearest } from "../../syntax/nearest.ts";
import { binary, isOperator, type Operand, unary } from "../values/arithmetic.ts";
import { assign } from "../values/assign.ts";
import type { BlockNote } from "../page/page_result.ts";
import type { PageBlock } from "../page/block.ts";
import type { PageEnvironment } from "../page/environment.ts";
import { Call } from "./call.ts";
import { calleeOf, spanOf } from "./callee.ts";
import { hintFor, isOther } from "../page/elsewhere.ts";
import { placedAt, withPlace } from "./faults.ts";
import { CONSTANTS } from "../values/constants.ts";
import { boundEstimates, isEstimates } from "../values/estimates.ts";
import type { Context } from "./context.ts";
import { lostValues } from "../values/lost_values.ts";
import { noRows } from "../values/no_rows.ts";
import { type BlockSettings, NO_SETTINGS } from "../page/options.ts";
import type { Reading } from "../page/reading_in_r.ts";
import { DependsOnFailure, Scope } from "../values/scope.ts";
import { refuseHuge } from "../values/size.ts";
import { element, type Index, part, subset } from "../values/subset.ts";
import { character, logical, NULL, numeric, type Value } from "../values/value.ts";
import { marked, numbersOf } from "../values/vector.ts";
import { matchArguments, type Supplied, suppliedBy } from "./signature.ts";
import type { Verb } from "./verb.ts";

/** Evaluates the expressions of one block. */
export class Evaluator implements Context {
  readonly notes: BlockNote[] = [];
  readonly readings = new Map<number, Reading>();
  readonly takers = new Set<number>();
  options: BlockSettings = NO_SETTINGS;

  constructor(
    readonly block: PageBlock,
    readonly environment: PageEnvironment,
    readonly verbs: ReadonlyMap<string, Verb>,
  ) {}

  /** The value of an expression. */
  evaluate(expr: Expr, scope: Scope): Value {
    switch (expr.kind) {
      case "number":
        return marked({ ...numeric([expr.value]), integer: expr.integer }, () => true);
      case "string":
        return character([expr.value]);
      case "logical":
        return constantOf(expr.value, expr.text);
      case "null":
        return NULL;
      case "name":
        return this.name(expr, scope);
      case "call":
        // No closure here: expressions may be deep.
        try {
          this.#count(expr);
          const value = this.form(expr, scope);
          refuseHuge(value, spanOf(expr));
          return value;
        } catch (error) {
          throw withPlace(error, spanOf(expr));
        }
    }
  }

  #steps = 0;

  #count(expr: Expr): void {
    keepWithin(LIMITS.steps, ++this.#steps, "Calls that this block makes", {
      span: spanOf(expr),
      hint: "Divide the block",
    });
  }

  private name(expr: NameExpr, scope: Scope): Value {
    const value = scope.get(expr.name) ?? CONSTANTS.get(expr.name);
    if (value) return value;
    const span = spanOf(expr);
    if (this.verbs.has(expr.name)) {
      fail("verb-without-call", `${expr.name} is a verb: it needs its arguments`, {
        span,
        hint: `Write ${expr.name}(…)`,
      });
    }
    if (scope.incomplete) throw new DependsOnFailure(expr.name);
    const other = this.environment.pageWith?.(expr.name) ?? null;
    const close = nearest(expr.name, [...scope.names(), ...CONSTANTS.keys()]);
    return fail("unknown-name", `Nothing is called ${expr.name}`, {
      span,
      hint: other !== null
        ? `The page ${other} has it: \`#| from: ${other}\` takes what that page has`
        : close
        ? `Did you mean "${close}"?`
        : "Give it a value first, such as x <- 1",
    });
  }

  private form(expr: CallExpr, scope: Scope): Value {
    switch (expr.form) {
      case "paren":
        return this.evaluate(expr.args[0]!.value!, scope);
      case "unary":
      case "infix":
        return this.operator(expr, scope);
      case "dollar":
        return this.member(expr, scope);
      case "index":
      case "index2":
        return this.index(expr, scope);
      case "prefix":
        return this.prefix(expr, scope);
      case "brace":
        return fail("not-in-language", "Braces are not part of the block language", {
          span: { start: expr.start, end: expr.start + 1 },
          hint: "Write the statements one below the other",
        });
      case "keyword":
        return refuseKeyword(expr);
    }
  }

  // ---- operators ------------------------------------------------------------------------------

  private operator(expr: CallExpr, scope: Scope): Value {
    const operator = (expr.callee as NameExpr).name;
    if (operator === "~") return { kind: "formula", expr, block: this.block };
    if (operator === "<-" || operator === "=") return assign(this, expr, scope);
    if (operator === "|>" || operator === "%>%") return this.pipe(expr, scope);
    if (operator === "::" || operator === ":::") {
      return this.evaluate(expr.args[1]!.value!, scope);
    }
    const first = this.operand(expr, 0, scope);
    const second = this.operand(expr, 1, scope);
    if (first && !second && (operator === "-" || operator === "+" || operator === "!")) {
      return unary(operator, first);
    }
    if (operator === "+" && first && second) {
      const [a, b] = [first.value, second.value];
      if (isEstimates(a) && isEstimates(b)) {
        return boundEstimates([{ value: a, span: first.span }, { value: b, span: second.span }]);
      }
    }
    if (first && second && isOperator(operator)) {
      const value = binary(operator, first, second);
      this.noteLost(value, first, second, operator, spanOf(expr));
      return value;
    }
    return fail("not-in-language", `${operator} is not part of the block language`, {
      span: spanOf(expr.callee),
      hint: operator === "<<-" ? "Write <-" : "The manual lists the operators",
    });
  }

  /** What an operation has no number for, such as (-8)^(1/3), is missing: the block says so. */
  private noteLost(
    value: Value,
    first: Operand,
    second: Operand,
    operator: string,
    span: Span,
  ): void {
    const [a, b] = [numbersOf(first.value), numbersOf(second.value)];
    if (value.kind !== "numeric" || !a || !b) return;
    const lost = Array.from(value.values.keys()).filter((i) =>
      Number.isNaN(value.values[i]) && !Number.isNaN(a[i % a.length]) &&
      !Number.isNaN(b[i % b.length])
    );
    if (lost.length === 0) return;
    this.notes.push({ ...lostValues(operator, lost), span });
  }

  private operand(expr: CallExpr, i: number, scope: Scope): Operand | null {
    const node = expr.args[i]?.value;
    return node ? { value: this.evaluate(node, scope), span: spanOf(node) } : null;
  }

  /** `x |> f(y)` is `f(x, y)`; a dot (or `_`) among the arguments takes the place of the first. */
  private pipe(expr: CallExpr, scope: Scope): Value {
    const [left, right] = expr.args.map((a) => a.value!) as [Expr, Expr];
    const inner = new Scope(scope);
    const target = calleeOf(right);
    if (target === null) {
      fail("bad-pipe", "A verb belongs on the right of a pipe", {
        span: spanOf(right),
        hint: "Write x |> f(y)",
      });
    }
    const value = this.evaluate(left, scope);
    const placeholder: NameExpr = { kind: "name", name: ".", start: left.start, end: left.end };
    inner.set(".", value);
    inner.set("_", value);
    const args = right.kind === "call" && right.form === "prefix" ? right.args : [];
    const placed = args.some((a) =>
      a.value?.kind === "name" && (a.value.name === "." || a.value.name === "_")
    );
    const first: Argument = {
      name: null,
      nameSpan: null,
      value: placeholder,
      start: left.start,
      end: left.end,
    };
    const call: CallExpr = {
      kind: "call",
      form: "prefix",
      callee: target,
      args: placed ? [...args] : [first, ...args],
      start: right.start,
      end: right.end,
    };
    return this.evaluate(call, inner);
  }

  private member(expr: CallExpr, scope: Scope): Value {
    const [object, name] = expr.args.map((a) => a.value!) as [Expr, Expr];
    if ((expr.callee as NameExpr).name === "@") {
      fail("not-in-language", "Slots (@) are not part of the block language", {
        span: spanOf(expr.callee),
        hint: "A verb gives the same, such as fixef(m) or sigma(m)",
      });
    }
    const target = this.evaluate(object, scope);
    const text = name.kind === "string" ? name.value : (name as NameExpr).name;
    return part(target, text, spanOf(name), spanOf(expr));
  }

  private index(expr: CallExpr, scope: Scope): Value {
    const [object, ...rest] = expr.args;
    const target = this.evaluate(object!.value!, scope);
    let drop: boolean | null = null;
    const indices: Index[] = [];
    for (const arg of rest) {
      if (arg.name === "drop" && arg.value) {
        const value = this.evaluate(arg.value, scope);
        drop = !(value.kind === "logical" && value.values[0] === 0);
      } else if (arg.name !== null) {
        fail("unknown-argument", `An index has no argument ${arg.name}`, {
          span: arg.nameSpan ?? spanOf(arg),
          hint: "Write x[rows, columns, drop = FALSE]",
        });
      } else {
        indices.push({
          value: arg.value ? this.evaluate(arg.value, scope) : null,
          span: spanOf(arg),
        });
      }
    }
    if (expr.form === "index") {
      const picked = subset(target, indices, spanOf(expr), drop);
      this.noteNoRows(target, indices, rest, picked, spanOf(expr));
      return picked;
    }
    const [only, second] = indices;
    if (!only || second) {
      fail("bad-index", "[[ ]] takes one number or one name", {
        span: spanOf(expr),
        hint: "x[rows, columns] picks from a table",
      });
    }
    return element(target, only, spanOf(expr));
  }

  /** A condition that holds for no row leaves a table without rows: the block says so. */
  private noteNoRows(
    target: Value,
    [rows]: readonly Index[],
    [arg]: readonly Argument[],
    picked: Value,
    span: Span,
  ): void {
    if (target.kind !== "frame" || picked.kind !== "frame" || rows?.value?.kind !== "logical") {
      return;
    }
    if (target.table.nrow === 0 || picked.table.nrow > 0) return;
    this.notes.push({ ...noRows(target.table, [arg?.value ?? null]), span });
  }

  // ---- calls ----------------------------------------------------------------------------------

  private prefix(expr: CallExpr, scope: Scope): Value {
    const callee = calleeOf(expr);
    if (callee === null) {
      fail("not-in-language", `${deparse(expr.callee)} cannot be called`, {
        span: spanOf(expr.callee),
        hint: "A verb's name belongs before the bracket",
      });
    }
    const verb = this.verbs.get(callee.name);
    if (!verb) this.unknownVerb(callee, scope);
    return this.run(verb, suppliedBy(expr.args), spanOf(expr), scope, expr);
  }

  call(verb: string, args: readonly Supplied[], span: Span, scope: Scope): Value {
    return this.run(this.verbs.get(verb)!, args, span, scope, null);
  }

  private run(
    verb: Verb,
    args: readonly Supplied[],
    span: Span,
    scope: Scope,
    expr: CallExpr | null,
  ): Value {
    return placedAt(span, () => {
      const matched = matchArguments(verb, args);
      const call = new Call(verb, expr, span, matched, this, scope);
      return verb.run(call);
    });
  }

  private unknownVerb(callee: NameExpr, scope: Scope): never {
    const span = spanOf(callee);
    if (scope.get(callee.name)) {
      fail("unknown-verb", `${callee.name} is a value, not a verb`, {
        span,
        hint: `Write ${callee.name} alone, or ${callee.name}[…]`,
      });
    }
    // A verb of two letters is near to too much.
    const close = callee.name.length < 3 || isOther(callee.name)
      ? null
      : nearest(callee.name, this.verbs.keys());
    return fail("unknown-verb", `${callee.name}() is not part of the block language`, {
      span,
      hint: hintFor(callee.name) ??
        (close ? `Did you mean ${close}()?` : "The manual lists the verbs"),
    });
  }
}

function constantOf(value: boolean | null, text: string): Value {
  if (text === "NA_character_") return character([null]);
  if (text === "NA_real_" || text === "NA_integer_") return numeric([NaN]);
  return logical([value === null ? -1 : value ? 1 : 0]);
}

function refuseKeyword(expr: CallExpr): never {
  const word = (expr.callee as NameExpr).name;
  const span = spanOf(expr.callee);
  const [what, hint] = word === "function"
    ? ["Function definitions are", "Write the expression itself"]
    : word === "if"
    ? ["if is", "ifelse(test, yes, no) chooses value by value"]
    : ["Loops are", "Verbs work on whole vectors and tables"];
  return fail("not-in-language", `${what} not part of the block language`, { span, hint });
}
