/**
 * Contact sheets: each picture of a file beside R's, to be looked at.
 *
 *     deno run -A tests/chunk/figures/sheets.ts FOLDER FILE.R… [--no-r] [--dark] [--print] [--narrow]
 *         [--sight deuteranopia|protanopia|tritanopia] [--every N]
 *
 * The first paragraph of `FILE.R` makes the data; each line after it is one picture. `FOLDER` gets
 * `NAME-1.png` and so on, twelve pictures each (without R's, twenty-four), and `NAME.html`, the page
 * that was photographed. R is asked once for a file; its pictures stay in `FOLDER/NAME/`.
 */
import { parseHTML } from "../../../lib/libraries/linkedom.js";
import * as Plot from "../../../lib/libraries/plot.js";
import { Awaits } from "../../../lib/awaits.ts";
import { drawFigure } from "../../../lib/render/figure/draw.ts";
import type { ShownFigure } from "../../../lib/render/shown.ts";
import { escapeHtml } from "../../../lib/render/typeset/typeset.ts";
import { findBrowser, launch } from "../../browser/chromium.ts";
import { page } from "../pages.ts";

/** What a reader sees who lacks one of the three cones (Machado, Oliveira and Fernandes 2009). */
const SIGHTS: Readonly<Record<string, string>> = {
  protanopia:
    "0.152286 1.052583 -0.204868 0 0 0.114503 0.786281 0.099216 0 0 -0.003882 -0.048116 1.051998 0 0 0 0 0 1 0",
  deuteranopia:
    "0.367322 0.860646 -0.227968 0 0 0.280085 0.672501 0.047413 0 0 -0.011820 0.042940 0.968881 0 0 0 0 0 1 0",
  tritanopia:
    "1.255528 -0.076749 -0.178779 0 0 -0.078411 0.930809 0.147602 0 0 0.004733 0.691367 0.303900 0 0 0 0 0 1 0",
};

const [folder, ...args] = Deno.args;
const after = (name: string): string | null => {
  const at = args.indexOf(name);
  return at < 0 ? null : args[at + 1] ?? null;
};
const has = (name: string): boolean => args.includes(name);
const files = args.filter((a) => a.endsWith(".R"));
if (!folder || files.length === 0) throw new Error("sheets.ts FOLDER FILE.R…");
const beside = !has("--no-r");
const every = Number(after("--every") ?? 1);
const sight = after("--sight");

/** The pictures of a file: setup and calls. */
export function callsOf(text: string): { setup: string; calls: string[] } {
  const lines = text.split("\n"), first = lines.indexOf("");
  return {
    setup: lines.slice(0, first).join("\n"),
    calls: lines.slice(first + 1).filter((l) => l !== ""),
  };
}

/** What is made once all that it asks for is there. */
async function obtained<T>(make: () => T): Promise<T> {
  for (;;) {
    try {
      return make();
    } catch (error) {
      if (!(error instanceof Awaits)) throw error;
      await error.obtain();
    }
  }
}

const { document } = parseHTML("<!DOCTYPE html><html><body></body></html>");

/** Our markup of a call: its pictures, what it prints beside them being left out, or its fault. */
function markupOf(result: ReturnType<typeof page>["blocks"][number]): string {
  const [fault] = result.diagnostics;
  if (fault) {
    return `<p class="fault">${
      escapeHtml(`${fault.code}: ${fault.message}. ${fault.hint ?? ""}`)
    }</p>`;
  }
  const figures = result.shown.flatMap(({ value }) =>
    value.kind === "figure"
      ? [
        `<figure>${
          drawFigure(value as ShownFigure, Plot, document as unknown as Document).html
        }</figure>`,
      ]
      : []
  );
  const notes = result.notes.filter((n) => n.code === "passed-over").map((n) =>
    `<p class="note">${escapeHtml(n.text)}</p>`
  );
  return (figures.join("") || '<p class="fault">no picture</p>') + notes.join("");
}

const style = Deno.readTextFileSync(new URL("../../../templates/style.css", import.meta.url));
const OWN = `body{padding:12px;max-width:none}.all{display:grid;gap:14px 22px;
grid-template-columns:repeat(var(--columns),minmax(0,1fr))}
.one{display:grid;grid-template-columns:repeat(var(--parts),minmax(0,1fr));gap:2px 10px;border-top:1px solid var(--rule);break-inside:avoid}
.one code{grid-column:1/-1;font:11px/1.3 var(--mono);overflow-wrap:anywhere}.one figure{margin:0!important}
.one img{width:100%}.fault{color:var(--madder);font:12px var(--sans)}.note{font-size:11px;color:var(--soft);margin:0;float:none;width:auto}`;

const found = await findBrowser();
if (!found) throw new Error("A browser is needed: CHROME=…");
const browser = await launch(found);
for (const file of files) {
  const name = file.split("/").at(-1)!.replace(/\.R$/, "");
  const { setup, calls } = callsOf(Deno.readTextFileSync(file));
  const pictures = `${folder}/${name}`;
  if (beside) {
    let there = true;
    try {
      there = [...Deno.readDirSync(pictures)].length > 0;
    } catch {
      there = false;
    }
    if (!there) {
      Deno.mkdirSync(pictures, { recursive: true });
      const script = new URL("sheets.R", import.meta.url).pathname;
      await new Deno.Command("Rscript", { args: [script, file, pictures] }).output();
    }
  }
  Deno.mkdirSync(folder, { recursive: true });
  const results = (await obtained(() => page(setup, ...calls))).blocks.slice(1);
  const cells = calls.flatMap((call, i) => {
    if (i % every !== 0) return [];
    const png = `${pictures}/${String(i + 1).padStart(3, "0")}.png`;
    const own = markupOf(results[i]!);
    if (own.includes('class="fault"')) {
      console.log(`${name} ${i + 1}: ${call}\n   ${own.replace(/<[^>]*>/g, " ")}`);
    }
    const theirs = beside ? pictureAt(png) : "";
    return [
      `<div class="one"><code>${i + 1} ${escapeHtml(call)}</code><div>${own}</div>${theirs}</div>`,
    ];
  });
  const width = has("--narrow") ? 320 : 1600;
  const columns = has("--narrow") ? 1 : beside ? 2 : 4;
  const filter = sight
    ? `<svg width="0" height="0" style="position:absolute"><filter id="sight" color-interpolation-filters="linearRGB"><feColorMatrix values="${
      SIGHTS[sight]
    }"/></filter></svg><style>.all{filter:url(#sight)}</style>`
    : "";
  const size = beside ? 12 : 24;
  for (let k = 0; k * size < cells.length; k++) {
    const html =
      `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>${name}</title><style>${style}${OWN}
:root{--columns:${columns};--parts:${
        beside ? 2 : 1
      }}</style>${filter}<main style="padding:0"><div class="all">${
        cells.slice(k * size, (k + 1) * size).join("")
      }</div></main></html>`;
    const how = [
      has("--dark") && "dark",
      has("--print") && "print",
      has("--narrow") && "narrow",
      sight,
    ]
      .filter((h) => h).map((h) => `-${h}`).join("");
    const path = `${folder}/${name}${how}-${k + 1}`;
    Deno.writeTextFileSync(`${path}.html`, html);
    const view = await browser.newPage({
      viewport: { width, height: 900 },
      colorScheme: has("--dark") ? "dark" : "light",
    });
    await view.setContent(html);
    if (has("--print")) await view.pdf({ path: `${path}.pdf`, format: "A4" });
    else await view.screenshot({ path: `${path}.png`, fullPage: true });
    await view.context().close();
  }
}
await browser.close();

/** R's picture; where R drew none, nothing. */
function pictureAt(path: string): string {
  try {
    return `<img alt="" src="data:image/png;base64,${base64(Deno.readFileSync(path))}">`;
  } catch {
    return "<p>none</p>";
  }
}

function base64(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += 8192) {
    text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  }
  return btoa(text);
}
