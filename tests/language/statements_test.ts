/** Statements of base R beside live R 4.2.2 (`reference/record.R`): printed text, line by line. */
import { assertEquals } from "@std/assert";
import { recorded, session, tidy } from "./compare.ts";
import { EXPLAINED, SILENT } from "./explained.ts";

const files = [...Deno.readDirSync(new URL("reference/", import.meta.url))]
  .filter((entry) => entry.name.endsWith(".json")).map((entry) => entry.name.slice(0, -5)).sort();

for (const name of files) {
  Deno.test(`statements of ${name} print as in R`, () => {
    const run = session();
    const wrong: { code: string; here: string; inR: string }[] = [];
    for (const { code, out, fails, warns } of recorded(name)) {
      const { out: here, fault, remarked } = run(code);
      if (EXPLAINED[name]?.[code] !== undefined) continue;
      const inR = tidy(out) + (fails ? " [fails]" : "");
      const mine = here + (fault === null ? "" : " [fails]");
      if (mine !== inR) {
        wrong.push({ code, here: mine + (fault && !fails ? ` ${fault}` : ""), inR });
      } else if (warns && !fails && !remarked && SILENT[code] === undefined) {
        wrong.push({ code, here: "without a remark", inR: "with a warning" });
      }
    }
    assertEquals(wrong, []);
  });
}
