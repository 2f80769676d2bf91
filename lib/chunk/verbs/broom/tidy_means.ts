/**
 * Means and contrasts as tibbles.
 *
 * @module
 */
import { Contrasts } from "../../../inference/contrast/viewed_contrasts.ts";
import { reshow } from "../../../inference/contrast/contrast.ts";
import type { Call } from "../../evaluation/call.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import * as language from "../../../language/values/value.ts";
import type { EstimatesValue } from "../../values/estimates.ts";
import { asFrame } from "../../values/frame.ts";
import type { Value } from "../../values/value.ts";
import { tibbleOfVectors } from "./rows.ts";

const NAMES: Readonly<Record<string, string>> = {
  SE: "std.error",
  emmean: "estimate",
  "lower.CL": "conf.low",
  "upper.CL": "conf.high",
  "asymp.LCL": "conf.low",
  "asymp.UCL": "conf.high",
  "t.ratio": "statistic",
  "z.ratio": "statistic",
};

/** Texts in place of factors. */
function plain(x: language.Value): language.Value {
  if (!language.isFactor(x)) return x;
  const levels = language.levelsOf(x);
  return language.characters(
    Array.from(x.values, (v) => v === language.NA_INTEGER ? null : levels[v - 1] ?? null),
  );
}

/** Means or contrasts with their tests and, if asked for, their intervals. */
export function tidyMeans(call: Call, value: EstimatesValue): Value {
  const intervals = call.flag("conf.int", false);
  const level = call.number("conf.level", 0.95);
  const view = { show: intervals ? "both" : "test", level } as const;
  const shown: EstimatesValue = value.kind === "means"
    ? { kind: "means", grid: call.at("x", () => reshow(value.grid, view)) }
    : { kind: "contrasts", table: call.at("x", () => reshow(value.table, view)) };
  const frame = asFrame(shown);
  const whole = frame ? toLanguage(frame) : null;
  if (whole?.type !== "list") return call.wrong("x", "means", value);
  const names = (language.namesOf(whole) ?? []).map((n) => n ?? "");
  const adjusted = isAdjusted(shown);
  const columns = names.map((name, i): [string, language.Value] => [
    name === "p.value" && adjusted ? "adj.p.value" : NAMES[name] ?? name,
    plain(whole.values[i]!),
  ]);
  if (shown.kind === "means") return tibbleOfVectors(columns);
  const rows = language.rowsOf(whole);
  const { by } = shown.table;
  const primary = shown.table instanceof Contrasts ? shown.table.parts.primary ?? [] : [];
  const rest = columns.filter(([name]) => !by.includes(name));
  const first = rest.findIndex(([name]) =>
    name === "estimate" || name === "ratio" || name === "odds.ratio"
  );
  const at = first < 0 ? 1 : first;
  return tibbleOfVectors([
    ...columns.filter(([name]) => by.includes(name)),
    ["term", language.characters(new Array<string>(rows).fill(primary.join("*")))],
    ...rest.slice(0, at),
    ["null.value", language.doubles(new Float64Array(rows))],
    ...rest.slice(at),
  ]);
}

/** Whether p-values are those of a family. */
function isAdjusted(value: EstimatesValue): boolean {
  const table = value.kind === "means" ? value.grid : value.table;
  if (table.adjust === undefined || table.adjust === "none") return false;
  const families = new Map<string, number>();
  for (const row of table.rows) {
    const own = "at" in row ? row.at : row.by ?? {};
    const key = table.by.map((name) => String(own[name])).join("\u0000");
    families.set(key, (families.get(key) ?? 0) + 1);
  }
  return [...families.values()].some((n) => n > 1);
}
