/**
 * Vectors as texts of one width: what `format` makes of numbers, truth values and texts.
 *
 * @module
 */
import { formatNumbers, toScientific } from "../../render/number/number_format.ts";
import { padded, widthOf } from "../print/cells.ts";
import { marked } from "./conversion.ts";

/** What `format` may be told. */
export interface FormatOptions {
  readonly trim: boolean;
  readonly digits: number;
  /** Decimals that are shown at least. */
  readonly nsmall: number;
  readonly width: number;
  readonly justify: "left" | "right" | "centre" | "none";
  readonly naEncode: boolean;
  /** Powers of ten always, never, or where they are shorter by more than so many columns. */
  readonly scientific: boolean | number;
  readonly bigMark: string;
  readonly decimalMark: string;
  readonly dropZeros: boolean;
}

export const FORMAT: FormatOptions = {
  trim: false,
  digits: 7,
  nsmall: 0,
  width: 0,
  justify: "left",
  naEncode: true,
  scientific: 0,
  bigMark: "",
  decimalMark: ".",
  dropZeros: false,
};

function widest(cells: readonly string[], least: number): number {
  return cells.reduce((m, c) => Math.max(m, widthOf(c)), least);
}

/** Numbers with powers of ten, all with as many digits as one of them needs. */
function powers(values: readonly (number | null)[], digits: number): string[] {
  let decimals = 0;
  for (const x of values) {
    if (x === null || !Number.isFinite(x)) continue;
    const whole = Number(toScientific(x, digits - 1));
    while (decimals < digits - 1 && Number(toScientific(x, decimals)) !== whole) decimals++;
  }
  return values.map((x) =>
    x === null
      ? "NA"
      : Number.isNaN(x)
      ? "NaN"
      : Number.isFinite(x)
      ? toScientific(x, decimals)
      : x > 0
      ? "Inf"
      : "-Inf"
  );
}

/** Numbers in one layout; null is missing. */
export function numbersFormatted(
  values: readonly (number | null)[],
  options: FormatOptions,
): string[] {
  const { digits, nsmall: atLeast, scientific } = options;
  const fixed = (): string[] => formatNumbers(values, { digits, atLeast, scientific: false });
  let cells: string[];
  if (scientific === true) cells = powers(values, digits);
  else if (scientific === false) cells = fixed();
  else if (scientific === 0) cells = formatNumbers(values, { digits, atLeast });
  else {
    const [plain, power] = [fixed(), powers(values, digits)];
    const bare = formatNumbers(values, { digits, scientific: false });
    cells = widest(bare.map((c) => c.trim()), 0) <= widest(power, 0) + scientific ? plain : power;
  }
  return finished(cells, options);
}

/** Marks, and one width for all. */
export function finished(cells: readonly string[], options: FormatOptions): string[] {
  const out = cells.map((c) => {
    const text = marked(c.trim(), options.bigMark);
    return options.decimalMark === "." ? text : text.replace(/\.(?=\d*(e|$))/, options.decimalMark);
  });
  const width = options.trim ? 0 : widest(out, options.width);
  const wide = out.map((c) => padded(c, width));
  return options.dropZeros ? wide.map(withoutZeros) : wide;
}

export function withoutZeros(text: string): string {
  return text.replace(/\.?0+(?=e|$)/, (all) => all.startsWith(".") || text.includes(".") ? "" : all)
    .replace(/e[+-]00$/, "");
}

/** Texts of one width; a missing one is `NA`, or stays missing. */
export function textsFormatted(
  values: readonly (string | null)[],
  options: FormatOptions,
): (string | null)[] {
  const { justify, naEncode } = options;
  const cells = values.map((v) => v ?? (naEncode ? "NA" : null));
  if (justify === "none") return cells;
  const width = widest(cells.filter((c) => c !== null), options.width);
  return cells.map((c) => {
    if (c === null) return null;
    if (justify !== "centre") return padded(c, width, justify === "left");
    const room = width - widthOf(c);
    return " ".repeat(Math.floor(room / 2)) + c + " ".repeat(Math.ceil(room / 2));
  });
}
