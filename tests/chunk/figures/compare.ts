/** What is computed for pictures beside what R's ggplot2 recorded (`record.R`). */
import type { PlotValue } from "../../../lib/chunk/values/plot.ts";
import { specOf } from "../../../lib/chunk/verbs/ggplot2/building.ts";
import { axesOf } from "../../../lib/render/figure/grammar/build.ts";
import { compute } from "../../../lib/render/figure/grammar/computing.ts";
import { entriesOf } from "../../../lib/render/figure/grammar/keys.ts";
import { looksOf } from "../../../lib/render/figure/grammar/looks.ts";
import { parts } from "../../../lib/render/figure/grammar/palettes.ts";
import type { Row } from "../../../lib/render/figure/grammar/spec.ts";
import { page } from "../pages.ts";

type Values = (number | string | null)[];

/** An axis as it was recorded. */
interface Axis {
  range: number[];
  breaks: number[];
  labels: string[];
}

/** A call as it was recorded. */
export interface Recorded {
  code: string[];
  layers: { n: number[]; at: number[]; columns: Record<string, Values> }[];
  panels: { row: number[]; column: number[]; x: Axis; y: Axis }[];
  scales: Record<string, { limits: Values; breaks: Values; labels: string[] }>;
}

/** The calls of `calls.R` or of another file, and the data that they are about. */
export function recorded(file = "calls.json"): { data: string; calls: Recorded[] } {
  const { data, calls } = JSON.parse(
    Deno.readTextFileSync(new URL(file, import.meta.url)),
  ) as { data: string[]; calls: Recorded[] };
  return { data: data[0]!, calls };
}

/** The pictures of some calls. */
export function plotsOf(data: string, codes: readonly string[]): (PlotValue | string)[] {
  const { blocks, scope } = page(data, ...codes.map((c, i) => `.p${i} <- ${c}`));
  return codes.map((_, i) => {
    const fault = blocks[i + 1]!.diagnostics[0];
    if (fault) return `${fault.code}: ${fault.message}`;
    const value = scope.get(`.p${i}`) as unknown as PlotValue;
    return value;
  });
}

const WITHIN = 1e-6;

function near(a: number, b: number, within: number): boolean {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) === Number.isNaN(b);
  if (a === b) return true;
  return Math.abs(a - b) <= within * Math.max(1e-3, Math.abs(a), Math.abs(b));
}

/** Columns that R's positions leave behind where nothing is drawn of them. */
const MADE_BY_POSITIONS = new Set(["xmin", "xmax", "ymin", "ymax"]);

const round = (v: number | undefined): number => v === undefined ? 0 : Number(v.toPrecision(7));

function sorted(rows: Row[], has: (name: string) => boolean): Row[] {
  const keys = ["PANEL", "x", "y", "ymin", "ymax", "xmin", "group"].filter(has);
  const value = (r: Row, k: string): number => Number.isNaN(r[k]!) ? Infinity : round(r[k]);
  return [...rows].sort((a, b) => {
    for (const k of keys) {
      const [u, v] = [value(a, k), value(b, k)];
      if (u !== v) return u < v ? -1 : 1;
    }
    return 0;
  });
}

const number = (v: number | string | null): number =>
  v === null || v === "NA" ? NaN : v === "Inf" ? Infinity : v === "-Inf" ? -Infinity : Number(v);

/** Differences of the rows of one layer. */
function layerDifferences(
  recordedLayer: Recorded["layers"][number],
  rows: Row[],
  within: number,
): string[] {
  const { columns, at } = recordedLayer, n = recordedLayer.n[0]!;
  const has = (name: string): boolean => columns[name] !== undefined;
  const own = sorted(rows, has);
  if (own.length !== n) return [`${own.length} rows and not ${n}`];
  const out: string[] = [];
  // where a closed line begins is nobody's rule: of contours the number of places is compared
  if (has("level")) return out;
  for (const [name, values] of Object.entries(columns)) {
    if (
      ["group", "outliers", "colour", "fill", "alpha", "size", "linetype", "shape", "PANEL"]
        .includes(name)
    ) {
      continue;
    }
    if (/_final$/.test(name) || name === "n") continue;
    const wrong = values.flatMap((v, i) => {
      const mine = own[at[i]! - 1]![name];
      if (mine === undefined) {
        return MADE_BY_POSITIONS.has(name) ? [] : [`${name} is not there`];
      }
      if (v === null && !Number.isFinite(mine)) return [];
      return near(mine, number(v), within) ? [] : [`${name}[${at[i]}] ${mine} and not ${v}`];
    });
    if (wrong.length > 0) out.push(wrong.slice(0, 2).join("; ") + (wrong.length > 2 ? " …" : ""));
  }
  return out;
}

/** Texts of numbers are typeset here. */
const plain = (text: string): string => text.replaceAll("−", "-").replaceAll("\u202f", "").trim();

function axisDifferences(
  name: string,
  recordedAxis: Axis,
  own: { domain: [number, number]; ticks: { at: number; text: string }[] },
): string[] {
  const out: string[] = [];
  const range = recordedAxis.range.map(number);
  if (!own.domain.every((v, i) => near(v, range[i]!, WITHIN))) {
    out.push(`${name} runs from ${own.domain} and not ${range}`);
  }
  // a name for what is missing is written by R too, but is no break of its scale
  const ticks = own.ticks.filter((t) => t.text !== "NA").sort((a, b) => a.at - b.at);
  const theirs = recordedAxis.breaks.map((at, i) => ({ at, text: recordedAxis.labels[i] ?? "" }))
    .sort((a, b) => a.at - b.at);
  if (
    ticks.length !== theirs.length || !ticks.every((t, i) => near(t.at, theirs[i]!.at, WITHIN))
  ) {
    out.push(`${name} has breaks ${ticks.map((t) => t.at)} and not ${theirs.map((t) => t.at)}`);
  } else if (!ticks.every((t, i) => plain(t.text) === plain(theirs[i]!.text))) {
    out.push(`${name} says ${ticks.map((t) => t.text)} and not ${theirs.map((t) => t.text)}`);
  }
  return out;
}

/** Red, green and blue of R's colours. */
const rgb = (text: string): number[] => parts(text.slice(0, 7));

/** Whether the colours of a scale are R's: those of a palette that the author names. */
const NAMED_PALETTE = /scale_(fill|colour)_(manual|brewer|viridis|gradient|steps|distiller|grey)/;

/** What differs between a picture and R's. */
export function differences(call: Recorded, plot: PlotValue): string[] {
  const spec = specOf(plot), built = compute(spec), axes = axesOf(spec, built);
  const out: string[] = [];
  call.layers.forEach((recordedLayer, l) => {
    const layer = built.layers[l];
    if (!layer) return out.push(`layer ${l + 1} is not there`);
    const rows = layer.panels.flatMap((own, p) =>
      own.filter((r) => r.outlier === undefined).map((r): Row => ({ ...r, PANEL: p + 1 }))
    );
    const within = /loess|geom_smooth|stat_smooth/.test(call.code[0]!) ? 1e-5 : WITHIN;
    out.push(...layerDifferences(recordedLayer, rows, within).map((d) => `layer ${l + 1}: ${d}`));
    for (const aes of ["colour", "fill"] as const) {
      const theirs = recordedLayer.columns[aes];
      if (!theirs || !NAMED_PALETTE.test(call.code[0]!) || !built.looks.has(aes)) continue;
      if (!layer.layer.mapped.has(aes) && !layer.layer.after.has(aes)) continue;
      const own = sorted(rows, (n) => recordedLayer.columns[n] !== undefined);
      theirs.forEach((colour, i) => {
        if (colour === null) return;
        const row = own[recordedLayer.at[i]! - 1];
        const look = row && looksOf(layer.layer, row, built.looks).look;
        const ink = aes === "fill" ? look?.fill : look?.stroke ?? look?.fill;
        if (!ink?.colour) {
          if (colour !== "NA" && !ink?.className) {
            out.push(`layer ${l + 1}: no ${aes} and not ${colour}`);
          }
          return;
        }
        const [a, b] = [parts(ink.colour), rgb(String(colour))];
        if (a.some((v, k) => Math.abs(v - b[k]!) > 3)) {
          out.push(`layer ${l + 1}: ${aes} ${ink.colour} and not ${colour}`);
        }
      });
    }
  });
  if (call.panels.length !== axes.length) {
    out.push(`${axes.length} panels and not ${call.panels.length}`);
  }
  call.panels.forEach((panel, p) => {
    const own = axes[p], place = built.arranged.panels[p];
    if (!own || !place) return;
    if (place.row + 1 !== panel.row[0] || place.column + 1 !== panel.column[0]) {
      out.push(
        `panel ${p + 1} stands at ${place.row + 1}, ${
          place.column + 1
        } and not ${panel.row}, ${panel.column}`,
      );
    }
    const [ax, ay] = spec.flip ? [own.y, own.x] : [own.x, own.y];
    out.push(...axisDifferences("x", panel.x, ax), ...axisDifferences("y", panel.y, ay));
  });
  for (const [aes, theirs] of Object.entries(call.scales)) {
    const scale = built.looks.get(aes);
    if (!scale) continue;
    const entries = entriesOf(scale);
    if (entries.map((e) => plain(e.text)).join() !== theirs.labels.map(plain).join()) {
      out.push(`${aes} says ${entries.map((e) => e.text)} and not ${theirs.labels}`);
    }
  }
  return [...new Set(out)];
}
