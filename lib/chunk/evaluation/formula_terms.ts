/**
 * The terms of a formula without data, as R's `terms` lists them.
 *
 * @module
 */
import * as language from "../../language/values/value.ts";
import { matrixOf } from "../../language/matrices/matrix.ts";
import { expandTerms } from "../../model/formula/terms.ts";
import { deparse } from "../../syntax/deparse.ts";
import { parseExpression } from "../../syntax/parse.ts";
import type { CallExpr } from "../../syntax/expr.ts";

/** Of each variable and term: 1 where it has its contrasts there, 2 where it has all its levels. */
function factorsOf(
  variables: readonly string[],
  terms: readonly (readonly string[])[],
): language.Value {
  if (terms.length === 0) return language.integers([]);
  const cells = terms.flatMap((term) =>
    variables.map((name) => {
      if (!term.includes(name)) return 0;
      const margin = term.filter((other) => other !== name);
      const below = margin.length === 0 ||
        terms.some((t) => t.length === margin.length && margin.every((v) => t.includes(v)));
      return below ? 1 : 2;
    })
  );
  const labels = terms.map((t) => t.join(":"));
  const made = matrixOf(
    Float64Array.from(cells),
    variables.length,
    terms.length,
    variables,
    labels,
  );
  return language.integers(Int32Array.from(cells), made.attributes);
}

/** A formula with its variables, terms and offsets beside it. */
export function termsOfFormula(formula: CallExpr): language.LanguageValue {
  const two = formula.args.length === 2;
  const response = two ? formula.args[0]!.value! : null;
  const { variables, terms, intercept, offsets } = expandTerms(formula.args.at(-1)!.value!, {
    response,
  });
  const right = [
    ...variables.map(({ label, expr }) => ({ label, start: expr.start })),
    ...offsets.map((e) => ({ label: `offset(${deparse(e)})`, start: e.start })),
  ].sort((a, b) => a.start - b.start).map((v) => v.label);
  const names = [...(response ? [deparse(response)] : []), ...right];
  const members = terms.map((t) => t.variables.map((v) => variables[v]!.label));
  const list = parseExpression(`list(${names.join(", ")})`);
  const quoted = (expr: language.LanguageValue["expr"]): language.LanguageValue => ({
    type: "language",
    expr,
    scope: null,
    source: null,
    attributes: null,
    exclusive: false,
    held: false,
  });
  const at = names.flatMap((name, i) => name.startsWith("offset(") ? [i + 1] : []);
  const attributes = new Map<string, language.Value>([
    ["variables", quoted(list)],
    ...(at.length > 0 ? [["offset", language.integers(at)] as const] : []),
    ["factors", factorsOf(names, members)],
    ["term.labels", language.characters(members.map((m) => m.join(":")))],
    ["order", language.integers(members.map((m) => m.length))],
    ["intercept", language.integer(intercept ? 1 : 0)],
    ["response", language.integer(response ? 1 : 0)],
    ["class", language.characters(["terms", "formula"])],
  ]);
  return { ...quoted(formula), attributes };
}
