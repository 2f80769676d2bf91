/**
 * What the language asks of things it does not know itself: fits, means, tests, designs, figures.
 *
 * @module
 */
import { fail, type Span } from "../../diagnostic.ts";
import type { Subscript } from "../parts/places.ts";
import { describe } from "../values/coerce.ts";
import type { ListVector, Thing, Value } from "../values/value.ts";

/** The parts of things and their looks. */
export interface Things {
  /** `x$name`. */
  member(x: Thing, name: string, nameSpan: Span, span: Span): Value;
  /** `x[[i]]`. */
  element(x: Thing, at: readonly Subscript[], span: Span): Value;
  /** `x[i]`, `x[i, j]`. */
  subset(x: Thing, at: readonly Subscript[], drop: boolean | null, span: Span): Value;
  /** Whether a list is one of things: words do with it what they do with those. */
  owns(x: Value): boolean;
  /** The parts of a result that is a list of them to whoever goes through it; null of any other. */
  list(x: Thing): ListVector | null;
  /** What `as.data.frame` gives of it; null if nothing. */
  frame(x: Thing): ListVector | null;
  /** The value of an operator with a thing among its operands; null if it means nothing. */
  operate(operator: string, a: Value, b: Value | null, span: Span): Value | null;
  /** What `attr` gives of it by a name; null if nothing. */
  attribute(x: Thing, name: string): Value | null;
  /** As the console prints it. */
  printed(x: Thing): string[];
}

function refuse(x: Thing, span: Span): never {
  return fail("no-parts", `${describe(x)} has no parts to take`, { span });
}

/** Of things that nobody knows. */
export const UNKNOWN_THINGS: Things = {
  member: (x, _, span) => refuse(x, span),
  element: (x, _, span) => refuse(x, span),
  subset: (x, _, __, span) => refuse(x, span),
  owns: () => false,
  list: () => null,
  frame: () => null,
  operate: () => null,
  attribute: () => null,
  printed: (x) => [`<${x.classes[0] ?? "value"}>`],
};
