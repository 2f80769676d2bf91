/**
 * The beginning of a value as far as a page shows it, as R's `max.print` has it.
 *
 * @module
 */
import { grouped, LIMITS } from "../../limits.ts";
import { frameRows } from "../../language/parts/frame_subset.ts";
import { pick } from "../../language/parts/picking.ts";
import {
  dimOf,
  isFrame,
  isVector,
  type ListVector,
  rowsOf,
  type Value,
  withAttributes,
} from "../../language/values/value.ts";

/** The beginning of a value, and a remark on what is left out of it. */
export function cutShort(value: Value): { value: Value; remark: string | null } {
  const { most } = LIMITS.shown;
  if (!isVector(value) || dimOf(value)) return { value, remark: null };
  if (isFrame(value)) {
    const rows = rowsOf(value);
    const kept = Math.floor(most / Math.max(value.values.length, 1));
    if (rows <= kept) return { value, remark: null };
    return { value: frameRows(value, first(kept)), remark: remark(kept, rows, "rows") };
  }
  const n = value.values.length;
  if (value.type === "list") return cutList(value);
  if (n <= most) return { value, remark: null };
  const kept = new Map(value.attributes ?? []);
  const names = kept.get("names");
  if (names && isVector(names)) kept.set("names", pick(names, first(most)));
  return {
    value: withAttributes(pick(value, first(most)), kept),
    remark: remark(most, n, "elements"),
  };
}

/** Elements of a vector, cells of a table, of all parts of a list. */
function sizeOf(value: Value): number {
  if (!isVector(value)) return 1;
  if (isFrame(value)) return Math.max(rowsOf(value), 1) * value.values.length;
  if (value.type !== "list") return value.values.length;
  return value.values.reduce((sum, part) => sum + sizeOf(part), 1);
}

function cutList(value: ListVector): { value: Value; remark: string | null } {
  let room: number = LIMITS.shown.most;
  let kept = 0;
  for (const part of value.values) {
    room -= sizeOf(part);
    if (room < 0) break;
    kept++;
  }
  const n = value.values.length;
  if (kept === n) return { value, remark: null };
  const attributes = new Map(value.attributes ?? []);
  const names = attributes.get("names");
  if (names && isVector(names)) attributes.set("names", pick(names, first(kept)));
  return {
    value: withAttributes(pick(value, first(kept)), attributes),
    remark: remark(kept, n, "parts"),
  };
}

const first = (k: number): Int32Array => Int32Array.from({ length: k }, (_, i) => i);

const remark = (kept: number, of: number, what: string): string =>
  `The first ${grouped(kept)} of ${grouped(of)} ${what} are shown`;
