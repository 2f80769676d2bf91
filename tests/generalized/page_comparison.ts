/**
 * Pages of generalized models beside what R prints of them.
 */
import { assertEquals } from "@std/assert";
import { renderText } from "../../lib/render/render.ts";
import { pageResults } from "../cases/run_page.ts";

const read = (name: string): string => Deno.readTextFileSync(new URL(name, import.meta.url));

/** Lines that say how long a search was, remarks that R tells as messages, blanks. */
const OWN =
  /^(Number of Fisher Scoring iterations|NOTE: |optimizer \(|boundary \(singular\)|Model failed|Degrees-of-freedom method: user-specified)/;

function linesOf(text: string): string[] {
  return text.replace(/[‘’]/g, "'").split("\n").map((l) => l.replace(/\s+/g, " ").trim())
    .filter((l) => l !== "" && !OWN.test(l));
}

const NUMBER = /(?<![\w.])-?\d+(\.\d+)?(e[-+]?\d+)?/g;
const shapeOf = (line: string): string => line.replace(NUMBER, "#");

/** Decimals of a number as it is written. */
const unitOf = (text: string): number => {
  const [digits = "", power = "0"] = text.split("e");
  return 10 ** (Number(power) - (digits.split(".")[1]?.length ?? 0));
};

/** Whether numbers differ by two units of the last digit at most, or by what R's optimum leaves. */
function near(own: string, theirs: string, ofLine = false): boolean {
  if (own === theirs) return true;
  if (shapeOf(own) !== shapeOf(theirs)) return false;
  const [a, b] = [own.match(NUMBER) ?? [], theirs.match(NUMBER) ?? []];
  const largest = Math.max(...b.map((y) => Math.abs(Number(y))));
  return a.every((x, i) => {
    const y = b[i]!;
    const apart = Math.abs(Number(x) - Number(y));
    const size = ofLine ? largest : Math.abs(Number(y));
    return apart <= Math.max(2.01 * Math.max(unitOf(x), unitOf(y)), SHARE * size);
  });
}

/** What R's optimum leaves: of p-values of 1e−15 more than of others, so of all. */
const SHARE = 3e-4;

/** What is not compared as it stands. */
export interface Exceptions {
  /** Lines of R's that are others here, or none. */
  readonly explained: Readonly<Record<string, string | null>>;
  /** How pages begin whose numbers are compared as shares of the largest of their line. */
  readonly ofLine?: string;
}

/**
 * Declares a test for each page of NAME.R but the first, which makes the data; `pages_record.R` wrote the
 * text in NAME.json, and says how R was set.
 */
export async function comparePages(name: string, { explained, ofLine }: Exceptions): Promise<void> {
  const pages = read(`${name}.R`).split("\n---\n");
  const printed: string[] = JSON.parse(read(`${name}.json`));
  const { results } = await pageResults(
    "# T\n\n" + pages.map((p) => `\`\`\`{r}\n${p.trim()}\n\`\`\`\n`).join("\n"),
    new URL("../oracle/glmm/", import.meta.url),
  );
  pages.forEach((page, i) => {
    if (i === 0) return;
    Deno.test(`page ${i} of ${name} beside R: ${page.split("\n")[0]}`, () => {
      const { shown, diagnostics } = results[i]!;
      assertEquals(diagnostics.filter((d) => d.severity === "error").map((d) => d.message), []);
      const own = linesOf(shown.map((s) => renderText(s.value)).join("\n"));
      const theirs = linesOf(printed[i]!).flatMap((line) =>
        Object.hasOwn(explained, line) ? explained[line] ?? [] : [line]
      );
      const asLine = ofLine !== undefined && page.startsWith(ofLine);
      const different = theirs.flatMap((line, k) =>
        near(own[k] ?? "", line, asLine) ? [] : [`R ${line}`, `  ${own[k] ?? ""}`]
      );
      assertEquals(different.slice(0, 12), []);
      assertEquals(own.length, theirs.length);
    });
  });
}
