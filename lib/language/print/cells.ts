/**
 * Elements of vectors as texts: as `print` writes them in one column, all alike.
 *
 * @module
 */
import { formatNumbers } from "../../render/number/number_format.ts";
import { dateText, timeTexts } from "../values/date.ts";
import {
  type Atomic,
  inherits,
  isFactor,
  levelsOf,
  NA_INTEGER,
  textsAttribute,
} from "../values/value.ts";

/** How a value is printed. */
export interface PrintOptions {
  readonly digits: number;
  /** Digits that the call of `print` asks for, and not `options()`. */
  readonly asked?: number;
  readonly quote: boolean;
  /** Blanks between columns, where they are not one. */
  readonly gap?: number;
  /** Columns of a line. */
  readonly width: number;
  /** Missing texts in tables are `<NA>`. */
  readonly inTable?: boolean;
  readonly naPrint?: string;
  /** How counts of nothing are printed. */
  readonly zeroPrint?: string;
  /** How much wider than powers of ten numbers may be before they are written so. */
  readonly scipen: number;
  /** Cells that are shown at most. */
  readonly most: number;
  /** Row names of data frames are shown. */
  readonly rowNames: boolean;
  /** Columns of data frames stand to the left. */
  readonly left: boolean;
  /** Texts of matrices stand to the right. */
  readonly toRight?: boolean;
  /** False where p-values have no stars. */
  readonly stars?: boolean;
  /** How tibbles are printed, as far as it was asked for. */
  readonly tibble?: TibbleSettings;
}

/** What `options()` sets of the printing of tibbles. */
export interface TibbleSettings {
  /** Significant digits of numbers. */
  readonly digits?: number;
  readonly width?: number;
  /** Tibbles of more rows than these are not shown in full. */
  readonly most?: number;
  /** Rows that are shown then. */
  readonly first?: number;
}

export const CONSOLE: PrintOptions = {
  digits: 7,
  quote: true,
  width: 80,
  scipen: 0,
  most: 99999,
  rowNames: true,
  left: false,
};

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\n": "\\n",
  "\t": "\\t",
  "\r": "\\r",
};

/** A text in double quotes, as R prints it. */
export function quoted(text: string): string {
  return `"${text.replace(/["\\\n\t\r]/g, (c) => ESCAPES[c]!)}"`;
}

/** Control characters written out, as R prints texts without quotes. */
export function escaped(text: string): string {
  return text.replace(/[\\\n\t\r]/g, (c) => ESCAPES[c]!);
}

/** How wide a text is in a console. */
export function widthOf(text: string): number {
  let width = 0;
  for (const c of text) {
    const code = c.codePointAt(0)!;
    if (code >= 0x300 && code < 0x370) continue;
    width += code >= 0x1100 &&
        /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}]/u
          .test(c)
      ? 2
      : 1;
  }
  return width;
}

export function padded(text: string, width: number, left = false): string {
  const room = " ".repeat(Math.max(0, width - widthOf(text)));
  return left ? text + room : room + text;
}

/** Numbers of one column, all with the same decimals. */
export function numberCells(
  values: ArrayLike<number>,
  nan: Uint8Array | null,
  options: PrintOptions,
): string[] {
  return formatNumbers(
    Array.from(values, (v, i) => v !== v ? (nan?.[i] ? NaN : null) : v),
    { digits: options.digits, scipen: options.scipen },
  );
}

/** Dates in quotes, as R prints them; in a table without. */
function dateCells(days: Iterable<number>, { quote, inTable, naPrint }: PrintOptions): string[] {
  const missing = naPrint ?? (inTable ? "<NA>" : "NA");
  return Array.from(days, (v) => {
    if (!Number.isFinite(v)) return missing;
    return quote && !inTable ? `"${dateText(v)}"` : dateText(v);
  });
}

function timeCells(
  times: Iterable<number>,
  { quote, inTable, naPrint }: PrintOptions,
  zone: string,
): string[] {
  const missing = naPrint ?? (inTable ? "<NA>" : "NA");
  return timeTexts(times).map((t) =>
    t === null ? missing : inTable ? t : quote ? `"${t} ${zone}"` : `${t} ${zone}`
  );
}

/** The elements of a vector, each as wide as it is on its own or, of numbers, all alike. */
export function cellsOf(x: Atomic, options: PrintOptions): string[] {
  const na = options.naPrint;
  switch (x.type) {
    case "logical":
      return Array.from(
        x.values,
        (v) => v === NA_INTEGER ? na ?? "NA" : v === 0 ? "FALSE" : "TRUE",
      );
    case "integer": {
      if (isFactor(x)) {
        const levels = levelsOf(x);
        return Array.from(
          x.values,
          (v) => v === NA_INTEGER ? na ?? "<NA>" : levels[v - 1] ?? "<NA>",
        );
      }
      if (inherits(x, "Date")) {
        return dateCells(Array.from(x.values, (v) => v === NA_INTEGER ? NaN : v), options);
      }
      return Array.from(x.values, (v) => v === NA_INTEGER ? na ?? "NA" : String(v));
    }
    case "double": {
      if (inherits(x, "Date")) {
        return dateCells(x.values, options);
      }
      if (inherits(x, "POSIXct")) {
        return timeCells(x.values, options, textsAttribute(x, "tzone")?.[0] || "UTC");
      }
      const cells = numberCells(x.values, x.nan, options);
      return na === undefined
        ? cells
        : cells.map((c, i) => Number.isNaN(x.values[i]) && !x.nan?.[i] ? na : c);
    }
    case "character":
      return x.values.map((v) =>
        v === null
          ? na ?? (options.quote && !options.inTable ? "NA" : "<NA>")
          : options.quote
          ? quoted(v)
          : escaped(v)
      );
  }
}
