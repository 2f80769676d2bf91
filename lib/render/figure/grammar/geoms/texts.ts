/**
 * Texts at places.
 *
 * @module
 */
import type { LayerMark, Place } from "../types.ts";
import { alike, type Draw, known, lookKey } from "./marks.ts";

export const texts: Draw = (seen, { geom, params }) => {
  const number = (name: string, own: number | undefined, otherwise: number): number =>
    typeof params[name] === "number" ? params[name] as number : own ?? otherwise;
  const face = typeof params.fontface === "string"
    ? params.fontface
    : String(params.fontface ?? "");
  const there = seen.filter((s) => known(s.row.x, s.row.y) && s.text !== "");
  const key = (s: (typeof seen)[number]): string =>
    `${lookKey(s)} ${s.row.hjust} ${s.row.vjust} ${s.row.angle}`;
  return alike(there, key).map((own): LayerMark => {
    const { row } = own[0]!;
    const h = number("hjust", row.hjust, 0.5), v = number("vjust", row.vjust, 0.5);
    return {
      mark: "texts",
      at: own.map((s): Place => [s.row.x!, s.row.y!]),
      texts: own.map((s) => s.text),
      size: own[0]!.radius,
      angle: number("angle", row.angle, 0),
      anchor: h < 0.25 ? "start" : h > 0.75 ? "end" : "middle",
      drop: v - 0.5,
      // a text may stand clear of its place
      ...(h < 0 ? { shift: -h } : h > 1 ? { shift: 1 - h } : {}),
      look: own[0]!.look,
      ...(geom === "label" ? { boxed: true } : {}),
      ...(params.repel === true ? { moved: true } : {}),
      ...(params.check_overlap === true ? { apart: true } : {}),
      ...(/bold|2|4/.test(face) ? { bold: true } : {}),
      ...(/italic|3|4/.test(face) ? { italic: true } : {}),
    };
  });
};
