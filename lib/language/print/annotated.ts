/**
 * Data frames made of means or contrasts, which print as emmeans has them: their class is
 * `summary_emm`, their attributes say what the estimates are called, what divides the rows, and what
 * is to be said below.
 *
 * @module
 */
import { type AnnotatedColumn, annotatedLines } from "../../render/text/annotated.ts";
import { asCharacter } from "../values/coerce.ts";
import {
  type Attributes,
  characters,
  type Frame,
  inherits,
  isFactor,
  type ListVector,
  NA_INTEGER,
  namesOf,
  textsAttribute,
  type Value,
  withAttributes,
} from "../values/value.ts";
import type { PrintOptions } from "./cells.ts";

const CLASS = "summary_emm";
const ESTIMATE = "estName";
const GROUPS = "by.vars";
const MESSAGES = "mesg";

/** A data frame with what is to be said of it. */
export function annotated<F extends ListVector>(
  frame: F,
  estimate: string,
  by: readonly string[],
  messages: readonly string[],
): F {
  const attributes: Attributes = new Map(frame.attributes);
  attributes.set("class", characters([CLASS, "data.frame"]));
  attributes.set(ESTIMATE, characters([estimate]));
  if (by.length > 0) attributes.set(GROUPS, characters([...by]));
  attributes.set(MESSAGES, characters([...messages]));
  return withAttributes(frame, attributes) as F;
}

/** The same columns as a data frame of which nothing is to be said. */
export function withoutAnnotations<F extends ListVector>(frame: F): F {
  if (!isAnnotated(frame)) return frame;
  const attributes: Attributes = new Map(frame.attributes);
  for (const name of [ESTIMATE, GROUPS, MESSAGES]) attributes.delete(name);
  attributes.set("class", characters(["data.frame"]));
  return withAttributes(frame, attributes) as F;
}

/** A frame with the annotations of another, if that has any. */
export function likeAnnotated<F extends ListVector>(frame: F, model: Value): F {
  if (!isAnnotated(model)) return frame;
  const attributes: Attributes = new Map(frame.attributes);
  for (const name of ["class", ESTIMATE, GROUPS, MESSAGES]) {
    const given = model.attributes?.get(name);
    if (given) attributes.set(name, given);
  }
  return withAttributes(frame, attributes) as F;
}

/** Whether a value is such a frame. */
export function isAnnotated(x: Value): boolean {
  return inherits(x, CLASS);
}

function columnOf(name: string, x: Value): AnnotatedColumn | null {
  if (x.type === "double" && !isFactor(x)) {
    return { name, values: Array.from(x.values, (v) => Number.isNaN(v) ? null : v) };
  }
  if (x.type === "integer" && !isFactor(x)) {
    return { name, values: Array.from(x.values, (v) => v === NA_INTEGER ? null : v) };
  }
  if (x.type !== "character" && x.type !== "integer" && x.type !== "logical") return null;
  return { name, values: asCharacter(x).values.map((v) => v ?? "NA") };
}

/** Lines of such a frame; null where what it names is not among its columns any more. */
export function annotatedFrame(x: Frame, options: PrintOptions): string[] | null {
  if (!isAnnotated(x)) return null;
  const told = (name: string): string[] =>
    (textsAttribute(x, name) ?? []).flatMap((text) => text === null ? [] : [text]);
  const [estimate] = told(ESTIMATE);
  const names = namesOf(x) ?? [];
  const by = told(GROUPS);
  const columns = x.values.map((column, i) => columnOf(names[i] ?? "", column));
  const good = columns.every((c): c is AnnotatedColumn => c !== null);
  if (!good || estimate === undefined) return null;
  if (![estimate, ...by].every((name) => names.includes(name))) return null;
  const digits = options.digits === 7 ? undefined : options.digits;
  return annotatedLines(columns, { estimate, by, messages: told(MESSAGES) }, digits);
}
