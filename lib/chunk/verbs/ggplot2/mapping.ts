/**
 * Aesthetics: which there are, the expressions of them, and their values on the rows of a table.
 *
 * @module
 */
import { type Diagnostic, DiagnosticError, fail, type Span } from "../../../diagnostic.ts";
import { lambdaOf } from "../../../language/evaluation/flow.ts";
import { asCharacter, asDouble, describe } from "../../../language/values/coerce.ts";
import { Scope } from "../../../language/values/scope.ts";
import {
  doubles,
  type Frame,
  inherits,
  isFactor,
  isVector,
  lengthOf,
  levelsOf,
  NA_INTEGER,
  namesOf,
  rowsOf,
  share,
  type Value as LanguageValue,
} from "../../../language/values/value.ts";
import { refuseWithheld } from "../../../language/values/withheld.ts";
import type { Column } from "../../../render/figure/grammar/spec.ts";
import type { Argument, CallExpr, Expr } from "../../../syntax/expr.ts";
import { suggestion } from "../../../syntax/nearest.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import type { Call } from "../../evaluation/call.ts";
import type { Supplied } from "../../evaluation/signature.ts";
import type { Mapped, Mapping, Surroundings } from "../../values/plot.ts";

/** Names under which R knows aesthetics. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  color: "colour",
  col: "colour",
  pch: "shape",
  cex: "size",
  lty: "linetype",
  lwd: "linewidth",
  srt: "angle",
};

/** Aesthetics that layers know. */
export const AESTHETICS: ReadonlySet<string> = new Set(
  ("x y xmin xmax ymin ymax xend yend xintercept yintercept slope intercept colour fill shape size " +
    "linewidth linetype alpha group label weight width height angle hjust vjust lower middle upper " +
    "sample text z stroke radius").split(" "),
);

/** The one name of an aesthetic. */
export function aesthetic(name: string): string {
  return OTHER_NAMES[name] ?? name;
}

/** The surroundings of a call, as pictures ask for them. */
export function around({ context, scope }: Pick<Call, "context" | "scope">): Surroundings {
  return {
    note: (note) => context.note(note),
    valueOf: (expr, scope) => toLanguage(context.evaluate(expr, context.scopeAt(scope))),
    scope: () => scope.inner,
  };
}

/** An argument as an aesthetic. */
export function mappedOf(call: Call, arg: Supplied): Mapped {
  return {
    expr: arg.expr,
    value: arg.value && arg.expr === null ? toLanguage(arg.value) : null,
    names: call.scope.inner,
    context: around(call),
    source: call.context.source,
    span: arg.span,
  };
}

/** The mapping that `aes(…)` writes. */
export function mappingOf(call: Call): Mapping {
  const found = new Map<string, Mapped>();
  for (const name of ["x", "y"]) {
    const arg = call.supplied(name);
    if (arg) found.set(name, mappedOf(call, arg));
  }
  for (const arg of call.rest) {
    if (arg.name === null) {
      fail("too-many-arguments", "aes() takes only x and y without a name", {
        span: arg.span,
        hint: "Write colour = …",
      });
    }
    const name = aesthetic(arg.name);
    if (!arg.expr && !arg.value) {
      fail("missing-argument", `${arg.name} in aes() is empty`, {
        span: arg.nameSpan ?? arg.span,
        hint: `aes(${arg.name} = …) says which column`,
      });
    }
    if (!AESTHETICS.has(name)) {
      const hint = suggestion(name, [...AESTHETICS]);
      fail("unknown-argument", `aes() has no aesthetic ${arg.name}`, {
        span: arg.nameSpan ?? arg.span,
        ...(hint ? { hint } : {}),
      });
    }
    if (name !== "text") found.set(name, mappedOf(call, arg));
  }
  return found;
}

/** Faults with their place in the text in which the expression stands. */
export function placedIn<T>({ source }: Pick<Mapped, "source">, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof DiagnosticError) || !source.place) throw error;
    throw new DiagnosticError(
      error.diagnostics.map((d): Diagnostic =>
        d.line !== undefined || !d.span ? d : { ...d, ...source.place!(d.span) }
      ),
    );
  }
}

/** A scope in which columns are names. */
function masked(parent: Scope, frame: Frame | null): Scope {
  const scope = new Scope(parent);
  if (!frame) return scope;
  const names = namesOf(frame) ?? [];
  frame.values.forEach((v, i) => scope.set(names[i] ?? "", share(v)));
  scope.set(".data", share(frame));
  return scope;
}

/** The value of an expression where the columns of a table are names. */
export function valueIn(mapped: Mapped, frame: Frame | null): LanguageValue {
  if (mapped.value) return mapped.value;
  const { expr, names, context } = mapped;
  return placedIn(mapped, () => {
    return context.valueOf(expr!, masked(names, frame));
  });
}

/** The values of an aesthetic on n rows. */
export function columnIn(mapped: Mapped, frame: Frame | null, n: number, what: string): Column {
  const value = valueIn(mapped, frame);
  return placedIn(mapped, () => columnOf(value, n, what, mapped.span));
}

/** A vector as values of an aesthetic. */
export function columnOf(value: LanguageValue, n: number, what: string, span: Span): Column {
  refuseWithheld(value, what, span);
  if (!isVector(value) || value.type === "list") {
    return fail("wrong-argument", `${what} takes a vector, not ${describe(value)}`, {
      span,
      hint: value.type === "builtin" || value.type === "closure"
        ? "The data have no column of that name"
        : "Name a column of the data",
    });
  }
  const have = lengthOf(value);
  if (have !== n && have !== 1) {
    fail("bad-length", `${what} has ${have} values for ${n} rows`, { span });
  }
  const at = (i: number): number => have === 1 ? 0 : i;
  if (isFactor(value)) {
    const levels = levelsOf(value).map((l) => l ?? "NA");
    const codes = Int32Array.from({ length: n }, (_, i) => {
      const v = value.values[at(i)]!;
      return v === NA_INTEGER ? -1 : v - 1;
    });
    return { kind: "names", levels, codes, ordered: true };
  }
  if (value.type === "character" || value.type === "logical") {
    const texts = asCharacter(value).values;
    const levels = value.type === "logical"
      ? ["FALSE", "TRUE"]
      : [...new Set(texts.filter((t) => t !== null))];
    const places = new Map(levels.map((l, k) => [l, k]));
    const codes = Int32Array.from({ length: n }, (_, i) => places.get(texts[at(i)] ?? "\0") ?? -1);
    return { kind: "names", levels, codes, ordered: value.type === "logical" };
  }
  const numbers = asDouble(value).values;
  return {
    kind: "numbers",
    values: Float64Array.from({ length: n }, (_, i) => numbers[at(i)]!),
    time: inherits(value, "Date") ? "date" : "",
    ...(value.type === "integer" ? { whole: true } : {}),
  };
}

/** An expression without `after_stat()` about it; null where it has none. */
export function afterStat(expr: Expr): Expr | null {
  let found = false;
  const strip = (e: Expr): Expr => {
    if (e.kind === "name") {
      const old = /^\.\.(\w+)\.\.$/.exec(e.name);
      if (!old) return e;
      found = true;
      return { ...e, name: old[1]! };
    }
    if (e.kind !== "call") return e;
    if (
      e.callee.kind === "name" && /^(after_stat|stat)$/.test(e.callee.name) && e.args.length === 1
    ) {
      found = true;
      return strip(e.args[0]!.value!);
    }
    return {
      ...e,
      args: e.args.map((a): Argument => a.value ? { ...a, value: strip(a.value) } : a),
    };
  };
  const out = strip(expr);
  return found ? out : null;
}

/** The value of an expression where what a statistic gave are names. */
export function afterIn(
  mapped: Mapped,
  expr: Expr,
  made: ReadonlyMap<string, number[]>,
): ArrayLike<number> {
  return placedIn(mapped, () => {
    const scope = new Scope(mapped.names);
    for (const [name, values] of made) scope.set(name, doubles(Float64Array.from(values)));
    const value = mapped.context.valueOf(expr, scope);
    if (!isVector(value) || value.type === "list") {
      return fail("wrong-argument", "after_stat() takes numbers", { span: mapped.span });
    }
    return Array.from(asDouble(value).values);
  });
}

/** Calls a function of the page, or of the language, with values. */
export function applied(
  call: Call,
  called: LanguageValue,
  args: readonly LanguageValue[],
  span: Span,
): LanguageValue {
  const scope = new Scope(call.scope.inner);
  const name = called.type === "character" ? called.values[0] ?? "" : ".f";
  const lambda = called.type === "language" && called.source
    ? lambdaOf(called, called.source)
    : null;
  if (called.type !== "character") scope.set(".f", share(lambda ?? called));
  args.forEach((a, i) => scope.set(`.x${i}`, share(a)));
  const expr: CallExpr = {
    kind: "call",
    form: "prefix",
    callee: { kind: "name", name, ...span },
    args: args.map((_, i): Argument => ({
      name: null,
      nameSpan: null,
      value: { kind: "name", name: `.x${i}`, ...span },
      ...span,
    })),
    ...span,
  };
  return toLanguage(call.context.evaluate(expr, call.context.scopeAt(scope)));
}

/** Rows of a table, or of vectors that were given. */
export function rowsIn(frame: Frame | null): number {
  return frame ? rowsOf(frame) : 0;
}
