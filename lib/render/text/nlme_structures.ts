/**
 * Covariance structures as nlme prints them: standard deviations by grouping level, correlations and
 * variances of the residuals.
 *
 * @module
 */
import { greatest } from "../../lists.ts";
import { formatNumbers, round } from "../number/number_format.ts";
import type { ShownEffects, ShownNlme, ShownStructure } from "../shown_nlme.ts";
import { isGeneral } from "../../model/nlme_written.ts";
import { abbreviate } from "./abbreviate.ts";
import { matrixLines, namedVectorLines } from "./layout.ts";

const TITLES: Readonly<Record<ShownEffects["structure"], string>> = {
  pdLogChol: "General positive-definite, Log-Cholesky parametrization",
  pdSymm: "General positive-definite",
  pdNatural: "General positive-definite, Natural parametrization",
  pdDiag: "Diagonal",
  pdIdent: "Multiple of an Identity",
  pdCompSymm: "Compound Symmetry",
};

/** `Random effects:` with a table for each level, the residual in the last. */
export function effectsLines({ levels, sigma }: ShownNlme): string[] {
  const lines = ["Random effects:"];
  levels.forEach(({ effects }, i) => {
    const last = i === levels.length - 1;
    if (effects.length > 1) lines.push(" Composite Structure: Blocked", "");
    effects.forEach((e, k) => {
      if (effects.length > 1) {
        lines.push(` Block ${k + 1}: ${e.rows.map((r) => r.term).join(", ")}`);
      }
      lines.push(` Formula: ${e.formula}`);
      if (e.rows.length > 1) lines.push(` Structure: ${TITLES[e.structure]}`);
      const own = last && k === effects.length - 1 ? sigma : null;
      lines.push(
        ...(isGeneral(e.structure) && e.rows.length > 1 ? tableLines(e, own) : rowLines(e, own)),
      );
      lines.push("");
    });
  });
  return lines;
}

/** Standard deviations side by side. */
function rowLines({ rows }: ShownEffects, sigma: number | null): string[] {
  const all = [
    ...rows.map((r): [string, number | null] => [r.term, r.sd]),
    ...(sigma === null ? [] : [["Residual", sigma] as [string, number]]),
  ];
  return matrixLines({
    rowNames: ["StdDev:"],
    columns: all.map(([name, sd]) => ({
      name,
      cells: formatNumbers([sd]),
      align: "right" as const,
    })),
  });
}

/** Standard deviations one below the other, with correlations. */
function tableLines(effects: ShownEffects, sigma: number | null): string[] {
  const { rows } = effects;
  const names = rows.map((r) => r.term);
  const sds = [...rows.map((r) => r.sd), ...(sigma === null ? [] : [sigma])];
  const rest = sigma === null ? [] : [""];
  return matrixLines({
    rowNames: [...names, ...(sigma === null ? [] : ["Residual"])],
    columns: [
      { name: "StdDev", cells: formatNumbers(sds), align: "left" },
      ...correlationColumns(effects).map((cells, j) => ({
        name: j === 0 ? "Corr" : "",
        cells: [...cells, ...rest],
        align: "left" as const,
      })),
    ],
  });
}

/**
 * Columns of correlations, each headed by the short name of its effect in the first row; of compound
 * symmetry, whose correlations are one, without.
 */
export function correlationColumns({ rows, structure }: ShownEffects): string[][] {
  const terms = rows.map((r) => r.term);
  const short = structure === "pdCompSymm" ? terms.map(() => "") : abbreviate(terms, 6);
  return short.slice(0, -1).map((head, j) =>
    rows.map((r, i) => {
      if (i === 0) return head;
      const value = r.correlations[j];
      if (j >= i) return "";
      return value === null || value === undefined ? "0" : String(round(value, 3));
    })
  );
}

/** Lines of what is said of the residuals; none where they are independent and alike. */
export function structureLines(
  { correlation, variance, furtherVariances = [] }: ShownNlme,
): string[] {
  return [
    ...(correlation
      ? [
        `Correlation Structure: ${correlation.title}`,
        ` Formula: ${correlation.formula} `,
        " Parameter estimate(s):",
        ...(correlation.matrix ? triangleLines(correlation.matrix) : estimateLines(correlation)),
      ]
      : []),
    ...(variance
      ? [
        furtherVariances.length > 0 ? "Combination of variance functions: " : "Variance function:",
        ...[variance, ...furtherVariances].flatMap((v) => [
          ` Structure: ${v.title}`,
          ` Formula: ${v.formula} `,
          ...(v.estimates.length > 0 ? [" Parameter estimates:", ...estimateLines(v)] : []),
        ]),
      ]
      : []),
  ];
}

function estimateLines({ estimates }: ShownStructure): string[] {
  return namedVectorLines(estimates.map(([n]) => n), formatNumbers(estimates.map(([, v]) => v)));
}

/** A lower triangle of correlations to three decimals at most, all with as many. */
export function correlationCells(triangle: readonly (readonly number[])[]): string[][] {
  const texts = formatNumbers(triangle.flatMap((row) => row.map((v) => round(v, 3))));
  const width = greatest(texts.map((t) => t.length), 0);
  let next = 0;
  return triangle.map((row) => row.map(() => texts[next++]!.padStart(width)));
}

/** A lower triangle of correlations with its heading. */
export function triangleLines(
  { names, values }: { names: string[]; values: number[][] },
): string[] {
  const cells = correlationCells(values);
  return [
    " Correlation: ",
    ...matrixLines({
      rowNames: names.slice(1),
      columns: names.slice(0, -1).map((name, j) => ({
        name,
        cells: cells.slice(1).map((row) => row[j] ?? ""),
        align: "left" as const,
      })),
    }),
  ];
}

/** Variances and standard deviations of all levels, as nlme's `VarCorr` has them. */
export function nlmeComponentLines(nlme: ShownNlme): string[] {
  const several = nlme.levels.length > 1;
  const rows: { name: string; variance: string; sd: string; correlations: string[] }[] = [];
  const numbers = nlme.levels.flatMap((l) => l.effects.flatMap((e) => e.rows));
  const variances = formatNumbers([...numbers.map((r) => r.variance), nlme.sigma ** 2]);
  const sds = formatNumbers([...numbers.map((r) => r.sd), nlme.sigma]);
  const heads = nlme.levels.map(({ name, effects }) => ({
    name: `${name} =`,
    matrix: effects.map((e) => e.matrix).join(", "),
  }));
  let next = 0;
  nlme.levels.forEach(({ effects }, i) => {
    if (several) {
      rows.push({ name: heads[i]!.name, variance: heads[i]!.matrix, sd: "", correlations: [] });
    }
    for (const e of effects) {
      const columns = isGeneral(e.structure) ? correlationColumns(e) : [];
      e.rows.forEach((r, k) => {
        const place = next++;
        rows.push({
          name: r.term,
          variance: variances[place]!,
          sd: sds[place]!,
          correlations: columns.map((c) => c[k]!),
        });
      });
    }
  });
  rows.push({ name: "Residual", variance: variances.at(-1)!, sd: sds.at(-1)!, correlations: [] });
  const most = greatest(rows.map((r) => r.correlations.length));
  return [
    ...(several ? [] : heads.map((h) => `${h.name} ${h.matrix} `)),
    ...matrixLines({
      rowNames: rows.map((r) => r.name),
      columns: [
        { name: "Variance", cells: rows.map((r) => r.variance), align: "left" },
        { name: "StdDev", cells: rows.map((r) => r.sd), align: "left" },
        ...Array.from({ length: most }, (_, j) => ({
          name: j === 0 ? "Corr" : "",
          cells: rows.map((r) => r.correlations[j] ?? ""),
          align: "left" as const,
        })),
      ],
    }),
  ];
}
