/**
 * Words that R has and a page has not, each with what can stand in its place.
 *
 * @module
 */
import { type Builtin, refusing } from "../evaluation/builtin.ts";

const CLOCK = "a page has no clock: built twice, it is the same";
const DATE = 'as.Date("2024-05-31") is a date; as.Date(x, "%d.%m.%Y") reads others';

/** Word, what is wrong, the way out. */
const REFUSED: readonly (readonly [string, string, string])[] = [
  ...["now", "today", "Sys.timezone"].map((name) => [name, CLOCK, DATE] as const),
  [
    "agrep",
    "texts that are nearly alike are not looked for",
    'grepl("colou?r", x) finds several spellings by one pattern',
  ],
  [
    "agrepl",
    "texts that are nearly alike are not looked for",
    'grepl("colou?r", x) finds several spellings by one pattern',
  ],
  [
    "str_view",
    "it shows a page of its own",
    'str_extract_all(x, "[0-9]+") gives what a pattern matches',
  ],
  [
    "rawToChar",
    "bytes are not part of the block language",
    "intToUtf8(c(72, 105)) makes a text of codes",
  ],
  [
    "charToRaw",
    "bytes are not part of the block language",
    'utf8ToInt("Hi") gives the codes of a text',
  ],
];

export const REFUSALS: readonly Builtin[] = REFUSED.map(([name, what, hint]) =>
  refusing(name, hint, `${name}(): ${what}`)
);
