/**
 * Values of which cells are known and no rows, where something else is asked for.
 *
 * @module
 */
import { needsRows } from "../../data/cells/needs_rows.ts";
import type { Span } from "../../diagnostic.ts";
import type { Value } from "./value.ts";

/** Throws `needs-rows` if a value is of cells. @param what what asks for it, as a subject */
export function refuseCells(value: Value, what: string, place: { span?: Span } = {}): void {
  if (value.kind === "held") {
    needsRows(`${what} takes values of ${value.column.name}`, value.column.held.source, place);
  }
  if (value.kind === "cells") needsRows(`${what} takes rows`, value.source, place);
}
