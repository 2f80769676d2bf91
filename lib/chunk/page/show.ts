/**
 * Values to what a page shows.
 *
 * @module
 */
import { needsRows } from "../../data/cells/needs_rows.ts";
import type { Column } from "../../data/column.ts";
import { cell, type Table } from "../../data/table.ts";
import { gridLines } from "../../render/text/grid.ts";
import type { Shown, ShownFrame, ShownVector } from "../../render/shown.ts";
import type { Note } from "../../note.ts";
import { deparse } from "../../syntax/deparse.ts";
import { frameOf } from "../values/frame.ts";
import type { DesignValue, FrameValue, MatrixValue, Value, VectorValue } from "../values/value.ts";
import { namesOf, textsOf } from "../values/vector.ts";

type Plain = number | string | boolean | null;

/** What a value looks like as plain data. */
export function show(value: Value, digits?: number): Shown {
  switch (value.kind) {
    case "null":
      return { kind: "text", text: "NULL" };
    case "numeric":
    case "character":
    case "logical":
    case "factor":
      return showVector(value);
    case "list":
      return {
        kind: "list",
        items: value.items.map((item, i) => ({
          name: item.name ?? `[[${i + 1}]]`,
          value: show(item.value),
        })),
      };
    case "frame":
      return showFrame(value, value.table.notes);
    case "cells":
      return needsRows("A table that is shown has rows", value.source);
    case "held":
      return needsRows(`Values of ${value.column.name} are of rows`, value.column.held.source);
    case "matrix":
      return showMatrix(value);
    case "formula":
      return { kind: "text", text: deparse(value.expr) };
    case "fit":
      return value.brief(digits);
    case "means":
      return value.gridded
        ? { kind: "text", text: gridLines(value.grid).join("\n") }
        : { kind: "means", table: value.grid };
    case "contrasts":
      return { kind: "contrasts", table: value.table };
    case "anova":
      return { kind: "anova", table: value.table };
    case "shell":
      return { kind: "shell", shell: value.shell };
    case "design":
      return showDesign(value);
    case "coding":
      return { kind: "text", text: `contr.${value.coding === "sas" ? "SAS" : value.coding}` };
    case "display":
      return value.shown;
    case "plot":
      return value.shown();
    case "pieces":
      return { kind: "text", text: "A part of a picture: add it to one by +" };
    case "captioned": {
      const shown = show(value.value);
      return value.arranged && shown.kind === "frame"
        ? { ...shown, arranged: value.arranged }
        : shown;
    }
    case "other":
      return { kind: "text", text: value.what };
  }
}

/** A number as JSON has it: missing as null, infinities as text. */
function plainNumber(value: number): Plain {
  if (Number.isNaN(value)) return null;
  return Number.isFinite(value) ? value : value > 0 ? "Inf" : "-Inf";
}

function showVector(value: VectorValue): ShownVector {
  const names = namesOf(value);
  const base = { kind: "vector", names: names && [...names] } as const;
  switch (value.kind) {
    case "numeric": {
      const type = value.integer ? "integer" : "numeric";
      const { parameters } = value;
      return {
        ...base,
        type,
        values: Array.from(
          value.values,
          (v, i) => value.nan?.[i] === 1 ? "NaN" : plainNumber(v),
        ),
        ...(value.counted === undefined ? {} : { counted: value.counted }),
        ...(value.digits === undefined ? {} : { digits: value.digits }),
        ...(parameters === undefined ? {} : { parameters }),
      };
    }
    case "character":
      return { ...base, type: "character", values: [...value.values] };
    case "logical": {
      const values = Array.from(value.values, (v) => v < 0 ? null : v === 1);
      return { ...base, type: "logical", values };
    }
    case "factor":
      return {
        ...base,
        type: "factor",
        values: textsOf(value),
        levels: [...value.column.levels],
        ...(value.column.ordered ? { ordered: true } : {}),
      };
  }
}

function showFrame(value: FrameValue, notes: readonly Note[]): ShownFrame {
  const { table, rowNames } = value;
  return {
    kind: "frame",
    columns: table.columns.map((column) => ({
      name: column.name,
      type: column.kind === "text" ? "character" : column.kind,
      values: cellsOf(table, column),
      ...(column.kind === "numeric" && column.integer ? { integer: true } : {}),
    })),
    // A table without columns still has rows.
    rowNames: rowNames
      ? [...rowNames]
      : table.columns.length === 0
      ? Array.from({ length: table.nrow }, (_, i) => String(i + 1))
      : null,
    notes: [...notes],
  };
}

function cellsOf(table: Table, column: Column): Plain[] {
  return Array.from({ length: table.nrow }, (_, i) => {
    const value = cell(column, i);
    return typeof value === "number" ? plainNumber(value) : value;
  });
}

function showMatrix(value: MatrixValue): Shown {
  return {
    kind: "matrix",
    rowNames: [...value.rowNames],
    columnNames: [...value.columnNames],
    values: value.values.map((row) => Array.from(row, (v) => Number.isFinite(v) ? v : null)),
    ...(value.counted ? { counted: [...value.counted] } : {}),
  };
}

/** Units and treatments of a design, each with its counts. */
function showDesign(value: DesignValue): Shown {
  const { unitTerms, treatmentTerms, notes } = value.design;
  const units = frameOf({
    unit: unitTerms.map((u) => u.term),
    number: unitTerms.map((u) => u.count),
    observed: unitTerms.map((u) => u.observational),
  });
  const treatments = frameOf({
    treatment: treatmentTerms.map((t) => t.term),
    combinations: treatmentTerms.map((t) => t.combinations),
    "experimental unit": treatmentTerms.map((t) => t.unit),
    replication: treatmentTerms.map((t) => t.replication),
  });
  return {
    kind: "list",
    items: [
      { name: "units", value: showFrame(units, []) },
      { name: "treatments", value: showFrame(treatments, notes) },
    ],
  };
}
