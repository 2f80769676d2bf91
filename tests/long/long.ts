/**
 * All long checks, one after another; what came of them becomes `RESULTS.md`.
 *
 *     deno task long [NAME...]
 *
 * A check is a file here with a `name` and `run()`; it is added to the list below.
 *
 * @module
 */
import * as canaries from "./canaries.ts";
import * as designs from "./designs.ts";
import * as edits from "./edits.ts";
import * as fuzz from "./fuzz.ts";
import * as fullDisk from "./full_disk.ts";
import * as growth from "./growth.ts";
import * as kills from "./kills.ts";
import * as liveR from "./live_r.ts";
import * as mutations from "./mutations.ts";
import * as scripts from "./scripts.ts";
import * as sources from "./sources.ts";
import * as structuredDesigns from "./structured_designs.ts";
import * as structuredScripts from "./structured_scripts.ts";
import * as zones from "./zones.ts";

/** How a check ended. */
interface Outcome {
  passed: number;
  failed: number;
  lines: string[];
}

/** A check. */
interface Check {
  name: string;
  run(): Promise<Outcome>;
}

const CHECKS: readonly Check[] = [
  growth,
  mutations,
  designs,
  structuredDesigns,
  structuredScripts,
  liveR,
  scripts,
  kills,
  fullDisk,
  edits,
  fuzz,
  canaries,
  sources,
  zones,
];

const asked = new Set(Deno.args);
const chosen = CHECKS.filter((c) => asked.size === 0 || asked.has(c.name));
const results = new URL("RESULTS.md", import.meta.url);
const ROW = /^\| (.+?) \|/;

/** Rows of the last results by check: a check that was not asked for keeps its row. */
function earlierRows(): Map<string, string> {
  try {
    return new Map(
      Deno.readTextFileSync(results).split("\n").flatMap((line) => {
        const [, first] = line.match(ROW) ?? [];
        return first === undefined ? [] : [[first, line] as const];
      }),
    );
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return new Map();
    throw error;
  }
}

function machine(): string {
  const gigabytes = Math.round(Deno.systemMemoryInfo().total / 2 ** 30);
  const { os, arch } = Deno.build;
  return `${navigator.hardwareConcurrency} cores, ${gigabytes} GB, ${os} ${arch}, Deno ${Deno.version.deno}`;
}

const rows = earlierRows();
let broken = 0;
for (const check of chosen) {
  console.log(`== ${check.name}`);
  const from = Date.now();
  const { passed, failed, lines } = await check.run();
  const seconds = Math.round((Date.now() - from) / 1000);
  broken += failed;
  console.log([...lines, `${passed} passed, ${failed} failed in ${seconds} s`].join("\n"));
  const words = lines.map((l) => l.split("\n")[0]!.replaceAll("|", "\\|")).join("; ");
  const day = new Date().toISOString().slice(0, 10);
  rows.set(
    check.name,
    `| ${check.name} | ${passed} | ${failed} | ${seconds} s | ${day} | ${machine()} | ${words} |`,
  );
}

Deno.writeTextFileSync(
  results,
  `# Long checks

The last run of each check of \`deno task long\`, written by it.

| check | passed | failed | took | on | machine | what came of it |
|---|---|---|---|---|---|---|
${CHECKS.flatMap((c) => rows.get(c.name) ?? []).join("\n")}
`,
);
if (broken > 0) Deno.exit(1);
