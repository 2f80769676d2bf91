/** What long work says of itself: which steps there are, and which of them become lines. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { WorkLines } from "../../lib/cli/work_lines.ts";
import { simulatePower } from "../../lib/design/planning/simulation.ts";
import { listen, spelled, tell } from "../../lib/progress.ts";
import { buildSite } from "../../lib/site/build/build_site.ts";
import type { WorkTold } from "../../lib/site/build/told_work.ts";
import {
  confint,
  design,
  glmer,
  lmer,
  parametricBootstrap,
  parseTable,
  readTable,
} from "../../mod.ts";
import { CapturedWorld, TemporaryFolder } from "./captured_world.ts";

const SLEEP = decodeURIComponent(
  new URL("../oracle/public/sleepstudy.csv", import.meta.url).pathname,
);

/** A world whose clock is set by hand. */
class SetWorld extends CapturedWorld {
  time = 0;

  override now(): Date {
    return new Date(this.time);
  }
}

const told = (words: string, line: number | null = 4): WorkTold => ({
  file: "01-a.md",
  line,
  words,
});

Deno.test("elsewhere than on a terminal long work has a line after two seconds, then one in ten", () => {
  const world = new SetWorld();
  const lines = new WorkLines(world, false);
  for (world.time = 0; world.time <= 25_000; world.time += 500) {
    lines.told(told(`step ${world.time / 500}`));
    // what goes on beside it on another thread has lines of its own
    if (world.time <= 1500) lines.told(told("short", 9));
  }
  lines.end();
  assertEquals(
    world.err,
    "01-a.md:4 · step 4\n01-a.md:4 · step 24\n01-a.md:4 · step 44\n",
  );
});

Deno.test("on a terminal a line is written over, its middle left out where it is too long", () => {
  const world = new SetWorld();
  const lines = new WorkLines(world, true);
  lines.told(told("step 1"), "3 of 9 ");
  lines.told(told(`y ~ ${"x + ".repeat(30)}z · step 2`));
  lines.end();
  const [, first, second, last] = world.err.split("\r\x1b[K");
  assertEquals([first, last], ["3 of 9 01-a.md:4 · step 1", ""]);
  assertMatch(second!, /^01-a\.md:4 · y ~ x .*….* x \+ z · step 2$/);
  assertEquals(second!.length, 79);
});

/** A world whose seconds go by when they are told to, and what is done once a second with them. */
class TickingWorld extends SetWorld implements Disposable {
  readonly #set = globalThis.setInterval;
  readonly #clear = globalThis.clearInterval;
  readonly #ticks = new Map<number, () => void>();

  constructor() {
    super();
    globalThis.setInterval = ((tick: () => void) => {
      this.#ticks.set(1, tick);
      return 1;
    }) as typeof setInterval;
    globalThis.clearInterval = (id) => void this.#ticks.delete(Number(id));
  }

  pass(seconds: number): void {
    for (let i = 0; i < seconds; i++) {
      this.time += 1000;
      for (const tick of this.#ticks.values()) tick();
    }
  }

  [Symbol.dispose](): void {
    globalThis.setInterval = this.#set;
    globalThis.clearInterval = this.#clear;
  }
}

Deno.test("what is waited for says its step and its seconds, once a second", async () => {
  using world = new TickingWorld();
  const lines = new WorkLines(world, true);
  const given = await lines.waiting("trial", async () => {
    tell("connecting");
    await Promise.resolve(world.pass(1));
    tell("waiting for the cells of 1,000,000 rows");
    world.pass(2);
    return 7;
  });
  assertEquals(given, 7);
  assertEquals(world.err.split("\r\x1b[K"), [
    "",
    "trial · connecting",
    "trial · connecting, 1 s",
    "trial · waiting for the cells of 1,000,000 rows",
    "trial · waiting for the cells of 1,000,000 rows, 1 s",
    "trial · waiting for the cells of 1,000,000 rows, 2 s",
    "",
  ]);
  // nothing is told any more when it has ended, by a fault as well
  world.err = "";
  await lines.waiting("trial", () => Promise.reject(new Error("lost"))).catch(() => {});
  tell("nobody");
  world.pass(3);
  assertEquals(world.err, "\r\x1b[K");
});

Deno.test("elsewhere a source that takes long has a line after two seconds, then one in ten", async () => {
  using world = new TickingWorld();
  const lines = new WorkLines(world, false);
  await lines.waiting("trial", () => {
    tell("connecting");
    return Promise.resolve(world.pass(14));
  });
  assertEquals(world.err, "trial · connecting, 2 s\ntrial · connecting, 12 s\n");
});

/** The steps of some work, as lines. */
function stepsOf(run: () => void): string[] {
  const steps: string[] = [];
  const end = listen((work, far) => steps.push(spelled(work, far)));
  try {
    run();
  } finally {
    end();
  }
  return steps;
}

Deno.test("fits, derivatives, profiles, draws and files say how far they are", async () => {
  const sleep = await readTable(SLEEP, { factors: ["Subject"] });
  const text = "Reaction ~ Days + (Days | Subject)";
  let fit!: ReturnType<typeof lmer>;
  const search = stepsOf(() => fit = lmer(text, sleep));
  assert(search.length > 0);
  assertMatch(
    search[0]!,
    /^Reaction ~ Days \+ \(Days \| Subject\) · step 1 of the search, gradient \S+ \(ends at 1\.7e-6\)$/,
  );
  const profile = stepsOf(() => confint(fit, { method: "profile" }));
  assert(
    profile.includes("profile of sigma, 4 of 6 · point 1 of the upper limit"),
    profile.join("\n"),
  );
  assertEquals(
    stepsOf(() => parametricBootstrap(fit, { draws: 3 })).filter((s) => s.endsWith("refitted")),
    [0, 1, 2].map((d) => `${d} of 3 draws refitted`),
  );
  const counts = parseTable(
    `g,x,y\n${
      Array.from({ length: 40 }, (_, i) => `g${i % 8},${i % 5},${i % 3 + i % 5}\n`).join("")
    }`,
    { factors: ["g"] },
  );
  const marginal = stepsOf(() => glmer("y ~ x + (1 | g)", counts, { family: "poisson" }));
  assertMatch(
    marginal[0]!,
    /^y ~ x \+ \(1 \| g\) · step 1 of the search, log likelihood -\d+\.\d{3}$/,
  );
  const rows = "1,2\n".repeat(140_000);
  assertEquals(stepsOf(() => parseTable(`a,b\n${rows}`, { file: "long.csv" })), [
    "reading long.csv · 46 % parted into fields",
    "reading long.csv · 93 % parted into fields",
    "reading long.csv · 0 of 2 columns",
    "reading long.csv · 1 of 2 columns",
  ]);
  const d = design({
    units: "~ Block/Plot",
    treatments: "~ Trt",
    levels: { Block: 4, Plot: 5, Trt: 5 },
    allot: "Trt ~ Plot",
  });
  const power = stepsOf(() =>
    simulatePower(d, { variance: { residual: 8 }, means: [10, 10, 10, 10, 16], runs: 1200 })
  );
  assertEquals(power[1000], "1,000 of 1,200 experiments simulated");
});

Deno.test("a build is told of work on each page, on threads as well", async () => {
  using folder = new TemporaryFolder();
  folder.write("book/data/sleep.csv", Deno.readTextFileSync(SLEEP));
  const code = (nsim: number): string =>
    'd <- read.csv("data/sleep.csv")\nm <- lmer(Reaction ~ Days + (Days | Subject), d)\n' +
    `confint(m, method = "boot", nsim = ${nsim}, seed = 1)\n`;
  for (const page of ["01-a", "02-b"]) {
    folder.write(`book/${page}.md`, `# ${page}\n\nWords.\n\n\`\`\`model\n${code(600)}\`\`\`\n`);
  }
  for (const workers of [1, 2]) {
    await Deno.remove(`${folder.path}/book/.heddle`, { recursive: true }).catch(() => {});
    const found: WorkTold[] = [];
    const report = await buildSite({
      root: `${folder.path}/book`,
      output: `${folder.path}/site`,
      write: false,
      cache: true,
      workers,
      working: (one) => found.push(one),
    });
    assertEquals(report.diagnostics, []);
    assertEquals([...new Set(found.flatMap(({ file }) => file ?? []))].sort(), [
      "01-a.md",
      "02-b.md",
    ]);
    assert(
      found.some(({ line, words }) => line === 5 && words.includes(" of 600 draws refitted")),
    );
  }
});
