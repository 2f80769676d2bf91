/** A book with blocks for R and a store that no R is needed for. */
import { digestOf } from "../../../lib/site/cache/digest.ts";
import { lineDigests } from "../../../lib/site/store/r_chain.ts";
import type { OutputItem } from "../../../lib/site/store/output_items.ts";
import type { StoredValue } from "../../../lib/site/store/output_values.ts";
import { hashOf, type StoredPage, writeStored } from "../../../lib/site/store/stored_page.ts";
import { type BuildReport, buildSite } from "../../../lib/site/build/build_site.ts";
import { TemporaryFolder } from "../../cli/captured_world.ts";

export const DATA = "g,y\na,1.5\na,2.25\nb,3\nb,4.125\n";

export const PAGE = `# Stored

\`\`\`{r}
d <- read.csv("data/x.csv")
\`\`\`

\`\`\`{r}
#| label: fig-y
#| engine: R
#| caption: What R drew
k <- c(a = 1.5, b = 2)
plot(d$y)
\`\`\`

The second is \`r k[["b"]] * 10\`.
`;

export const SVG = `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="504pt" height="360pt" viewBox="0 0 504 360">
<defs><symbol id="glyph0-1"><path d="M 1 2"/></symbol></defs>
<g id="surface1"><use xlink:href="#glyph0-1" x="1" y="2"/></g>
</svg>`;

/** Makes the store as \`heddle store\` would. */
export function storeFor(
  output: OutputItem[],
  values: Record<string, StoredValue> = {
    k: { type: "double", values: [1.5, 2], names: ["a", "b"] },
  },
): string {
  const bytes = new TextEncoder().encode(DATA);
  const page: Omit<StoredPage, "outputs"> = {
    r: "4.2.2",
    on: "2026-11-26",
    files: new Map([["data/x.csv", { sha256: digestOf(bytes), lines: lineDigests(bytes) }]]),
  };
  const own = {
    blocks: [
      { by: "page" as const, code: ['d <- read.csv("data/x.csv")'], options: {} },
      { by: "R" as const, code: ["k <- c(a = 1.5, b = 2)", "plot(d$y)"], options: {} },
    ],
    files: ["data/x.csv"],
    output,
    values,
  };
  return writeStored({ ...page, outputs: [{ ...own, hash: hashOf(page, own) }] });
}

/** A book in a folder of its own. */
export class StoredBook implements Disposable {
  readonly folder = new TemporaryFolder();

  constructor(store: string | null, page = PAGE) {
    this.write("01-page.md", page);
    this.write("book.yml", "title: Stored\n");
    this.write("data/x.csv", DATA);
    if (store !== null) this.write("01-page.stored/output.json", store);
  }

  get root(): string {
    return `${this.folder.path}/book`;
  }

  write(name: string, text: string): void {
    this.folder.write(`book/${name}`, text);
  }

  build(): Promise<BuildReport> {
    return buildSite({ root: this.root, output: `${this.folder.path}/site`, keepGoing: false });
  }

  html(): string {
    return Deno.readTextFileSync(`${this.folder.path}/site/01-page.html`);
  }

  [Symbol.dispose](): void {
    this.folder[Symbol.dispose]();
  }
}

/** Faults as `code: message`. */
export function told({ diagnostics }: BuildReport): string[] {
  return diagnostics.filter(({ severity }) => severity === "error")
    .map(({ code, message, line }) => `${line} ${code}: ${message}`);
}
