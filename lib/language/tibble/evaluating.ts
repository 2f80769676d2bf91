/**
 * Arguments that become columns: evaluated one after another, each where those before it are names.
 *
 * @module
 */
import { labelOf, type Prepared, prepared } from "../dplyr/preparing.ts";
import type { Argument, Call } from "../evaluation/builtin.ts";
import { Promised, Scope } from "../values/scope.ts";
import { share, type Value } from "../values/value.ts";
import type { Span } from "../../diagnostic.ts";

/** An argument with its value; `name` is what was given, `label` what it is called without. */
export interface Evaluated {
  readonly name: string | null;
  readonly label: string;
  readonly value: Value;
  readonly span: Span;
}

/** Evaluates what `...` took; `seen` are columns that all of them see. */
export function evaluatedColumns(
  call: Call,
  seen: readonly (readonly [string, Value])[],
  each: (argument: Evaluated, keep: (name: string, value: Value) => void) => void,
  dots: readonly Argument[] = call.dots,
): void {
  const columns = new Map<string, Value>(seen.map(([name, v]) => [name, share(v)]));
  const masked = (scope: Scope): Scope => {
    const inner = new Scope(scope);
    for (const [name, value] of columns) inner.set(name, value);
    return inner;
  };
  const valueOf = (p: Prepared): Value => {
    if (p.value !== null) return p.value;
    const scope = masked(p.scope);
    const source = p.source ?? call.interpreter.source;
    for (const [name, quoted] of p.extra ?? []) {
      scope.set(
        name,
        quoted.value !== undefined
          ? share(quoted.value)
          : new Promised(quoted.expr, masked(quoted.scope), quoted.source ?? source),
      );
    }
    return call.interpreter.within(source, () => call.interpreter.evaluate(p.expr, scope));
  };
  for (const p of prepared(call, dots)) {
    const label = labelOf(p).replace(/^`(.*)`$/, "$1");
    each(
      { name: p.name, label, value: valueOf(p), span: p.span },
      (name, value) => columns.set(name, share(value)),
    );
  }
}
