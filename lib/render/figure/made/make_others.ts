/**
 * Figures of comparisons, profiles, power, fields and whole trials.
 *
 * @module
 */
import { greatest, least } from "../../../lists.ts";
import type { Table } from "../../../data/table.ts";
import type { ContrastTable } from "../../../inference/contrast/contrast_table.ts";
import type { ShownFigure } from "../../shown.ts";
import { typesetContrast } from "../../typeset/typeset.ts";
import { levelsOf, numbersOf, quantityOf, wordOf } from "../columns.ts";
import { quantityTitle, quantityWords } from "../data_table.ts";
import { listed, makeFigure, spoken } from "./make_figure.ts";
import type { PairsFigure, PowerFigure, ProfileFigure, Quantity, StripFigure } from "../types.ts";

/** Differences with their simultaneous intervals. */
export function pairsFigure(
  table: ContrastTable,
  response: Quantity = { label: "response" },
): ShownFigure {
  const ratio = table.transform !== null && table.scale === "response";
  const zero = ratio ? 1 : table.nullValue ?? 0;
  const data: PairsFigure = {
    figure: "pairs",
    response,
    rows: table.rows.map((r) => ({
      contrast: r.contrast,
      by: table.by.map((f) => `${f} = ${r.by?.[f] ?? ""}`).join(", "),
      estimate: r.estimate,
      lower: r.lower,
      upper: r.upper,
      pValue: r.pValue,
    })),
    adjust: table.adjust,
    level: table.level,
    zero,
  };
  const clear = data.rows.filter((r) =>
    r.lower !== null && r.upper !== null && (r.lower > zero || r.upper < zero)
  );
  const names = clear.slice(0, 8).map((r) =>
    `${r.by === "" ? "" : `${r.by}, `}${typesetContrast(r.contrast)} (${spoken(r.estimate ?? 0)})`
  );
  const alt = `${data.rows.length} ${ratio ? "ratios" : "differences"} with simultaneous ` +
    `${Math.round(100 * table.level)} % intervals. ` +
    (clear.length === 0
      ? `All intervals hold ${zero}.`
      : `${clear.length} exclude ${zero}: ${listed(names)}${
        clear.length > 8 ? " and others" : ""
      }.`);
  return makeFigure(data, alt);
}

/** A column over the rows and columns of a field. */
export function fieldFigure(
  table: Table,
  names: { row: string; column: string; value: string; treatment?: string },
): ShownFigure {
  const rows = numbersOf(table, names.row), columns = numbersOf(table, names.column);
  const values = numbersOf(table, names.value);
  const treatment = names.treatment ? levelsOf(table, names.treatment) : null;
  const plots = rows.flatMap((row, i) => {
    const column = columns[i] ?? null;
    if (row === null || column === null) return [];
    return [{
      row,
      column,
      value: values[i] ?? null,
      treatment: treatment?.levels[treatment.codes[i] ?? -1] ?? "",
    }];
  });
  const value = quantityOf(table, names.value);
  const known = plots.map((p) => p.value).filter((v): v is number => v !== null);
  return makeFigure(
    {
      figure: "field",
      value,
      row: wordOf(table, names.row),
      column: wordOf(table, names.column),
      plots,
    },
    `${quantityTitle(value)} of ${plots.length} plots by ${wordOf(table, names.row)} and ` +
      `${wordOf(table, names.column)}, from ${spoken(least(known))} to ` +
      `${spoken(greatest(known))}; deeper is higher.`,
  );
}

/** Profiles of the parameters of a fit. */
export function profileFigure(
  parameters: ProfileFigure["parameters"],
  level = 0.95,
): ShownFigure {
  const words = parameters.map((p) =>
    `${p.name} ${spoken(p.estimate)}${
      p.lower === null || p.upper === null ? "" : ` (${spoken(p.lower)} to ${spoken(p.upper)})`
    }`
  );
  return makeFigure(
    { figure: "profile", parameters, level },
    `Profiles of ${parameters.length} parameters, ζ against the parameter; a straight line would ` +
      `mean a symmetric likelihood. Estimates with ${Math.round(level * 100)} % limits: ${
        listed(words)
      }.`,
  );
}

/** Power of tests against what is varied. */
export function powerFigure(
  curves: PowerFigure["curves"],
  options: { x: Quantity; alpha?: number; target?: number | null },
): ShownFigure {
  const target = options.target === undefined ? 0.8 : options.target;
  const reach = curves.map((c) => {
    const first = target === null ? undefined : c.points.find((p) => p.power >= target);
    return target === null
      ? c.name
      : first
      ? `${c.name} reaches ${target} at ${spoken(first.x)}`
      : `${c.name} does not reach ${target}`;
  });
  return makeFigure(
    { figure: "power", x: options.x, curves, alpha: options.alpha ?? 0.05, target },
    `Power against ${quantityWords(options.x)}: ${listed(reach)}.`,
  );
}

/** Columns of a strip, by name. */
export interface StripNames {
  value: string;
  /** Rooms, blocks; left out, one run. */
  group?: string;
  /** Units, within their group. */
  unit: string;
  treatment: string;
  /** Times at which a unit was seen; left out, one row. */
  row?: string;
}

/** Every observation of a trial: a column a unit, a row a time, sorted by treatment in each group. */
export function stripFigure(table: Table, names: StripNames): ShownFigure {
  const values = numbersOf(table, names.value);
  const group = names.group ? levelsOf(table, names.group) : null;
  const unit = levelsOf(table, names.unit);
  const treatment = levelsOf(table, names.treatment);
  const row = names.row ? levelsOf(table, names.row) : null;
  const rows = row?.levels ?? [""];
  const groups = (group?.levels ?? [""]).map((name, g) => {
    const columns = new Map<number, { unit: string; code: number; values: (number | null)[] }>();
    values.forEach((value, i) => {
      if (group && group.codes[i] !== g) return;
      const key = unit.codes[i] ?? -1;
      const column = columns.get(key) ?? {
        unit: unit.levels[key] ?? "",
        code: treatment.codes[i] ?? -1,
        values: rows.map(() => null),
      };
      column.values[row ? row.codes[i] ?? 0 : 0] = value;
      columns.set(key, column);
    });
    const sorted = [...columns.values()].sort((a, b) => a.code - b.code);
    const word = names.group ? wordOf(table, names.group) : "";
    return {
      name: group ? `${word[0]?.toUpperCase() ?? ""}${word.slice(1)} ${name}` : "",
      columns: sorted.map((c) => ({
        unit: c.unit,
        treatment: treatment.levels[c.code] ?? "",
        values: c.values,
      })),
    };
  });
  const data: StripFigure = {
    figure: "strip",
    value: quantityOf(table, names.value),
    groups,
    rows: [...rows],
    unit: wordOf(table, names.unit),
    row: names.row ? wordOf(table, names.row) : "",
  };
  const count = values.filter((v) => v !== null).length;
  return makeFigure(
    data,
    `All ${count} observations of ${
      quantityWords(data.value)
    } in the order of the design: a column ` +
      `is a ${data.unit}${data.row ? `, a row a ${data.row}` : ""}; deeper is higher.`,
  );
}
