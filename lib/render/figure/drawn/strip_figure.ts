/**
 * The strip of a whole trial: every observation as a stitch, a column a unit, a row a time, in the
 * order of the design.
 *
 * @module
 */
import { greatest, least } from "../../../lists.ts";
import { toneOf, TONES } from "./heat_figure.ts";
import type { Picture, Size } from "../picture.ts";
import { group, label, path, pixel, type Shape } from "../shapes.ts";
import { drawPanel, shapes } from "../panel.ts";
import type { StripFigure } from "../types.ts";

const GROUP_GAP = 20;
const TREATMENT_GAP = 6;

interface Stitch {
  x: number;
  row: number;
  value: number;
}

interface Laid {
  stitches: Stitch[];
  groups: { name: string; x: number }[];
  treatments: { name: string; x: number }[];
  width: number;
}

/** Where each column stands: groups apart, runs of one treatment a little apart. */
function lay(data: StripFigure, pitch: number): Laid {
  const laid: Laid = { stitches: [], groups: [], treatments: [], width: 0 };
  let x = 0;
  data.groups.forEach((g, gi) => {
    if (gi > 0) x += GROUP_GAP;
    laid.groups.push({ name: g.name, x });
    let run: { name: string; from: number } | null = null;
    const close = (): void => {
      if (run) laid.treatments.push({ name: run.name, x: (run.from + x) / 2 });
    };
    for (const column of g.columns) {
      if (run === null || run.name !== column.treatment) {
        close();
        if (run !== null) x += TREATMENT_GAP;
        run = { name: column.treatment, from: x };
      }
      column.values.forEach((value, row) => {
        if (value !== null) laid.stitches.push({ x, row, value });
      });
      x += pitch;
    }
    close();
  });
  laid.width = x;
  return laid;
}

/** Draws the strip over the whole width of the page. */
export function drawStrip(data: StripFigure, size: Size): Picture {
  const columns = data.groups.reduce((n, g) => n + g.columns.length, 0);
  const width = size.width ?? 956;
  const left = data.rows.length > 1 ? 50 : 0;
  const runs = data.groups.reduce(
    (n, g) => n + new Set(g.columns.map((c) => c.treatment)).size - 1,
    0,
  );
  const room = width - left - (data.groups.length - 1) * GROUP_GAP - runs * TREATMENT_GAP;
  const pitch = Math.max(1.2, room / Math.max(1, columns));
  const laid = lay(data, pitch);
  const rowHeight = data.rows.length === 1 ? 30 : Math.max(7, Math.min(17, 60 / data.rows.length));
  const top = 20, bottom = top + rowHeight * data.rows.length;
  const height = size.height ?? Math.ceil(bottom + 22);
  const parts: Shape[] = [
    group(stitches(laid, pitch, rowHeight), {
      class: "s1",
      fill: "none",
      stroke: "currentColor",
      "stroke-width": pixel(rowHeight - 1.2),
      transform: `translate(${left} ${pixel(top + rowHeight / 2)})`,
    }),
    group(laid.groups.map((g) => label(g.name, left + g.x, 12)), {
      class: "soft",
      "font-size": 13,
    }),
    group(laid.treatments.map((t) => label(t.name, left + t.x, bottom + 16)), {
      class: "soft",
      "font-size": 13,
      "text-anchor": "middle",
    }),
    ...(left > 0 ? [rowNames(data, top, rowHeight)] : []),
  ];
  const inner = drawPanel(size.stage, {
    width,
    height,
    marginTop: 0,
    marginRight: 0,
    marginBottom: 0,
    marginLeft: 0,
    x: { type: "linear", domain: [0, width] },
    y: { type: "linear", domain: [height, 0] },
  }, [shapes(() => parts)]);
  return { width, height, inner, title: "", series: [], raw: null };
}

/** One path a tone; tones by sixths of the range. */
function stitches(laid: Laid, pitch: number, rowHeight: number): Shape[] {
  const values = laid.stitches.map((s) => s.value);
  const low = least(values), high = greatest(values);
  const sorted = [...values].sort((a, b) => a - b);
  // Tones by rank, so that a single large value does not leave the rest pale.
  const share = (v: number): number =>
    high > low ? sorted.findIndex((s) => s >= v) / sorted.length : 0.5;
  const length = pixel(Math.max(0.8, pitch - 0.9));
  return TONES.map((opacity, tone) => {
    const d = laid.stitches.filter((s) => toneOf(share(s.value)) === tone)
      .map((s) => `M${pixel(s.x)} ${pixel(s.row * rowHeight)}h${length}`).join("");
    return path(d, { opacity });
  }).filter((p) => p.attributes.d !== "");
}

function rowNames(data: StripFigure, top: number, rowHeight: number): Shape {
  const shown = rowHeight >= 13 ? data.rows.map((_, i) => i) : [0, data.rows.length - 1];
  return group(
    shown.map((i) => {
      const word = i === 0 && data.row ? `${data.row} ` : "";
      return label(`${word}${data.rows[i] ?? ""}`, 42, top + rowHeight * (i + 0.5) + 4.5);
    }),
    { class: "soft", "font-size": 13, "text-anchor": "end" },
  );
}
