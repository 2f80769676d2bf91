/**
 * Pictures in layers: panels with their axes, the words about them, and their keys.
 *
 * @module
 */
import { greatest, least } from "../../../lists.ts";
import { PAPER } from "../grammar/palettes.ts";
import type { LayersFigure } from "../grammar/types.ts";
import type { Picture, Size } from "../picture.ts";
import { TEXT_WIDTH } from "../picture.ts";
import { label, path, pixel, type Shape } from "../shapes.ts";
import { broken } from "./broken_lines.ts";
import { keyBlock } from "./layer_keys.ts";
import { layoutOf, SMALL } from "./layers_layout.ts";
import { panelMarkup } from "./layers_panel.ts";

/** Where keys stand: beside the panels only where there is room. */
function keyPlace(figure: LayersFigure, width: number): "none" | "on" | "side" | "above" | "below" {
  if (figure.keys.length === 0) return "none";
  if (figure.keysOn && width > 400) return "on";
  if ((figure.keysAt === "right" || figure.keysAt === "left") && width > 500) return "side";
  return figure.keysAt === "bottom" ? "below" : "above";
}

/** A picture in layers. */
export function drawLayers(figure: LayersFigure, size: Size): Picture {
  const width = size.width ?? TEXT_WIDTH;
  const place = keyPlace(figure, width);
  const narrow = place === "side" || place === "on";
  const keys = keyBlock(figure.keys, narrow ? 170 : width, narrow);
  const inner = place === "side" ? width - keys.width - 16 : width;
  const heads = headLines(figure, inner);
  const above = heads.height + (place === "above" ? keys.height : 0);
  const foot = (figure.x === "" ? 0 : 20) + (figure.caption === "" ? 0 : 20) +
    (place === "below" ? keys.height + 4 : 0) + 6;
  const layout = layoutOf(figure, inner, size.height === null ? null : size.height - above - foot);
  const body = layout.placed.map((p) => panelMarkup(p, figure, size.stage, above)).join("");
  let bottom = above + layout.height;
  const words: Shape[] = [];
  if (figure.x !== "") {
    bottom += 20;
    words.push(
      label(figure.x, inner - layout.right, bottom - 4, { "text-anchor": "end", class: "s6" }),
    );
  }
  let keyY = place === "side" ? above + 10 : heads.height;
  const [byX, byY] = figure.keysBy ?? [];
  let keyX = place === "side" && figure.keysAt === "right"
    ? inner + 16
    : (place === "above" || place === "below") && byX
    ? byX * Math.max(0, width - keys.width)
    : 0;
  if (place === "side" && byY !== undefined) {
    keyY = above + (1 - byY) * Math.max(0, layout.height - keys.height);
  }
  if (place === "below") {
    keyY = bottom + 4;
    bottom += keys.height + 4;
  }
  if (place === "on") {
    const [h, v] = figure.keysOn!;
    // the part of the keys that stands there, within the panels
    const [wide, high] = [inner - layout.left - layout.right, layout.height - 50];
    const within = (v: number, most: number): number => Math.max(0, Math.min(most, v));
    keyX = layout.left + within(h * wide - (byX ?? h) * keys.width, wide - keys.width);
    keyY = above + 10 + within((1 - v) * high - (1 - (byY ?? v)) * keys.height, high - keys.height);
  }
  if (figure.caption !== "") {
    bottom += 20;
    const at = figure.captionAt ?? 1;
    words.push(
      label(figure.caption, at * inner, bottom - 4, {
        ...anchored(at),
        class: "s6",
        "font-size": SMALL,
      }),
    );
  }
  const height = Math.max(bottom + 6, place === "side" ? above + keys.height + 10 : 0);
  const shift = place === "side" && figure.keysAt === "left" ? keys.width + 16 : 0;
  const ground = place === "on"
    ? [path(
      `M-6 -2h${pixel(keys.width + 12)}v${pixel(keys.height + 4)}h-${pixel(keys.width + 12)}z`,
      { fill: PAPER, "fill-opacity": 0.85 },
    )]
    : [];
  const panels = `${textMarkup([...heads.shapes, ...words])}${body}`;
  const block = `<g transform="translate(${pixel(keyX)} ${pixel(keyY)})">${
    textMarkup([...ground, ...keys.shapes])
  }</g>`;
  const ends = (of: (p: typeof layout.placed[number]) => number): number[] => layout.placed.map(of);
  return {
    width,
    height,
    within: {
      left: shift + least(ends((p) => p.x + p.left)),
      right: shift + greatest(ends((p) => p.x + p.left + p.width)),
      top: above + least(ends((p) => p.y + p.top)),
      bottom: above + greatest(ends((p) => p.y + p.top + p.height)),
    },
    inner: `${
      shift === 0 ? panels : `<g transform="translate(${pixel(shift)} 0)">${panels}</g>`
    }${block}`,
    title: "",
    series: [],
    raw: null,
  };
}

/** Where a word stands about its place. */
function anchored(at: number): Record<string, string> {
  return at === 0 ? {} : { "text-anchor": at < 1 ? "middle" : "end" };
}

function headLines(figure: LayersFigure, width: number): { shapes: Shape[]; height: number } {
  const shapes: Shape[] = [];
  let y = 0;
  const add = (
    text: string,
    size: number,
    attributes: Record<string, string | number>,
    at = 0,
  ): void => {
    for (const line of broken(text, width, size)) {
      y += size + 6;
      shapes.push(label(line, at * width, y - 4, {
        "font-size": size,
        ...anchored(at),
        ...attributes,
      }));
    }
  };
  if (figure.tag) add(figure.tag, 17, { class: "s5", "font-weight": 600 });
  if (figure.title !== "") {
    add(figure.title, 17, { class: "s5", "font-weight": 600 }, figure.titleAt);
  }
  if (figure.subtitle !== "") add(figure.subtitle, 14, { class: "s6" }, figure.subtitleAt);
  // the words of an axis above stand over its middle where both axes have a second one
  if (figure.y2 && figure.x2) {
    y += 21;
    shapes.push(
      label(figure.x2, width / 2, y - 4, {
        class: "s6",
        "text-anchor": "middle",
        "font-size": 15,
      }),
    );
    y -= 21;
  }
  const across = figure.y2 ?? figure.x2 ?? "";
  if (figure.y !== "") add(figure.y, 15, { class: "s5" });
  else if (across !== "") y += 21;
  if (across !== "") {
    shapes.push(
      label(across, width, y - 4, {
        class: figure.y2 ? "s5" : "s6",
        "text-anchor": "end",
        "font-size": 15,
      }),
    );
  }
  return { shapes, height: y + (y > 0 ? 4 : 0) };
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};
const escaped = (text: string): string => text.replace(/[&<>"]/g, (c) => ENTITIES[c]!);

/** Shapes as markup. */
export function textMarkup(list: readonly Shape[]): string {
  return list.map((s): string => {
    const attributes = Object.entries(s.attributes).map(([k, v]) => ` ${k}="${escaped(String(v))}"`)
      .join("");
    const content = (s.text === undefined ? "" : escaped(s.text)) + textMarkup(s.children ?? []);
    return content === ""
      ? `<${s.tag}${attributes}/>`
      : `<${s.tag}${attributes}>${content}</${s.tag}>`;
  }).join("");
}
