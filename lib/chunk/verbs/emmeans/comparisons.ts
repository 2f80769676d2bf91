/**
 * Verbs that compare means otherwise than in a table of tests: `eff_size pwpm`.
 *
 * @module
 */
import { addAll } from "../../../lists.ts";
import { fail } from "../../../diagnostic.ts";
import { groupedMeans } from "../../../inference/means/bind_means.ts";
import { pairs, reshow } from "../../../inference/contrast/contrast.ts";
import { effectSizes } from "../../../inference/contrast/effect_sizes.ts";
import type { ContrastTable } from "../../../inference/contrast/contrast_table.ts";
import type { MeansGrid } from "../../../inference/means/means_grid.ts";
import { formatNumbers, round } from "../../../render/number/number_format.ts";
import { estimateDigits } from "../../../render/text/estimates.ts";
import { matrixLines } from "../../../render/text/layout.ts";
import { inR } from "../../../render/text/r_words.ts";
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import type { Value } from "../../values/value.ts";
import { meansArgument } from "./made_means.ts";
import { contrastOptions, methodOf } from "./means_arguments.ts";
import { emmList, viewOptions } from "./views.ts";

const verb = verbOf("emmeans");

function sizes(call: Call): Value {
  const object = call.value("object");
  const made = emmList(object)?.items.find((item) => item.value.kind === "contrasts")?.value;
  if (made) {
    call.note(
      "contrasts-present",
      "eff_size(): the contrasts of the list are taken as they are",
      undefined,
      call.spanOf("object"),
    );
  }
  const from = made ?? object;
  const grid = from.kind === "contrasts" ? from.table : meansArgument(call, "object").grid;
  for (const name of ["sigma", "edf"]) {
    if (call.has(name)) continue;
    fail("missing-argument", `eff_size() needs ${name}`, {
      span: call.span,
      hint: "Write eff_size(e, sigma = sigma(m), edf = df.residual(m))",
    });
  }
  const method = made ? "identity" : call.has("method") ? methodOf(call, "method") : "pairwise";
  const table = call.at("object", () =>
    effectSizes(grid, {
      ...contrastOptions(call),
      sigma: call.number("sigma"),
      edf: call.number("edf"),
      method,
    }));
  return { kind: "contrasts", table };
}

/** Levels of the rows, joined by blanks. */
const labelsOf = (grid: MeansGrid, factors: readonly string[], rows: readonly number[]): string[] =>
  rows.map((i) => factors.map((f) => String(grid.rows[i]!.at[f])).join(" "));

interface Sides {
  pvals: boolean;
  means: boolean;
  diffs: boolean;
  flip: boolean;
}

/** Cells of one group: the p-values in one triangle, differences in the other, means between. */
function groupCells(
  means: readonly (number | null)[],
  group: ContrastTable["rows"],
  sides: Sides,
  digits: number,
  asked: number | null,
): string[][] {
  const k = means.length;
  const cells = Array.from({ length: k }, () => new Array<string>(k).fill(""));
  const diagonal = formatNumbers(means, { digits });
  const differences = formatNumbers(group.map((r) => r.estimate), { digits });
  const inDigits = asked === null
    ? null
    : formatNumbers(group.map((r) => r.pValue), { digits: asked });
  const p = group.map((r, i) =>
    r.pValue === null
      ? "NA"
      : r.pValue < 0.0001
      ? "<.0001"
      : inDigits?.[i] ?? round(r.pValue, 4).toFixed(4)
  );
  let next = 0;
  for (let i = 0; i < k; i++) {
    if (sides.means) cells[i]![i] = `[${diagonal[i]}]`;
    for (let j = i + 1; j < k; j++, next++) {
      const [upper, lower] = sides.flip
        ? [differences[next]!, p[next]!]
        : [p[next]!, differences[next]!];
      const [showUpper, showLower] = sides.flip
        ? [sides.diffs, sides.pvals]
        : [sides.pvals, sides.diffs];
      if (showUpper) cells[i]![j] = upper;
      if (showLower) cells[j]![i] = lower;
    }
  }
  return cells;
}

/** The pairs of a group in the order of the upper triangle, by rows. */
function pairwiseMatrix(call: Call): Value {
  const { grid: given } = meansArgument(call, "emm");
  const view = viewOptions(call);
  const by = call.has("by") ? call.value("by").kind === "null" ? [] : call.texts("by") : null;
  const grid = call.at("emm", () =>
    reshow(by === null ? given : groupedMeans(given, by), {
      ...(view.type === undefined ? {} : { type: view.type }),
    }));
  const reverse = call.flag("reverse", false);
  // the upper triangle by rows, whichever mean comes first in a difference
  const table = call.at("emm", () => {
    const forward = pairs(grid, view);
    if (!reverse) return forward;
    const k = groupSizes(grid);
    const back = pairs(grid, { ...view, reverse: true });
    return { ...back, rows: inUpperOrder(back.rows, k) };
  });
  const sides: Sides = {
    pvals: call.flag("pvals", true),
    means: call.flag("means", true),
    diffs: call.flag("diffs", true),
    flip: call.flag("flip", false),
  };
  const asked = call.has("digits") ? call.number("digits") : null;
  const digits = asked ?? estimateDigits(
    grid.rows.map((r) => r.estimate),
    grid.rows.map((r) => r.standardError),
  );
  const factors = grid.factors.filter((f) => !grid.by.includes(f));
  const lines: string[] = [];
  let at = 0;
  for (const rows of groupsOf(grid)) {
    const count = rows.length * (rows.length - 1) / 2;
    const cells = groupCells(
      rows.map((i) => grid.rows[i]!.estimate),
      table.rows.slice(at, at + count),
      sides,
      digits,
      asked,
    );
    at += count;
    if (grid.by.length > 0) {
      const here = grid.rows[rows[0]!]!.at;
      lines.push("", grid.by.map((b) => `${b} = ${here[b]}`).join(", "));
    }
    const names = labelsOf(grid, factors, rows);
    addAll(
      lines,
      matrixLines({
        rowNames: names,
        columns: names.map((name, j) => ({
          name,
          cells: cells.map((row) => row[j]!),
          align: "right" as const,
        })),
      }),
    );
  }
  const changed = table.notes.filter(({ code }) => code === "adjust-changed");
  return {
    kind: "display",
    shown: {
      kind: "text",
      text: [...changed.map(inR), ...lines, "", ...legend(grid, table, sides, reverse, call)].join(
        "\n",
      ),
    },
    what: "a matrix of comparisons",
    frame: null,
    parts: {},
  };
}

/** Rows of each group, in order. */
function groupsOf(grid: MeansGrid): number[][] {
  const groups = new Map<string, number[]>();
  grid.rows.forEach((row, i) => {
    const key = grid.by.map((b) => row.at[b]).join("\u0000");
    groups.set(key, [...groups.get(key) ?? [], i]);
  });
  return [...groups.values()];
}

const groupSizes = (grid: MeansGrid): number[] => groupsOf(grid).map((rows) => rows.length);

/** Reversed pairs, which come by columns of the upper triangle, by its rows. */
function inUpperOrder(
  rows: ContrastTable["rows"],
  sizes: readonly number[],
): ContrastTable["rows"] {
  let from = 0;
  return sizes.flatMap((k) => {
    const own: ContrastTable["rows"] = [];
    for (let i = 0; i < k; i++) {
      for (let j = i + 1; j < k; j++) own.push(rows[from + j * (j - 1) / 2 + i]!);
    }
    from += k * (k - 1) / 2;
    return own;
  });
}

function legend(
  grid: MeansGrid,
  table: ContrastTable,
  { pvals, means, diffs, flip }: Sides,
  reverse: boolean,
  call: Call,
): string[] {
  const factors = grid.factors.filter((f) => !grid.by.includes(f));
  const [upper, lower] = flip ? ["Lower", "Upper"] : ["Upper", "Lower"];
  const nullValue = table.nullValue ?? (table.scale === "response" ? 1 : 0);
  const side = call.has("side") ? { left: "<", right: ">" }[table.side as string] : undefined;
  const facts = [
    nullValue === 0 ? "" : `  null = ${formatNumbers([nullValue], { digits: 6 })[0]}`,
    side === undefined ? "" : `  side = "${side}"`,
    table.delta === 0 ? "" : `  delta = ${formatNumbers([table.delta], { digits: 6 })[0]}`,
    table.adjust === "none" ? "" : `  adjust = "${table.adjust}"`,
  ].join("");
  return [
    `Row and column labels: ${factors.join(":")}`,
    ...(pvals ? [`${upper} triangle: P values ${facts}`] : []),
    ...(means
      ? [
        `Diagonal: [Estimates] (${grid.estimateName}) ${
          call.has("type") ? `  type = "${call.text("type")}"` : ""
        }`,
      ]
      : []),
    ...(diffs
      ? [
        `${lower} triangle: Comparisons (${table.estimateName})   ${
          reverse ? "later vs. earlier" : "earlier vs. later"
        }`,
      ]
      : []),
  ];
}

/** Comparisons of means in other forms. */
export const COMPARED_MEANS: readonly Verb[] = [
  verb(
    "eff_size",
    "object, sigma, edf, method?, by?, simple?, ref?, reverse?, include?, exclude?, infer?, adjust?, level?, df?",
    "differences of means in units of a standard deviation",
    sizes,
  ),
  verb(
    "pwpm",
    "emm, by?, reverse?, pvals?, means?, diffs?, flip?, digits?, adjust?, type?, side?, delta?, null?, df?",
    "all means, their differences and the p-values of these in one matrix",
    pairwiseMatrix,
  ),
];
