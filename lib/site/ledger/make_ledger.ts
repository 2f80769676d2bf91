/**
 * The ledger of a book that was built.
 *
 * @module
 */
import type { Block, Page } from "../../weave/page/page.ts";
import type { PageValues, StoredBlock } from "../../weave/page/values.ts";
import { VERSION } from "../../version.ts";
import { digestOf } from "../cache/digest.ts";
import { Apart } from "./apart.ts";
import {
  FORM,
  type Ledger,
  type LedgerModel,
  type LedgerPage,
  type LedgerValue,
} from "./ledger.ts";
import { numbersOf, storedText, valueDigest, withheld } from "./ledger_values.ts";
import type { RecordedPage } from "./recorded_page.ts";

/** A page with all that its entry is made of. */
export interface PageOfLedger {
  page: Page;
  /** Where the site has it. */
  output: string;
  values: PageValues;
  recorded: RecordedPage;
  /** Pages whose values it takes. */
  uses: readonly string[];
}

/** A ledger with the values that it names. */
export interface MadeLedger {
  ledger: Ledger;
  /** Texts of the stored values, by page. */
  stored: Map<string, string>;
  /** Values as they are stored, and the blocks that models and values of the ledger stand in. */
  pages: Map<string, { values: PageValues; blocks: Record<string, [block: number, item: number]> }>;
}

/** Options that say how a page shows a block, and nothing of what it comes to. */
const OF_THE_PAGE = new Set([
  "label",
  "caption",
  "captions",
  "parts",
  "columns",
  "echo",
  "picture-width",
  "acknowledge",
]);

/** Digits of a digest by which things are known; a file of values has more. */
const SHORT = 16;

/** The digest of what a block says: its code and the options that what it comes to follows from. */
export function blockDigest({ kind, code, options }: Block): string {
  const forR = options["engine"]?.value === "R";
  const given = Object.entries(options)
    .filter(([name]) => !OF_THE_PAGE.has(name) || forR && name === "caption")
    .map(([name, { value, expression }]) => [name, value, expression ?? null])
    .sort(([a], [b]) => String(a) < String(b) ? -1 : 1);
  return digestOf(JSON.stringify([kind, code, given])).slice(0, SHORT);
}

/** Makes the ledger of a book from its pages. */
export function makeLedger(pages: readonly PageOfLedger[], publishData: boolean): MadeLedger {
  const made: MadeLedger = {
    ledger: {
      ledger: FORM,
      versions: { heddle: VERSION, deno: Deno.version.deno },
      "publish-data": publishData,
      pages: Object.create(null),
    },
    stored: new Map(),
    pages: new Map(),
  };
  const byFile = new Map(pages.map((each) => [each.page.file, each]));
  const keys = new Map<string, string>();
  const keyOf = (file: string): string => {
    const known = keys.get(file);
    const own = byFile.get(file);
    if (known !== undefined || !own) return known ?? "";
    keys.set(file, "");
    const key = keyAt(own, own.page.blocks.length, keyOf);
    keys.set(file, key);
    return key;
  };
  const sorted = [...pages].sort((a, b) => a.page.file < b.page.file ? -1 : 1);
  for (const own of sorted) {
    const { file } = own.page;
    const values = publishData ? own.values : withheld(own.values, own.recorded);
    const text = storedText(file, values);
    const { entry, blocks } = pageEntry(own, values, publishData, keyOf);
    made.ledger.pages[file] = { ...entry, hash: digestOf(text) };
    made.stored.set(file, text);
    made.pages.set(file, { values, blocks });
  }
  return made;
}

/** The digest of all that the first blocks of a page follow from. */
function keyAt(
  { page, recorded, uses }: PageOfLedger,
  count: number,
  keyOf: (file: string) => string,
): string {
  const blocks = page.blocks.slice(0, count).map(blockDigest);
  return digestOf(JSON.stringify([blocks, recorded.read, uses.map(keyOf)])).slice(0, SHORT);
}

function pageEntry(
  own: PageOfLedger,
  values: PageValues,
  publishData: boolean,
  keyOf: (file: string) => string,
): { entry: LedgerPage; blocks: Record<string, [number, number]> } {
  const { page, recorded, uses } = own;
  const keys = page.blocks.map((_, i) => keyAt(own, i + 1, keyOf));
  const models = new Apart<LedgerModel>();
  const blocks: Record<string, [number, number]> = Object.create(null);
  for (const { name, block, call, ...model } of recorded.models) {
    const entry = { call, key: keys[block] ?? "", ...model };
    blocks[`model ${models.add(name, entry)}`] = [block, -1];
  }
  const shown = new Apart<LedgerValue>();
  values.blocks.forEach((block, index) => {
    const names = recorded.shown[index] ?? [];
    block.shown.forEach((_, i) => {
      const entry = valueEntry(block, i, keys[index] ?? "", names[i]?.rows !== false, publishData);
      blocks[`value ${shown.add(nameOf(page, index, i, recorded), entry)}`] = [index, i];
    });
  });
  const published = publishData
    ? values.data.map(({ file }) => file).filter((file) => Object.hasOwn(recorded.read, file))
      .sort()
    : [];
  return {
    entry: {
      hash: "",
      data: recorded.read,
      ...(published.length === 0 ? {} : { published }),
      ...(uses.length === 0 ? {} : { uses: [...uses] }),
      models: models.given,
      values: shown.given,
      blocks: page.blocks.map(blockDigest),
    },
    blocks,
  };
}

/** What a value is called: its block's label, and the expression that gave it. */
function nameOf(page: Page, block: number, item: number, recorded: RecordedPage): string {
  const { kind, options } = page.blocks[block]!;
  const expression = recorded.shown[block]?.[item]?.name ?? "";
  if (kind === "inline") return `inline ${expression}`;
  const label = options["label"]?.value;
  return label === undefined ? expression : `${label}: ${expression}`;
}

function valueEntry(
  { shown, computed }: StoredBlock,
  index: number,
  key: string,
  rows: boolean,
  publishData: boolean,
): LedgerValue {
  const item = shown[index]!;
  const { kind } = item.value;
  const r = computed ? { r: computed.r } : {};
  if (rows && !publishData) return { kind: "withheld", key, rows: true, ...r };
  return {
    kind,
    key,
    hash: valueDigest(item).slice(0, SHORT),
    ...(rows ? { rows: true as const } : numbersOf(item.value)),
    ...r,
  };
}
