/**
 * Keys of pictures in layers: swatches with names in lines, or a band of tones with its numbers.
 *
 * @module
 */
import { addAll, greatest } from "../../../lists.ts";
import type { LayerKey } from "../grammar/types.ts";
import { glyphs, label, path, pixel, type Shape, textWidth } from "../shapes.ts";
import { broken } from "./broken_lines.ts";
import { filled } from "./layer_marks.ts";
import { painted } from "../painted.ts";

const SIZE = 14;
const LINE = 22;

/** Keys one below the other within a width. */
export function keyBlock(
  keys: readonly LayerKey[],
  width: number,
  stacked: boolean,
): { shapes: Shape[]; width: number; height: number } {
  const shapes: Shape[] = [];
  let y = 0, widest = 0;
  for (const key of keys) {
    const column = key.along ? key.along === "vertical" : stacked;
    if (key.tones) {
      const band = toneBand(key, Math.min(width, 260), y);
      addAll(shapes, band);
      y += 46;
      widest = Math.max(widest, Math.min(width, 260));
      continue;
    }
    let x = 0;
    if (key.title !== "") {
      broken(key.title, column ? width : Infinity, SIZE).forEach((line, i) => {
        if (i > 0) y += LINE - 3;
        shapes.push(label(line, 0, y + 15, { class: "s6", "font-size": SIZE }));
        x = textWidth(line, SIZE) + 14;
        widest = Math.max(widest, x);
      });
      if (column) [x, y] = [0, y + LINE];
    }
    const lead = x;
    const widthOf = (e: LayerKey["entries"][number]): number =>
      signWidth(e) + textWidth(e.text, SIZE) + (signWidth(e) === 0 ? 24 : 14);
    const room = greatest(key.entries.map(widthOf), 0);
    const n = key.entries.length;
    const columns = key.columns ?? (key.rows ? Math.ceil(n / key.rows) : null);
    if (columns !== null && lead + columns * room <= width + 14) {
      // an author's rows and columns: down columns unless it is said otherwise
      const rows = key.rows ?? Math.ceil(n / columns);
      key.entries.forEach((entry, i) => {
        const [r, c] = key.byRow
          ? [Math.floor(i / columns), i % columns]
          : [i % rows, Math.floor(i / rows)];
        addAll(shapes, swatch(entry, lead + c * room, y + r * LINE));
        shapes.push(
          label(entry.text, lead + c * room + signWidth(entry), y + r * LINE + 15, {
            class: "s5",
            "font-size": SIZE,
          }),
        );
        widest = Math.max(widest, lead + (c + 1) * room);
      });
      y += rows * LINE;
      continue;
    }
    // entries stand below each other, unless their title takes too much of the line
    const begin = lead < width / 3 ? lead : 0;
    key.entries.forEach((entry, i) => {
      const own = widthOf(entry);
      if (i > 0 && column || x > 0 && x + own > width) [x, y] = [column ? 0 : begin, y + LINE];
      addAll(shapes, swatch(entry, x, y));
      shapes.push(
        label(entry.text, x + signWidth(entry), y + 15, { class: "s5", "font-size": SIZE }),
      );
      x += own;
      widest = Math.max(widest, x);
    });
    y += LINE;
  }
  return { shapes, width: Math.min(width, widest), height: y === 0 ? 0 : y + 4 };
}

/** The room before an entry's words: none where it has no sign. */
function signWidth({ look, glyph, line }: LayerKey["entries"][number]): number {
  return look.fill === null && look.stroke === null && glyph === null && !line ? 0 : 24;
}

function swatch(entry: LayerKey["entries"][number], x: number, y: number): Shape[] {
  const middle = { x: x + 9, y: y + 10 };
  const { look } = entry;
  const line = entry.line && look.stroke !== null || entry.line && look.fill !== null;
  const stroke = look.stroke ?? look.fill;
  const parts: Shape[] = [];
  if (line && stroke) {
    parts.push(path(`M${pixel(x)} ${pixel(middle.y)}h18`, {
      ...painted(stroke, "stroke"),
      "stroke-width": 2,
      ...(look.dash === "" ? {} : { "stroke-dasharray": look.dash }),
    }));
  }
  if (entry.glyph) {
    addAll(
      parts,
      filled(
        glyphs(
          [middle],
          entry.glyph === "ring" ? "circle" : entry.glyph,
          Math.max(3.2, entry.radius),
        ),
        { ...look, dash: "", width: 1.25 },
        "sign",
      ),
    );
  } else if (!line) {
    addAll(parts, filled(`M${pixel(x + 2)} ${pixel(y + 3)}h14v14h-14z`, { ...look, dash: "" }));
  }
  return parts;
}

function toneBand(key: LayerKey, width: number, y: number): Shape[] {
  const tones = key.tones!;
  const lead = key.title === "" ? 0 : Math.min(width, textWidth(key.title, SIZE) + 14);
  const from = lead > 150 ? 0 : lead, top = y + 4;
  const length = Math.max(80, width - from - 20), step = length / tones.length;
  const out: Shape[] = key.title === ""
    ? []
    : [label(key.title, 0, y + 15, { class: "s6", "font-size": SIZE })];
  const start = lead > 150 ? lead : from;
  tones.forEach((ink, i) => {
    out.push(
      path(
        `M${pixel(start + i * step)} ${pixel(top)}h${pixel(step + 0.5)}v12h-${pixel(step + 0.5)}z`,
        painted(ink, "fill"),
      ),
    );
  });
  key.entries.forEach((entry) => {
    const share = entry.at;
    out.push(
      label(entry.text, start + share * length, top + 27, {
        class: "s6",
        "font-size": 12,
        "text-anchor": "middle",
      }),
    );
  });
  return out;
}
