/**
 * Random effects of an `lme` as nlme has them: a table for each grouping level, rows named `1/a` from the
 * outermost factor inwards.
 *
 * @module
 */
import { asFactor } from "../../../data/factor.ts";
import { Table } from "../../../data/table.ts";
import type { LinearMixedModel } from "../../../model/fit.ts";
import type { NlmeEffects, NlmeLevel } from "../../../model/nlme_written.ts";
import { deparse } from "../../../syntax/deparse.ts";
import type { Call } from "../../evaluation/call.ts";
import { numberColumn } from "../../values/frame.ts";
import { frame, type FrameValue, list, type Value } from "../../values/value.ts";
import { levelsAsked } from "./nlme_levels.ts";

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
  if (!effects || others.length > 0) return null;
  const groups = groupsOf(fit, level);
  if (effects.levelsOf.length > 0) {
    const byTerm = estimatesByColumn(fit, level, effects, groups);
    return byTerm && { names: groups.map((g) => g.name), byTerm };
  }
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

/**
 * Estimates by column of effects with one variance, each of which the engine has as a group; null of
 * combinations of several factors.
 */
function estimatesByColumn(
  fit: LinearMixedModel,
  { factors }: NlmeLevel,
  { group, levelsOf, common }: NlmeEffects,
  groups: readonly { own: string }[],
): Map<string, number[]> | null {
  const [name, ...more] = levelsOf;
  const column = name === undefined ? undefined : fit.data.column(name);
  if (!column || more.length > 0) return null;
  const at = new Map(
    fit.randomEffects.map((r) => [`${r.group}\u0000${r.level}`, r.estimate]),
  );
  return new Map(
    asFactor(column).levels.map((level) => [
      `${name}${level}`,
      groups.map(({ own }) => {
        const place = factors.length > 0 ? `${own}:${level}` : level;
        const shared = common === undefined ? 0 : at.get(`${common}\u0000${own}`) ?? 0;
        return shared + (at.get(`${group}\u0000${place}`) ?? 0);
      }),
    ]),
  );
}

/**
 * A table of effects for each level; null where the levels are not those of plain effects.
 *
 * @param standard whether effects are divided by their standard deviations
 */
export function effectsByLevel(
  fit: LinearMixedModel,
  standard = false,
): { name: string; value: FrameValue }[] | null {
  const items: { name: string; value: FrameValue }[] = [];
  for (const level of fit.nlme!.levels) {
    const found = estimatesOf(fit, level);
    if (!found) return null;
    const columns = [...found.byTerm].map(([term, values]) => {
      const scale = standard ? deviationOf(fit, level, term) : 1;
      return numberColumn(term, values.map((v) => v / scale));
    });
    items.push({ name: level.name, value: frame(new Table(columns), found.names) });
  }
  return items;
}

/**
 * `ranef(m)`: the levels asked for, or the table of a single one; null where the levels are not those of
 * plain effects.
 */
export function effectsAsked(call: Call, fit: LinearMixedModel): Value | null {
  const all = effectsByLevel(fit, call.flag("standard", false));
  if (!all) return null;
  const asked = call.has("level") ? levelsAsked(call, fit, 1) : all.map((_, i) => i + 1);
  const items = asked.map((k) => all[k - 1]!);
  if (items.length === 1) return items[0]!.value;
  const names = fit.nlme!.levels.map((l) => l.name);
  const headings = asked.map((k) => names.slice(0, k).toReversed().join(" %in% "));
  return { ...list(items, "levels"), headings };
}

/** The standard deviation of an effect. */
function deviationOf(fit: LinearMixedModel, { effects }: NlmeLevel, term: string): number {
  const { group, common } = effects[0]!;
  if (effects[0]!.levelsOf.length > 0) {
    const parts = fit.varianceComponents.filter((c) => c.group === group || c.group === common);
    return Math.sqrt(parts.reduce((sum, c) => sum + (c.variance ?? 0), 0));
  }
  const own = fit.varianceComponents.find((c) =>
    c.term === term && c.group.replace(/\.\d+$/, "") === group
  );
  return own?.sd ?? NaN;
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
