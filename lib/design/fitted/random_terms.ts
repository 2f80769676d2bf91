/**
 * The random terms of a fit as classifications of its observations.
 *
 * @module
 */
import type { Fit } from "../../model/fit.ts";
import type { Column } from "../../data/column.ts";
import { deparse } from "../../syntax/deparse.ts";
import { parseFormula } from "../../model/formula/formula.ts";
import { modelFrame } from "../../model/formula/frame.ts";
import type { FrameVariable } from "../../model/formula/frame_variable.ts";
import { namesIn } from "../../model/formula/terms.ts";
import { crossedAll, isFiner, type Partition, partitionOf } from "../structure/partition.ts";

/** A factor that groups observations. */
export interface GroupingFactor {
  name: string;
  partition: Partition;
}

/** A random term: groups, and what varies among them. */
export interface RandomGroup {
  /** Factors from coarse to fine: Room, Pen for `(1|Room/Pen)`. */
  factors: string[];
  /** As lme4 names it: `Pen:Room`. */
  group: string;
  intercept: boolean;
  /** Slopes, as labels of the terms on the left of the bar, with their columns. */
  slopes: { label: string; columns: Float64Array[] }[];
  partition: Partition;
}

/** The class of each row in a column, as a partition; missing values are a class. */
export function columnPartition(column: Column): Partition {
  switch (column.kind) {
    case "numeric": {
      const place = new Map<number, number>();
      return partitionOf(
        Int32Array.from(column.values, (v) => {
          if (!place.has(v)) place.set(v, place.size);
          return place.get(v)!;
        }),
      );
    }
    case "logical":
      return partitionOf(column.values);
    default:
      return partitionOf(column.codes);
  }
}

/** Random terms of a fit with their grouping factors; empty for an `lm`. */
export function randomGroups(fit: Fit): { factors: GroupingFactor[]; groups: RandomGroup[] } {
  const formula = parseFormula(fit.formula);
  if (!fit.mixed) return { factors: [], groups: [] };
  const frame = modelFrame(formula, fit.data, { proportions: fit.marginal !== null });
  const partitions = new Map<string, Partition>();
  const smallest = new Map<string, number>();
  for (const { term } of frame.random) {
    for (const expr of term.group.factors) {
      const name = deparse(expr);
      const size = term.group.factors.length;
      smallest.set(name, Math.min(size, smallest.get(name) ?? size));
      if (partitions.has(name)) continue;
      const sources = namesIn(expr).flatMap((source) => frame.data.column(source) ?? []);
      partitions.set(name, crossedAll(sources.map(columnPartition), frame.n));
    }
  }
  const coarser = (a: string, b: string): boolean =>
    isFiner(partitions.get(b)!, partitions.get(a)!) &&
    partitions.get(a)!.classes < partitions.get(b)!.classes;
  const order = [...smallest.keys()].sort((a, b) =>
    smallest.get(a)! - smallest.get(b)! || Number(coarser(b, a)) - Number(coarser(a, b))
  );
  const groups = frame.random.map((part): RandomGroup => {
    const names = part.term.group.factors.map((e) => deparse(e));
    return {
      factors: order.filter((name) => names.includes(name)),
      group: part.term.group.name,
      intercept: part.terms.intercept,
      slopes: part.terms.terms.map((t) => ({
        label: t.label,
        columns: productColumns(t.variables.map((i) => part.variables[i]!), frame.n),
      })),
      partition: partitionOf(part.group.codes),
    };
  });
  const factors = order.map((name) => ({ name, partition: partitions.get(name)! }));
  return { factors, groups: groups.map((g) => withImplicit(g, factors, frame.n)) };
}

/** A factor that a group's labels fix (a room, where pens have numbers of their own) holds it. */
function withImplicit(
  group: RandomGroup,
  factors: readonly GroupingFactor[],
  n: number,
): RandomGroup {
  const own = crossedAll(
    factors.filter((f) => group.factors.includes(f.name)).map((f) => f.partition),
    n,
  );
  const all = factors.filter((f) =>
    group.factors.includes(f.name) || (f.partition.classes > 1 && isFiner(own, f.partition))
  );
  return { ...group, factors: all.map((f) => f.name) };
}

/** Columns of a product of variables: indicators of factors times numbers. */
function productColumns(variables: readonly FrameVariable[], n: number): Float64Array[] {
  let columns: Float64Array[] = [new Float64Array(n).fill(1)];
  for (const v of variables) {
    const own = v.factor
      ? v.factor.levels.map((_, k) =>
        Float64Array.from(v.factor!.codes, (code) => code === k ? 1 : 0)
      )
      : v.columns.map((c) => c.values);
    columns = columns.flatMap((a) => own.map((b) => a.map((x, i) => x * b[i]!)));
  }
  return columns;
}
