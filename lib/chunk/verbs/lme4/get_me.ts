/**
 * Verbs of lme4 that give what a mixed model is made of: `getME isSingular`.
 *
 * @module
 */
import { refuseHeld } from "../../../model/formula/held.ts";
import { fail } from "../../../diagnostic.ts";
import { suggestion } from "../../../syntax/nearest.ts";
import type { GeneralizedMixedModel, LinearMixedModel } from "../../../model/fit.ts";
import { type RandomBlock, randomBlocks } from "../../../model/mixed/random_matrix.ts";
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import {
  character,
  integer,
  list,
  logical,
  type MatrixValue,
  numeric,
  type Value,
} from "../../values/value.ts";
import { ofGlmmTMB } from "../glmmTMB/get_me.ts";
import { modelMatrix } from "../stats/columns/model_matrix.ts";
import { linearMixedArgument, mixedArgument } from "./pieces.ts";

const verb = verbOf("lme4");

/** A model whose parts are asked for: an `lmer`, or a `glmer`, by its random terms. */
interface Parts {
  readonly fit: LinearMixedModel | GeneralizedMixedModel;
  /** Factors are relative to σ, as θ is. */
  readonly blocks: readonly RandomBlock[];
}

/** Of a `glmer` relative to its dispersion, where that is estimated. */
function partsOf(call: Call): Parts {
  const { marginal } = call.fit("object").fit;
  if (marginal?.kind !== "glmer") {
    const fit = linearMixedArgument(call, "object");
    return { fit, blocks: randomBlocks(fit) };
  }
  const scale = marginal.dispersion.fixed ? 1 : marginal.sigma;
  const blocks = marginal.effectBlocks().map((block) => ({
    ...block,
    factor: block.factor.map((row) => row.map((v) => v / scale)),
  }));
  return { fit: marginal, blocks };
}

/** Where the effects of each term begin in b. */
function starts(blocks: readonly RandomBlock[]): number[] {
  const out: number[] = [0];
  for (const b of blocks) out.push(out.at(-1)! + b.levels.length * b.columns.length);
  return out;
}

function namesOfEffects(blocks: readonly RandomBlock[]): string[] {
  return blocks.flatMap((b) => b.levels.flatMap((level) => b.columns.map(() => level)));
}

function plain(values: Float64Array[], rowNames: string[] = [], columnNames: string[] = []) {
  return { kind: "matrix", rowNames, columnNames, values } satisfies MatrixValue;
}

function transposed(m: MatrixValue): MatrixValue {
  const columns = m.values[0]?.length ?? 0;
  return {
    kind: "matrix",
    rowNames: m.columnNames,
    columnNames: m.rowNames,
    values: Array.from({ length: columns }, (_, j) => Float64Array.from(m.values, (r) => r[j]!)),
  };
}

function designOf({ fit, blocks }: Parts, rowNames: readonly string[]): MatrixValue {
  refuseHeld(fit.data, "A model matrix is one of rows");
  const first = starts(blocks);
  const values = Array.from({ length: fit.n }, () => new Float64Array(first.at(-1)!));
  blocks.forEach(({ codes, values: columns }, t) =>
    columns.forEach((column, a) =>
      column.forEach((v, i) => values[i]![first[t]! + codes[i]! * columns.length + a] = v)
    )
  );
  return plain(values, [...rowNames], namesOfEffects(blocks));
}

function factorOf({ blocks }: Parts): MatrixValue {
  const first = starts(blocks);
  const size = first.at(-1)!;
  const values = Array.from({ length: size }, () => new Float64Array(size));
  blocks.forEach(({ levels, factor }, t) =>
    levels.forEach((_, l) =>
      factor.forEach((row, a) =>
        row.forEach((v, b) => {
          const at = first[t]! + l * factor.length;
          values[at + a]![at + b] = v;
        })
      )
    )
  );
  return plain(values);
}

/** b, or the spherical u = Λ⁻¹b. */
function effectsOf(call: Call, { fit, blocks }: Parts, spherical: boolean): Value {
  if (spherical && fit.singular) {
    fail("wrong-argument", "Of a singular fit Λ has no inverse, and u is not told by the effects", {
      span: call.spanOf("name"),
      hint: 'getME(m, "b") has the effects',
    });
  }
  return numeric(
    blocks.flatMap(({ effects, factor }) =>
      effects.flatMap((b) => {
        if (!spherical) return [...b];
        const u = b.slice();
        for (let i = 0; i < u.length; i++) {
          for (let j = 0; j < i; j++) u[i]! -= factor[i]![j]! * u[j]!;
          u[i]! /= factor[i]![i]!;
        }
        return [...u];
      })
    ),
  );
}

/** Groups, each once, in lme4's order. */
function groupsOf({ blocks }: Parts): RandomBlock[] {
  return blocks.filter((b, i) => blocks.findIndex((other) => other.group === b.group) === i);
}

/** Entries of the factors, column by column, by lme4's names. */
function thetaOf({ fit, blocks }: Parts): Value {
  if ("thetaNames" in fit) return numeric(fit.theta, fit.thetaNames);
  const entries = blocks.flatMap(({ group, columns, factor }) =>
    columns.flatMap((column, j) =>
      columns.slice(j).map((row, k): [string, number] => [
        k === 0 ? `${group}.${column}` : `${group}.${row}.${column}`,
        factor[j + k]![j]!,
      ])
    )
  );
  return numeric(entries.map(([, v]) => v), entries.map(([name]) => name));
}

/** The size of a `glmer.nb`. */
function sizeOf({ fit }: Parts, call: Call): Value {
  if (fit.family.name === "nbinom2") return numeric([fit.dispersion.value]);
  return fail("wrong-argument", `${fit.described.called} of this family has no size`, {
    span: call.spanOf("name"),
    hint: "glmer.nb() fits counts with a size",
  });
}

type Part = (of: Parts, call: Call, rows: readonly string[]) => Value;

const observed: Part = ({ fit }, _, rows) =>
  numeric(fit.fitted.map((v, i) => v + fit.residuals[i]!), rows);

const fixed = ({ fit }: Parts): Value => {
  const kept = fit.coefficients.filter((c) => !c.aliased);
  return numeric(kept.map((c) => c.estimate ?? NaN), kept.map((c) => c.name));
};

const count = (of: (parts: Parts) => number): Part => (parts) => integer([of(parts)]);

const PARTS: Readonly<Record<string, Part>> = {
  X: ({ fit }, _, rows) => modelMatrix(fit, rows),
  Z: (of, _, rows) => designOf(of, rows),
  Zt: (of, _, rows) => transposed(designOf(of, rows)),
  Lambda: factorOf,
  Lambdat: (of) => transposed(factorOf(of)),
  y: observed,
  mu: ({ fit }, _, rows) => numeric(fit.fitted, rows),
  beta: ({ fit }) => numeric(fit.beta),
  fixef: fixed,
  theta: thetaOf,
  b: (of, call) => effectsOf(call, of, false),
  u: (of, call) => effectsOf(call, of, true),
  sigma: ({ fit }) => numeric([fit.dispersion.fixed ? 1 : fit.sigma]),
  "glmer.nb.theta": sizeOf,
  is_REML: ({ fit }) => logical([fit.reml ? 1 : 0]),
  n: count(({ fit }) => fit.n),
  p: count(({ fit }) => fit.rank),
  q: count(({ blocks }) => starts(blocks).at(-1)!),
  n_rtrms: count((of) => groupsOf(of).length),
  n_rfacs: count((of) => groupsOf(of).length),
  m: count(({ blocks }) =>
    blocks.reduce((sum, { columns: { length } }) => sum + length * (length + 1) / 2, 0)
  ),
  REML: count(({ fit }) => fit.reml ? fit.rank : 0),
  l_i: (of) => integer(groupsOf(of).map((b) => b.levels.length), groupsOf(of).map((b) => b.group)),
  p_i: ({ blocks }) => integer(blocks.map((b) => b.columns.length)),
  cnms: ({ blocks }) => list(blocks.map((b) => ({ name: b.group, value: character(b.columns) }))),
  flist: (of) =>
    list(
      groupsOf(of).map((b) => ({
        name: b.group,
        value: {
          kind: "factor",
          column: {
            kind: "factor",
            name: b.group,
            codes: b.codes,
            levels: b.levels,
            ordered: false,
          },
        },
      })),
    ),
};

function partOf(call: Call): Value {
  const value = call.fit("object");
  const names = call.texts("name");
  const { marginal } = value.fit;
  if (marginal?.kind === "glmmTMB") return ofGlmmTMB(call, marginal, names, value.rows.names);
  const of = partsOf(call);
  const parts = names.map((name) => {
    const part = Object.hasOwn(PARTS, name) ? PARTS[name] : undefined;
    if (part) return { name, value: part(of, call, value.rows.names) };
    return fail("wrong-argument", `getME() has no part "${name}" here`, {
      span: call.spanOf("name"),
      hint: suggestion(name, Object.keys(PARTS), "It has"),
    });
  });
  return parts.length === 1 ? parts[0]!.value : list(parts);
}

function groupCounts(call: Call): Value {
  const { groups } = mixedArgument(call, "object");
  return integer(groups.map((g) => g.levels), groups.map((g) => g.name));
}

/** The parts of a mixed model. */
export const GET_ME: readonly Verb[] = [
  verb(
    "getME",
    "object, name",
    "a part of a mixed model by its name in lme4 or glmmTMB: X Z theta Lambda b u …",
    partOf,
  ),
  verb(
    "isSingular",
    "x, tol!",
    "whether a variance is 0 or a correlation ±1",
    (call) => logical([mixedArgument(call, "x").singular ? 1 : 0]),
  ),
  verb("ngrps", "object", "numbers of groups of a mixed model", groupCounts),
];
