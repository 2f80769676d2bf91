/**
 * Pictures of means that are put together of the words of ggplot2, so that more can be added to them.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { type CellValues, tableFrom } from "../../../data/table_from.ts";
import type { MeansGrid } from "../../../inference/means/means_grid.ts";
import type { ContrastTable } from "../../../inference/contrast/contrast_table.ts";
import { qnorm } from "../../../math/distribution/normal.ts";
import { qt } from "../../../math/distribution/f_distribution.ts";
import { pairs } from "../../../inference/contrast/contrast.ts";
import { deparseName } from "../../../syntax/deparse.ts";
import { parseExpression } from "../../../syntax/parse.ts";
import type { Call } from "../../evaluation/call.ts";
import { tableScope } from "../../values/mask.ts";
import type { Value } from "../../values/value.ts";
import { arrowsOf } from "./comparison_arrows.ts";
import { adjustOf } from "./views.ts";

/** A text as R writes it. */
export const quoted = (text: string): string => JSON.stringify(text);

/** The value of words of R among columns. */
export function pictureOf(
  call: Call,
  columns: Readonly<Record<string, CellValues>>,
  code: string,
): Value {
  return call.context.evaluate(parseExpression(code), tableScope(tableFrom(columns), call.scope));
}

/** The columns as a table of R; those that hold names keep them in the order in which they occur. */
export function frameCode(names: readonly string[], factors: readonly string[]): string {
  const columns = names.map((n) => {
    const name = deparseName(n);
    return `${name} = ${
      factors.includes(n) ? `factor(${name}, levels = unique(${name}))` : `as.numeric(${name})`
    }`;
  });
  return `data.frame(${columns.join(", ")}, check.names = FALSE)`;
}

/** Levels of some factors as one name. */
export function namedBy(grid: MeansGrid, factors: readonly string[]): string[] {
  return grid.rows.map((r) => factors.map((f) => String(r.at[f] ?? "")).join(", "));
}

/** Columns of the groups of means, one for each factor. */
export function groupColumns(grid: MeansGrid, by: readonly string[]): Record<string, string[]> {
  return Object.fromEntries(by.map((f) => [f, grid.rows.map((r) => String(r.at[f] ?? ""))]));
}

/** The factors that make groups: those that the call names, or those of the means. */
export function groupsIn(call: Call, grid: MeansGrid): { own: string[]; by: string[] } {
  const all = [...new Set([...grid.factors, ...grid.by])];
  const by = !call.has("by")
    ? [...grid.by]
    : call.value("by").kind === "null"
    ? []
    : call.texts("by");
  for (const name of by) {
    if (all.includes(name)) continue;
    fail("wrong-argument", `These means have no factor ${name}`, {
      span: call.spanOf("by"),
      hint: `They have ${all.join(" and ")}`,
    });
  }
  return { own: all.filter((f) => !by.includes(f)), by };
}

/** Words that an argument gives, as R writes them. */
export function wordsOr(call: Call, name: string, otherwise: string): string {
  return quoted(call.has(name) ? call.text(name) : otherwise);
}

/** The name of the column of means. */
export function estimateName(grid: MeansGrid): string {
  const { transform, scale } = grid;
  return transform !== null && scale === "response" ? "response" : "emmean";
}

/** Limits of one more observation at each mean: its variance is that of the mean and the residual one. */
export function predictionLimits(call: Call, grid: MeansGrid): { low: number[]; high: number[] } {
  const { fit, level } = grid, own = fit.sigma;
  if (grid.transform !== null || fit.family.name !== "gaussian" || !(own > 0)) {
    fail(
      "wrong-argument",
      "Prediction intervals are those of one observation with its residual variance",
      {
        span: call.spanOf("PIs"),
        hint: "Leave out PIs where the response is transformed or has another family",
      },
    );
  }
  const half = grid.rows.map((r) => {
    const t = r.df === Infinity ? qnorm(0.5 + level / 2) : qt(0.5 + level / 2, r.df ?? NaN);
    return t * Math.hypot(r.standardError ?? NaN, own);
  });
  return {
    low: grid.rows.map((r, i) => (r.estimate ?? NaN) - half[i]!),
    high: grid.rows.map((r, i) => (r.estimate ?? NaN) + half[i]!),
  };
}

/** `plot(pairs(means))`: differences with their intervals as bars. */
export function contrastsPicture(call: Call, table: ContrastTable): Value {
  const by = table.by;
  const columns: Record<string, CellValues> = {
    level: table.rows.map((r) => r.contrast),
    mean: table.rows.map((r) => r.estimate),
    lower: table.rows.map((r) => r.lower),
    upper: table.rows.map((r) => r.upper),
    ...Object.fromEntries(by.map((f) => [f, table.rows.map((r) => String(r.by?.[f] ?? ""))])),
  };
  const groups = by.map(deparseName).join(" + ");
  const parts = [
    `ggplot(${frameCode(Object.keys(columns), ["level", ...by])}, aes(x = mean, y = level))`,
    'geom_segment(aes(x = lower, xend = upper, yend = level), colour = "series 1", alpha = 0.25, linewidth = 4)',
    'geom_point(colour = "black", size = 2)',
    ...(by.length > 0 ? [`facet_grid(${groups} ~ ., labeller = label_both)`] : []),
    `labs(x = ${wordsOr(call, "xlab", table.estimateName)}, y = ${
      wordsOr(call, "ylab", "contrast")
    })`,
  ];
  return pictureOf(call, columns, parts.join(" + "));
}

const COLOURS = ["black", "series 1", "series 1", "series 2"];

/** `plot(means, comparisons = TRUE)`: intervals as bars, and arrows that overlap where means do not differ. */
export function meansPicture(call: Call, grid: MeansGrid): Value {
  const { own, by } = groupsIn(call, grid);
  if (own.length === 0) {
    fail("wrong-argument", "All factors of these means make groups: none is left to be drawn", {
      span: call.spanOf("by"),
    });
  }
  const colours = call.has("colors") ? call.texts("colors") : COLOURS;
  const colour = (k: number): string => quoted(colours[k % colours.length]!);
  const lying = call.flag("horizontal", true);
  const [along, across] = lying ? ["x", "y"] : ["y", "x"];
  const rows = grid.rows.map((r) => ({ mean: r.estimate, lower: r.lower, upper: r.upper }));
  const columns: Record<string, CellValues> = {
    level: namedBy(grid, own),
    mean: rows.map((r) => r.mean),
    lower: rows.map((r) => r.lower),
    upper: rows.map((r) => r.upper),
    ...groupColumns(grid, by),
  };
  const parts = [
    `ggplot(${
      frameCode(Object.keys(columns), ["level", ...by])
    }, aes(${along} = mean, ${across} = level))`,
  ];
  if (call.has("PIs") && call.flag("PIs", false)) {
    const { low, high } = predictionLimits(call, grid);
    [columns.least, columns.most] = [low, high];
    parts[0] = parts[0]!.replace(
      "mean = as.numeric(mean)",
      "mean = as.numeric(mean), least = as.numeric(least), most = as.numeric(most)",
    );
    parts.push(
      `geom_segment(aes(${along} = least, ${along}end = most, ${across}end = level), ` +
        `colour = ${colour(2)}, alpha = 0.15, linewidth = 2.5)`,
    );
  }
  if (call.flag("CIs", true)) {
    parts.push(
      `geom_segment(aes(${along} = lower, ${along}end = upper, ${across}end = level), ` +
        `colour = ${colour(1)}, alpha = 0.25, linewidth = 4)`,
    );
  }
  if (call.flag("comparisons", false)) {
    const alpha = call.number("alpha", 0.05);
    const table = call.at("x", () =>
      pairs(grid, {
        by,
        level: 1 - alpha,
        ...(call.has("adjust") ? { adjust: adjustOf(call) } : {}),
      }));
    const { left, right, agrees } = arrowsOf(grid, by, table.rows);
    if (!agrees) {
      call.note(
        "arrows",
        "No lengths of arrows agree with all comparisons: pairs() and pwpp() show each of them",
      );
    }
    columns.left = left;
    columns.right = right;
    parts[0] = parts[0]!.replace(
      "mean = as.numeric(mean)",
      "mean = as.numeric(mean), left = as.numeric(left), right = as.numeric(right)",
    );
    for (const side of ["left", "right"]) {
      parts.push(
        `geom_segment(aes(${along}end = ${side}, ${across}end = level), data = \\(d) d[!is.na(d$${side}), ], colour = ${
          colour(3)
        }, arrow = arrow())`,
      );
    }
  }
  parts.push(`geom_point(colour = ${colour(0)}, size = 2)`);
  const groups = by.map(deparseName).join(" + ");
  if (by.length > 0) {
    parts.push(`facet_grid(${lying ? `${groups} ~ .` : `~ ${groups}`}, labeller = label_both)`);
  }
  const words = [
    wordsOr(call, "xlab", lying ? estimateName(grid) : own.join(":")),
    wordsOr(call, "ylab", lying ? own.join(":") : estimateName(grid)),
  ];
  parts.push(`labs(x = ${words[0]}, y = ${words[1]})`);
  return pictureOf(call, columns, parts.join(" + "));
}
