/**
 * What the symbols of an equation mean, made from the same notation as the equation.
 *
 * @module
 */
import { addAll } from "../../lists.ts";
import { plural } from "../../design/structure/plural.ts";
import type { Notation, NotationFactor, NotationTerm } from "../../design/structure/notation.ts";
import type { UnitFactor } from "../../design/structure/structure.ts";
import { formatNumber, signif } from "../number/number_format.ts";
import type { ShownEquation } from "../shown.ts";
import { typesetTerm } from "../typeset/typeset.ts";
import { partEntries } from "./part_lines.ts";
import { allRandom, type Predictor } from "./predictor.ts";
import { type RandomEffectPart, type RandomPart, rhoLatex, sigmaLatex } from "./random_part.ts";
import { below } from "./symbols.ts";

type Entry = ShownEquation["where"][number] & { key?: string };

/** Words of a list: `a, b and c`. */
function joined(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`;
}

/** A list of names longer than this would take the room of the meanings. */
const LONGEST_RANGE = 24;

/** Values of a subscript: names if they are few, else first and last. */
function rangeOf(factor: NotationFactor): string {
  const names = factor.levelNames.length > 0
    ? factor.levelNames
    : Array.from({ length: factor.levels }, (_, i) => String(i + 1));
  const all = names.join(", ");
  const few = names.length <= 4 && all.length <= LONGEST_RANGE;
  const shown = few ? all : `${names[0]}, …, ${names[names.length - 1]}`;
  return `$${factor.index}$ = ${shown}`;
}

/** Words for the observation's subscripts: `diet $i$, day $j$ and room $k$`. */
function placeWords(notation: Notation): string {
  const factors = notation.factors.map((f) => `${f.label} $${f.index}$`);
  return joined(factors);
}

/** Label of a factor in words. */
function labelOf(notation: Notation, name: string): string {
  return notation.factors.find((f) => f.name === name)?.label ?? name;
}

function responseEntry(notation: Notation, predictor: Predictor): Entry {
  const words = predictor.responseWords || "observation";
  const unit = notation.responseUnit ? ` (${notation.responseUnit})` : "";
  const place = placeWords(notation);
  const repetition = notation.repetition;
  const of = place ? ` of ${place}` : "";
  const meaning = repetition
    ? `${words}${unit}, repetition $${repetition.index}$${of}`
    : `${words}${unit}${of}`;
  const range = repetition
    ? repetition.levels === null
      ? `$${repetition.index}$ = 1, 2, …`
      : `$${repetition.index}$ = 1, …, ${repetition.levels}`
    : `$N$ = ${notation.observations}`;
  return { symbol: predictor.response, meaning, range };
}

function fixedEntry(notation: Notation, term: NotationTerm, symbol: string): Entry {
  const words = term.factors.map((f) => labelOf(notation, f));
  const factors = term.factors.flatMap((f) => notation.factors.find((g) => g.name === f) ?? []);
  const only = factors[0];
  if (term.kind === "covariate") {
    const groups = factors.map((f) => f.label);
    const slope = joined(term.covariates);
    return {
      symbol,
      term: term.label,
      meaning: groups.length > 0
        ? `slope of ${slope} for each ${joined(groups)}`
        : `slope of ${slope}`,
      ...(only ? { range: rangeOf(only) } : {}),
    };
  }
  if (words.length === 1) {
    return {
      symbol,
      term: term.label,
      meaning: `effect of ${words[0]}`,
      ...(only ? { range: rangeOf(only) } : {}),
    };
  }
  return {
    symbol,
    term: term.label,
    meaning: `interaction of ${joined(words)}`,
    range: `${term.levels} combinations`,
  };
}

/** Estimates are given with four digits, as summaries print them. */
function estimate(x: number): string {
  return formatNumber(signif(x, 4));
}

/** On which predictor effects are that do not move the mean, by their sign. */
const ON: Readonly<Record<string, string>> = {
  z: " on the log-odds of a zero of its own",
  d: " on the predictor of the dispersion",
};

function randomEntries(
  notation: Notation,
  part: RandomPart,
  units: readonly UnitFactor[],
): Entry[] {
  const words = groupWords(notation, part, units);
  const inner = innermost(part, units);
  const own = notation.factors.find((f) =>
    f.name === inner && part.subscripts.includes(f.index) &&
    (f.role === "random" || part.factors.length === 1)
  );
  const range = own ? rangeOf(own) : part.levels > 0 ? `${part.levels} levels` : "";
  return part.effects.flatMap((effect): Entry[] => {
    const [what, variance] = effectWords(effect, words);
    const meaning = what.replace(", random", `${ON[part.sign] ?? ""}, random`);
    return [
      { symbol: effect.symbol, term: part.term, meaning, ...(range ? { range } : {}) },
      {
        symbol: sigmaLatex(effect.deviation, true),
        term: part.term,
        meaning: `${variance}${ON[part.sign] ?? ""}`,
        ...(effect.sd === null ? {} : { range: estimate(effect.sd ** 2) }),
      },
    ];
  }).concat(correlationEntry(part));
}

/** What an effect is, and what its variance is. */
function effectWords(effect: RandomEffectPart, words: string): [string, string] {
  const between = `between ${manyOf(words)}`;
  if (effect.column === "(Intercept)") return [`effect of ${words}, random`, `variance ${between}`];
  if (effect.indicator) {
    return [
      `effect of ${words} where ${effect.times} is 1, random`.replace(
        /\\mathbf.*?\}\}/,
        (m) => `$${m}$`,
      ),
      `variance of these effects ${between}`,
    ];
  }
  return [
    `deviation of ${words} in the slope of ${effect.column}, random`,
    `variance of these slopes ${between}`,
  ];
}

function correlationEntry(part: RandomPart): Entry[] {
  if (part.effects.length < 2) return [];
  const values = part.effects.flatMap((e) => e.correlations.filter((c) => c !== null));
  const symbol = rhoLatex(part, "ij");
  return [{
    symbol,
    term: part.term,
    meaning: `correlation of ${part.effects.length === 2 ? "the two" : "these effects"}`,
    ...(values.length > 0 ? { range: values.map((v) => estimate(v)).join(", ") } : {}),
  }];
}

/** The unit factor of a part that lies in all its others; null for crossed factors. */
function innermost(part: RandomPart, units: readonly UnitFactor[]): string | null {
  const only = part.factors.length === 1 ? part.factors[0]! : null;
  return only ?? part.factors.find((name) => {
    const within = units.find((u) => u.name === name)?.within ?? [];
    return part.factors.every((other) => other === name || within.includes(other));
  }) ?? null;
}

/** `pen within room`, `gen × N` for crossed factors. */
function groupWords(notation: Notation, part: RandomPart, units: readonly UnitFactor[]): string {
  const inner = innermost(part, units);
  const isTreatment = notation.factors.some((f) => f.name === inner && f.role === "fixed");
  const outer = part.factors.filter((name) => name !== inner).map((n) => labelOf(notation, n));
  if (inner === null || (isTreatment && outer.length > 0)) {
    return typesetTerm(part.factors.map((n) => labelOf(notation, n)).join(":"));
  }
  const label = labelOf(notation, inner);
  return outer.length > 0 ? `${label} within ${joined(outer)}` : label;
}

function manyOf(words: string): string {
  const [head = "", ...rest] = words.split(" within ");
  const many = / × /.test(head) ? `combinations of ${head}` : plural(head);
  return [many, ...rest.map((r) => `a ${r}`)].join(" within ");
}

/** The whole list, in the order in which the symbols appear. */
export function whereList(
  notation: Notation,
  predictor: Predictor,
  sigma: number | null,
  units: readonly UnitFactor[],
): ShownEquation["where"] {
  const additive = predictor.form === "additive";
  const entries: Entry[] = [responseEntry(notation, predictor)];
  if (!additive) {
    const { mean, meaning: own } = predictor.family;
    const meaning = predictor.zero
      ? own.replace(/^its expected value( μ)?/, "its expected value$1 where it is not such a zero")
      : own;
    entries.push({
      symbol: `${mean}${below(notation.subscripts)}`,
      meaning: allRandom(predictor).length > 0 ? `${meaning}, given the random effects` : meaning,
    });
  }
  const variance: Entry = {
    symbol: "\\sigma^2",
    meaning: "residual variance",
    ...(sigma === null ? {} : { range: estimate(sigma ** 2) }),
  };
  if (!additive) {
    const modelled = predictor.dispersion !== null;
    if (predictor.family.scaled && !modelled) entries.push(variance);
    // a parameter that has a model stands with its line
    const parameters = predictor.family.parameters ?? [];
    for (const parameter of modelled ? parameters.slice(0, -1) : parameters) {
      entries.push({ ...parameter });
    }
    entries.push({
      symbol: `\\eta${below(notation.subscripts)}`,
      meaning: predictor.link.meaning,
    });
  }
  if (notation.intercept) {
    const covariates = notation.terms.some((t) => t.kind === "covariate");
    entries.push({
      symbol: "\\eta_0",
      meaning: covariates
        ? "intercept of the linear predictor"
        : "overall mean of the linear predictor",
    });
  }
  for (const { term, symbol } of predictor.fixed) entries.push(fixedEntry(notation, term, symbol));
  addAll(
    entries,
    partEntries(notation, predictor, ({ term, symbol }) => fixedEntry(notation, term, symbol)),
  );
  for (const c of predictor.covariates) {
    entries.push({ symbol: c.symbol, meaning: `${c.words}${c.unit ? ` (${c.unit})` : ""}` });
  }
  for (const { symbol, words, unit } of predictor.offsets) {
    entries.push({ symbol, meaning: `${words}${unit ? ` (${unit})` : ""}, known: an offset` });
  }
  const random = allRandom(predictor);
  for (const effect of random.flatMap((p) => p.effects).filter((e) => e.indicator)) {
    const meaning = `1 for observations of ${effect.column}, else 0`;
    entries.push({ symbol: effect.times, meaning });
  }
  for (const part of random) addAll(entries, randomEntries(notation, part, units));
  if (additive) {
    entries.push({
      symbol: `\\varepsilon${below(notation.subscripts)}`,
      meaning: "residual",
      term: "Error",
    });
    entries.push(variance);
  }
  return entries;
}
