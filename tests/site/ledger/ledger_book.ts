/** A small book with every kind of result, for tests of the ledger. */
import { buildSite } from "../../../lib/site/build/build_site.ts";
import type { SiteOptions } from "../../../lib/site/build/site_options.ts";
import { bookOf, type MemoryWorld } from "../memory_world.ts";

export const ROOT = "/nowhere/book";

const DATA = [
  "Block,Trt,gain,dose",
  ...["A", "B", "C", "D"].flatMap((block, i) =>
    ["ctl", "low", "high"].map((trt, j) =>
      `${block},${trt},${
        (10.1379 + 1.37 * i + 2.11 * j + ((i * 7 + j * 5) % 6) / 7.3).toFixed(4)
      },${j}`
    )
  ),
].join("\n");

const PAGE = `# Gains

\`\`\`model
d <- read.csv("data/d.csv", stringsAsFactors = TRUE)
m <- lmer(gain ~ Trt + (1 | Block), data = d)
\`\`\`

There are \`r nrow(d)\` pens, and the intercept is \`r fixef(m)[1]\`.

\`\`\`model
#| label: tbl-anova
#| caption: Tests.
anova(m)
\`\`\`

\`\`\`model
#| label: tbl-means
#| caption: Means.
emmeans(m, ~ Trt)
\`\`\`

\`\`\`model
#| label: fig-means
#| caption: Means drawn.
plot(emmeans(m, ~ Trt))
\`\`\`

\`\`\`model
#| label: fig-resid
#| caption: Residuals.
residuals_plot(m)
\`\`\`

See [](#fig-resid) and [](#tbl-means).

\`\`\`model
head(d)
resid(m)[1:4]
tapply(d$gain, d$Trt, mean)
equation(m)
\`\`\`

\`\`\`plot
#| label: fig-dots
#| caption: Dots.
Plot.plot({ marks: [Plot.dot(d, { x: "dose", y: "gain" })] })
\`\`\`

\`\`\`plot
#| label: fig-own
#| caption: Own.
Plot.plot({ marks: [Plot.dot([1, 2, 5])] })
\`\`\`
`;

const SECOND = `# Second

\`\`\`model
#| from: 01-gains
pairs(emmeans(m, ~ Trt))
\`\`\`
`;

/** The book in memory. */
export function ledgerBook(settings = ""): MemoryWorld {
  return bookOf({
    "book.yml": `title: Gains\n${settings}`,
    "01-gains.md": PAGE,
    "02-second.md": SECOND,
    "data/d.csv": `${DATA}\n`,
  }).world;
}

/** Builds the book into a folder of its own. */
export async function build(
  world: MemoryWorld,
  output: string,
  options: Partial<SiteOptions> = {},
) {
  const report = await buildSite({ root: ROOT, output: `/nowhere/${output}`, world, ...options });
  const site = new Map(
    [...world.files].filter(([path]) => path.startsWith(`/nowhere/${output}/`)).map((
      [path, bytes],
    ) => [path.slice(`/nowhere/${output}/`.length), new TextDecoder("latin1").decode(bytes)]),
  );
  return { report, site, errors: report.diagnostics.filter((d) => d.severity === "error") };
}

/** The files of values that a ledger names. */
export function storedFiles(world: MemoryWorld): string[] {
  return [...world.files.keys()].filter((path) => path.startsWith(`${ROOT}/results.values/`))
    .sort();
}
