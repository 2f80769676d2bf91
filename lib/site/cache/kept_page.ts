/**
 * What the evaluation of one page came to, as it is kept for later builds.
 *
 * @module
 */
import type { Diagnostic } from "../../diagnostic.ts";
import type { Page } from "../../weave/page/page.ts";
import type { PageValues } from "../../weave/page/values.ts";
import type { Drawing } from "../../weave/plot/plots.ts";
import type { DataTold } from "../book/data_files.ts";
import type { RecordedPage } from "../ledger/recorded_page.ts";
import { faultAgain, keptFault, type PlacedFault } from "./placed.ts";

/** Faults of a page by who found them. */
export interface PageFaults {
  evaluation: Diagnostic[];
  audit: Diagnostic[];
  fences: Diagnostic[];
}

/** What a page came to. */
export interface MadePage {
  /** Without labels, which other pages may give. */
  values: PageValues;
  faults: PageFaults;
  /** Drawings of its figures, by block and place among what it shows. */
  drawings: Record<string, Drawing>;
  told: DataTold[];
  /** What was asked of the disk. */
  trace: [string, string][];
  /** Pages whose values it took, in the order of asking. */
  uses: string[];
  /** It depends on the texts of all pages. */
  all: boolean;
  /** What the results ledger has of it, where the book has one. */
  recorded?: RecordedPage;
}

/** The same as it lies in the cache. */
export interface PageRecord extends Omit<MadePage, "faults" | "uses" | "all"> {
  faults: Record<keyof PageFaults, PlacedFault[]>;
  /** Pages whose values it took, with the records that these were of. */
  uses: [file: string, id: string][];
  /** Digests of texts that it holds for alone: that of its page, those of all pages. */
  whole: string | null;
  all: string | null;
  /** Names these contents. */
  id: string;
}

const KINDS = ["evaluation", "audit", "fences"] as const;

/** Faults as they are kept, and whether they hold for the very text of the page alone. */
export function keptFaults(
  page: Page,
  faults: PageFaults,
): { faults: PageRecord["faults"]; whole: boolean } {
  let whole = false;
  const kept = (found: readonly Diagnostic[]): PlacedFault[] =>
    found.map((fault) => {
      const placed = keptFault(page, fault);
      if (!placed) whole = true;
      return placed ?? { fault };
    });
  return {
    faults: {
      evaluation: kept(faults.evaluation),
      audit: kept(faults.audit),
      fences: kept(faults.fences),
    },
    get whole() {
      return whole;
    },
  };
}

/** Faults that were kept, in the page as it is now. */
export function faultsAgain(page: Page, kept: PageRecord["faults"]): PageFaults {
  const made: PageFaults = { evaluation: [], audit: [], fences: [] };
  for (const kind of KINDS) made[kind] = kept[kind].map((each) => faultAgain(page, each));
  return made;
}

/** Whether a fault says that time or memory came to an end, which another run may not say. */
export function passes({ code }: Diagnostic): boolean {
  return /^(?:too-long|plot-timeout|plot-memory|internal-fault|too-deep)$/.test(code);
}

/** Whether places within the values are all counted within their blocks. */
export function placesWithin(page: Page, { blocks }: PageValues): boolean {
  return blocks.every(({ faults }, index) => {
    const block = page.blocks[index];
    const length = block ? block.span.end - block.span.start : 0;
    return (faults ?? []).every(({ span, elsewhere }) =>
      elsewhere === undefined && span.start >= 0 && span.start < length
    );
  });
}
