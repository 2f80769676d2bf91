/**
 * Random effects of an `lme` as nlme has them: a table for each grouping level, rows named `1/a` from the
 * outermost factor inwards.
 *
 * @module
 */
import { asFactor } from "../../../data/factor.ts";
import { Table } from "../../../data/table.ts";
import type { LinearMixedModel } from "../../../model/fit.ts";
import type { NlmeLevel } from "../../../model/nlme_written.ts";
import { deparse } from "../../../syntax/deparse.ts";
import { numberColumn } from "../../values/frame.ts";
import { frame, type FrameValue, type ListValue } from "../../values/value.ts";

/** Groups of a level in nlme's order: their names, and those that the engine has. */
function groupsOf(fit: LinearMixedModel, { factors }: NlmeLevel): { own: string; name: string }[] {
  const columns = factors.flatMap((f) => {
    const column = fit.data.column(deparse(f));
    return column ? [asFactor(column)] : [];
  });
  const found = new Map<string, { codes: number[]; own: string; name: string }>();
  for (let i = 0; i < fit.n; i++) {
    const codes = columns.map((c) => c.codes[i]!);
    const labels = columns.map((c) => c.levels[c.codes[i]!]!);
    const name = labels.join("/");
    if (!found.has(name)) found.set(name, { codes, own: labels.toReversed().join(":"), name });
  }
  const order = (a: readonly number[], b: readonly number[]): number => {
    const k = a.findIndex((x, i) => x !== b[i]);
    return k < 0 ? 0 : a[k]! - b[k]!;
  };
  return [...found.values()].toSorted((a, b) => order(a.codes, b.codes));
}

/** Estimates by effect of the groups of a level; null where a level is not one of plain effects. */
function estimatesOf(
  fit: LinearMixedModel,
  level: NlmeLevel,
): { names: string[]; byTerm: Map<string, number[]> } | null {
  const [effects, ...others] = level.effects;
  if (!effects || others.length > 0 || effects.levelsOf.length > 0) return null;
  const groups = groupsOf(fit, level);
  const known = fit.randomEffects.filter((r) => r.group === effects.group);
  const at = new Map(known.map((r) => [`${r.term}\u0000${r.level}`, r.estimate]));
  const terms = [...new Set(known.map((r) => r.term))];
  return {
    names: groups.map((g) => g.name),
    byTerm: new Map(
      terms.map((t) => [t, groups.map((g) => at.get(`${t}\u0000${g.own}`) ?? 0)]),
    ),
  };
}

/** `ranef(m)`; null where the levels are not those of plain effects. */
export function effectsByLevel(
  fit: LinearMixedModel,
): { name: string; value: FrameValue }[] | null {
  const items: { name: string; value: FrameValue }[] = [];
  for (const level of fit.nlme!.levels) {
    const found = estimatesOf(fit, level);
    if (!found) return null;
    const columns = [...found.byTerm].map(([term, values]) => numberColumn(term, values));
    items.push({ name: level.name, value: frame(new Table(columns), found.names) });
  }
  return items satisfies ListValue["items"];
}

/** `coef(m)`: fixed effects with the effects of all levels added, a row an innermost group. */
export function coefficientsWithin(fit: LinearMixedModel): FrameValue | null {
  const { levels } = fit.nlme!;
  const found = levels.map((level) => estimatesOf(fit, level));
  const inner = found.at(-1);
  if (!inner || found.some((f) => f === null)) return null;
  const kept = fit.coefficients.filter((c) => !c.aliased);
  const terms = [
    ...new Set([...kept.map((c) => c.name), ...found.flatMap((f) => [...f!.byTerm.keys()])]),
  ];
  const columns = terms.map((term) => {
    const fixed = kept.find((c) => c.name === term)?.estimate ?? 0;
    const values = inner.names.map((name) => {
      const parts = name.split("/");
      return found.reduce((sum, level, i) => {
        const place = level!.names.indexOf(parts.slice(0, i + 1).join("/"));
        return sum + (level!.byTerm.get(term)?.[place] ?? 0);
      }, fixed);
    });
    return numberColumn(term, values);
  });
  return frame(new Table(columns), inner.names);
}
