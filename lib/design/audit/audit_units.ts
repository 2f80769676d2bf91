/**
 * Rules about units: an experimental unit or a stratum that the model lacks, labels of nested units
 * used again.
 *
 * Source: Hurlbert (1984, Ecol. Monogr. 54, 187–211), for what pseudo-replication is.
 *
 * @module
 */
import { hasMeanSquares } from "../structure/mean_squares.ts";
import type { Fit } from "../../model/fit.ts";
import type { Table } from "../../data/table.ts";
import type { Design } from "../declared/design.ts";
import {
  classification,
  completeRows,
  counted,
  type ModelColumns,
  modelColumns,
  namesUnits,
  plural,
  sameClasses,
} from "./audit_data.ts";
import { type Finding, finding } from "./finding.ts";
import { fixedBlock } from "../fitted/fit_ranks.ts";
import { crossed, crossedAll, isFiner, type Partition, sizes } from "../structure/partition.ts";
import { indicatorBlock, rankIncrements } from "../fitted/rank_by_block.ts";
import { errorDf, fixedIn, type Stratum } from "../structure/structure.ts";
import { anovaShell } from "../structure/shell.ts";

/** Rules that need no design: what the columns of the data tell. */
export function auditUnits(fit: Fit, table: Table): Finding[] {
  const columns = modelColumns(fit);
  const rows = completeRows(table, [
    ...columns.response,
    ...columns.fixed,
    ...columns.groups.flat(),
  ]);
  return [...unitsInData(fit, rows, columns), ...labelsUsedAgain(rows, columns)];
}

/** A fixed factor with the classification it makes. */
interface Treatment {
  name: string;
  partition: Partition;
}

function treatmentsOf(fit: Fit, rows: Table): Treatment[] {
  return fit.fixed.variables.filter((v) => v.kind === "factor" && v.sources.length === 1)
    .flatMap((v) => {
      const partition = classification(rows, v.sources);
      return partition && partition.classes > 1 ? [{ name: v.sources[0]!, partition }] : [];
    });
}

/**
 * A column that the model does not name, whose classes hold several observations each, and within
 * whose classes a treatment does not change while there are more classes than levels: what the
 * treatment was given to.
 */
function unitsInData(fit: Fit, rows: Table, columns: ModelColumns): Finding[] {
  const used = new Set([...columns.response, ...columns.fixed, ...columns.groups.flat()]);
  const treatments = treatmentsOf(fit, rows);
  const groups = columns.groups.flatMap((names) => classification(rows, names) ?? []);
  const cells = crossedAll(treatments.map((t) => t.partition), rows.nrow);
  const found: FoundUnit[] = [];
  for (const name of rows.names) {
    const column = rows.column(name)!;
    if (used.has(name) || !namesUnits(column)) continue;
    const own = classification(rows, [name])!;
    if (isFiner(cells, own)) continue; // another name for treatments
    const outer = holderOf(columns, rows, own);
    const unit = outer ? crossed(outer.partition, own) : own;
    if (!repeatsEqually(unit) || groups.some((g) => isFiner(g, unit))) continue;
    const given = treatments.filter((t) =>
      !HOLDERS.test(t.name) && isFiner(unit, t.partition) &&
      !groups.some((g) => isFiner(g, t.partition))
    );
    const combined = crossedAll(given.map((t) => t.partition), rows.nrow);
    if (given.length === 0 || combined.classes >= unit.classes) continue;
    found.push({ name, unit, within: outer?.name ?? null, given });
  }
  return found.filter((f, i) => !found.some((other, k) => k !== i && isCoarser(other, f, k < i)))
    .map((f) => pseudoReplication(fit, rows, f));
}

/** Whether `a` already says what `b` does: coarser units, or the same ones found before. */
function isCoarser(a: FoundUnit, b: FoundUnit, before: boolean): boolean {
  if (!isFiner(b.unit, a.unit)) return false;
  return a.unit.classes < b.unit.classes || before;
}

/** Names of factors that hold units: within each, labels of plots or pens start again. */
const HOLDERS = new RegExp(
  "^(block|blk|rep|replicate|bench|room|house|barn|field|farm|site|location|loc|square|batch|run|" +
    "litter|chamber|station|year|season)",
  "i",
);

/**
 * The groups of the model, and its fixed blocks, that a column's labels go across: they are taken to
 * start again in each. Null where every label lies in one group.
 */
function holderOf(
  columns: ModelColumns,
  rows: Table,
  own: Partition,
): { name: string; partition: Partition } | null {
  const blocks = columns.fixed.filter((name) => HOLDERS.test(name)).map((name) => [name]);
  const across = [...columns.groups, ...blocks].flatMap((names) => {
    const partition = classification(rows, names);
    return partition && !isFiner(own, partition) ? [{ names, partition }] : [];
  });
  if (across.length === 0) return null;
  const partition = crossedAll(across.map((a) => a.partition), rows.nrow);
  return { name: [...new Set(across.flatMap((a) => a.names))].join(":"), partition };
}

/** Whether nearly all classes have the same number of observations, and more than one. */
function repeatsEqually(p: Partition): boolean {
  const counts = new Map<number, number>();
  for (const size of sizes(p)) counts.set(size, (counts.get(size) ?? 0) + 1);
  const [size, times] = [...counts].reduce((a, b) => b[1] > a[1] ? b : a, [0, 0]);
  return size > 1 && times >= 0.8 * p.classes && p.classes > 2;
}

interface FoundUnit {
  name: string;
  unit: Partition;
  within: string | null;
  /** What was given to the units. */
  given: readonly Treatment[];
}

function pseudoReplication(
  fit: Fit,
  rows: Table,
  { name, unit, within, given }: FoundUnit,
): Finding {
  const claimed = claimedDf(fit, (parts) => given.some((t) => parts.includes(t.name)));
  const df = unitDf(fit, rows, unit);
  const which = given.map((t) => t.name).join(" and ");
  const term = randomTermFor(fit, name, within, rows);
  const gives = df === null ? "" : ` give ${df}${unitOfDf(fit)}`;
  return finding(
    "pseudo-replication",
    name,
    `${which} ${given.length > 1 ? "are" : "is"} tested ${claimed}; ` +
      `the ${unit.classes} ${plural(name)} that got ${given.length > 1 ? "them" : "it"}` +
      (gives || " are not in the model"),
    `${addTerm(fit, term)}, or acknowledge: pseudo-replication`,
  );
}

/** df that the units have left for error when they are added to the model. */
function unitDf(fit: Fit, rows: Table, unit: Partition): number | null {
  if (rows.nrow !== fit.n) return null;
  const kept = [...fit.fixed.kept];
  const groups = modelColumns(fit).groups.flatMap((names) => {
    const p = classification(rows, names);
    return p && !isFiner(p, unit) ? [p] : [];
  });
  const fixed = fixedBlock(fit, kept);
  const blocks = [fixed, ...groups.map(indicatorBlock), indicatorBlock(unit)];
  return rankIncrements(blocks, fit.n)?.at(-1) ?? null;
}

const addTerm = (fit: Fit, term: string): string =>
  fit.mixed
    ? `Add ${term}`
    : hasMeanSquares(fit)
    ? `Fit lmer with ${term}`
    : `Fit ${
      ["poisson", "binomial", "Gamma"].includes(fit.family.name) ? "glmer" : "glmmTMB"
    } with ${term}`;

/** `(1|Room/Pen)` where rooms are in the model and hold the pens, else `(1|Pen)`. */
function randomTermFor(fit: Fit, name: string, within: string | null, rows: Table): string {
  const own = classification(rows, [name])!;
  const holder = modelColumns(fit).groups.find((names) => {
    const p = classification(rows, names);
    return p !== null && p.classes < own.classes && isFiner(own, p);
  });
  const outer = within ?? holder?.join(":") ?? null;
  if (outer === null) return `(1|${name})`;
  const random = modelColumns(fit).groups.some((names) => names.join(":") === outer);
  return random && !outer.includes(":") ? `(1|${outer}/${name})` : `(1|${outer}:${name})`;
}

/**
 * `(1|Pen)` beside `(1|Room)` where every room has a pen 1: a treatment changes between pens of the
 * same label but not within a pen of one room.
 */
function labelsUsedAgain(rows: Table, columns: ModelColumns): Finding[] {
  const out: Finding[] = [];
  const single = columns.groups.filter((names) => names.length === 1).map((names) => names[0]!);
  const outers = new Set([...columns.groups.flat(), ...columns.fixed]);
  for (const inner of single) {
    for (const outer of outers) {
      if (outer === inner) continue;
      const own = classification(rows, [inner]);
      const holding = classification(rows, [outer]);
      if (!own || !holding || isFiner(own, holding) || holding.classes >= own.classes) continue;
      const cells = crossed(own, holding);
      if (columns.groups.some((names) => isGroup(rows, names, cells))) continue;
      const others = columns.fixed.filter((name) => name !== outer && name !== inner);
      const evidence = others.some((name) => {
        const t = classification(rows, [name])!;
        return t.classes > 1 && isFiner(cells, t) && !isFiner(own, t) && !isFiner(holding, t);
      });
      if (!evidence || sizes(cells).every((size) => size === 1)) continue;
      out.push(finding(
        "labels-used-again",
        inner,
        `(1|${inner}) takes ${inner} 1 of every ${outer} for the same ${inner.toLowerCase()}; ` +
          `there are ${counted(cells.classes, inner)}, not ${own.classes}`,
        `Write (1|${outer}/${inner}) or (1|${outer}:${inner}), or give each its own label`,
      ));
      break;
    }
  }
  return out;
}

function isGroup(rows: Table, names: readonly string[], cells: Partition): boolean {
  const p = classification(rows, names);
  return p !== null && sameClasses(p, cells);
}

/** Rules about a declared design: its experimental units and strata must be in the model. */
export function auditStrata(fit: Fit, design: Design, table: Table | null): Finding[] {
  const columns = modelColumns(fit);
  const { structure } = design;
  return structure.strata.flatMap((stratum, s): Finding[] => {
    if (stratum.lowest || stratum.component === null) return [];
    if (isInModel(fit, design, stratum.factors, columns, table)) return [];
    const treated = fixedIn(structure, s).filter((t) => t.dfCount > 0)
      .filter((t) => t.factors.every((name) => columns.fixed.includes(name)));
    const term = `(1|${stratum.factors.join(":")})`;
    if (treated.length === 0) {
      return [finding(
        "missing-stratum",
        stratum.unit,
        `The design has ${unitsIn(stratum)}; the model has no term for them`,
        `${addTerm(fit, term)}, or acknowledge: missing-stratum`,
      )];
    }
    const which = treated.map((t) => t.label).join(" and ");
    const wanted = treated[0]!.label.split(":").sort().join(":");
    const claimed = claimedDf(fit, (parts) => parts.sort().join(":") === wanted);
    return [finding(
      "pseudo-replication",
      stratum.unit,
      `${which} ${treated.length > 1 ? "are" : "is"} tested ${claimed}; ` +
        `the ${unitsIn(stratum)} that got ${treated.length > 1 ? "them" : "it"} ` +
        `give ${errorDf(structure, s)}${unitOfDf(fit)}`,
      `${addTerm(fit, term)}, or acknowledge: pseudo-replication`,
    )];
  });
}

/** `12 units Block:Whole`, `4 blocks`. */
function unitsIn(stratum: Stratum): string {
  return stratum.factors.length === 1
    ? counted(stratum.levelCount, stratum.unit)
    : `${stratum.levelCount} units ${stratum.unit}`;
}

/** Where no df were named before, they are named with their number. */
const unitOfDf = (fit: Fit): string => hasMeanSquares(fit) ? "" : " df";

/** On how many df a model tests the first term that is meant. */
function claimedDf(fit: Fit, isMeant: (factors: string[]) => boolean): string {
  if (!hasMeanSquares(fit)) return "by z, as if every observation were a unit of its own";
  const { rows } = anovaShell(fit);
  const row = rows.find((r) => isMeant(r.source.split(":")));
  const df = rows.find((r) => r.source === row?.testedAgainst)?.df ?? fit.residualDf;
  return `on ${df} df`;
}

/** Whether some random or fixed term of the model classifies as the unit term does. */
function isInModel(
  fit: Fit,
  design: Design,
  factors: readonly string[],
  columns: ModelColumns,
  table: Table | null,
): boolean {
  const units = new Map(design.structure.units.map((u) => [u.name, u]));
  const spellings = spell(factors, (name) => {
    const unit = units.get(name);
    return unit?.identified ? [[name], [...unit.filledBy]] : [[name]];
  });
  const fixed = fit.fixed.terms.map((t) =>
    t.variables.flatMap((label) => fit.fixed.variables.find((v) => v.label === label)!.sources)
  );
  const terms = [...columns.groups, ...fixed];
  const key = (names: readonly string[]): string => [...new Set(names)].sort().join(":");
  const wanted = new Set(spellings.map(key));
  if (terms.some((names) => wanted.has(key(names)))) return true;
  if (!table) return false;
  const rows = completeRows(table, [
    ...columns.response,
    ...columns.fixed,
    ...columns.groups.flat(),
  ]);
  const target = spellings.map((names) => classification(rows, names)).find((p) => p !== null);
  if (!target) return false;
  return terms.some((names) => {
    const p = classification(rows, names);
    return p !== null && sameClasses(p, target);
  });
}

/** All ways to write a set of factors when some may be written in two ways. */
function spell(
  factors: readonly string[],
  ways: (name: string) => string[][],
): string[][] {
  return factors.reduce<string[][]>(
    (lists, name) => lists.flatMap((list) => ways(name).map((way) => [...list, ...way])),
    [[]],
  );
}
