/**
 * Models with structures of the residuals, in R as the scripts of pages write them: their likelihoods,
 * coefficients and standard errors beside those of the page. Structures that no package of R has, or
 * none that is installed, are counted apart.
 *
 *     deno run -A tests/long/structured_scripts.ts
 *
 * @module
 */
import { pageResults } from "../cases/run_page.ts";
import { structuredModels } from "../chunk/structures/models.ts";

/** What the list of long checks shows. */
export const name = "structures in R";

const DATA = new URL("../oracle/rside/", import.meta.url);

interface OneModel {
  source: string;
  r: string;
  logLik: number;
  beta: number[];
  errors: number[];
}

/** Each model on a page, with the R of its script. */
async function onPages(): Promise<{ head: string; models: OneModel[] }> {
  const { head, models } = structuredModels();
  const block = (text: string): string => "```{r}\n" + text + "\n```\n";
  const page = ["# Models", ...[head, ...models.map((m) => m.source)].map(block)].join("\n\n");
  const { results } = await pageResults(page, DATA);
  return {
    head: results[0]!.r,
    models: results.slice(1).map((result, i) => {
      const fit = result.models[0]!.fit;
      return {
        source: models[i]!.source,
        r: result.r,
        logLik: fit.logLik,
        beta: [...fit.beta],
        // nlme's are of an unbiased variance by ML too
        errors: [...fit.beta].map((_, k) =>
          Math.sqrt(
            fit.vcov[k]![k]! *
              (result.r.includes("gls(") && !fit.random!.reml ? fit.n / (fit.n - fit.rank) : 1),
          )
        ),
      };
    }),
  };
}

const isComment = (r: string): boolean => r.split("\n").every((line) => line.startsWith("#"));

/** What R makes of the calls: by model the log likelihood, coefficients, standard errors. */
async function inR(head: string, models: readonly OneModel[]): Promise<(number[][] | string)[]> {
  const script = [
    "suppressMessages({ library(nlme); library(glmmTMB) })",
    head,
    `shown <- function(m) {
  b <- if (inherits(m, "gls")) coef(m) else if (inherits(m, "lme")) fixef(m) else fixef(m)$cond
  v <- if (inherits(m, "glmmTMB")) vcov(m)$cond else vcov(m)
  b <- b[!is.na(b)]
  cat("@@", format(c(logLik(m)), digits = 15), "|", format(unname(b), digits = 15), "|",
      format(unname(sqrt(diag(v))), digits = 15), "\\n")
}`,
    ...models.map(({ r }) =>
      isComment(r) || /\bmmrm\(/.test(r)
        ? 'cat("@@ none\\n")'
        : `tryCatch({ suppressWarnings({\n${r}\n}); shown(m) }, error = function(e) cat("@@ error", gsub("\\n", " ", conditionMessage(e)), "\\n"))`
    ),
  ].join("\n");
  const path = Deno.makeTempFileSync({ suffix: ".R" });
  Deno.writeTextFileSync(path, script);
  const { stdout, stderr } = await new Deno.Command("Rscript", {
    args: [path],
    cwd: decodeURIComponent(DATA.pathname),
  }).output();
  Deno.removeSync(path);
  const lines = new TextDecoder().decode(stdout).split("\n").filter((l) => l.startsWith("@@"));
  if (lines.length !== models.length) throw new Error(new TextDecoder().decode(stderr).slice(-400));
  return lines.map((line) => {
    const text = line.slice(3).trim();
    if (text === "none" || text.startsWith("error")) return text;
    return text.split("|").map((part) => part.trim().split(/\s+/).map(Number));
  });
}

const farthest = (a: readonly number[], b: readonly number[], unit: readonly number[]): number =>
  a.reduce((most, x, i) => Math.max(most, Math.abs(x - b[i]!) / unit[i]!), 0);

/** For the list of long checks. */
export async function run(): Promise<{ passed: number; failed: number; lines: string[] }> {
  const { head, models } = await onPages();
  let found: (number[][] | string)[];
  try {
    found = await inR(head, models);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return { passed: 0, failed: 0, lines: ["Rscript is not installed: skipped"] };
  }
  const lines: string[] = [];
  let [passed, failed, none] = [0, 0, 0];
  let [likelihood, coefficient] = [0, 0];
  found.forEach((of, i) => {
    const { source, logLik, beta, errors } = models[i]!;
    if (of === "none") return void none++;
    if (typeof of === "string") {
      failed++;
      return void lines.push(`${source}: ${of}`);
    }
    const [[theirs], b, s] = of as [number[], number[], number[]];
    const apart = logLik - theirs!;
    const far = Math.max(farthest(b, beta, errors), farthest(s, errors, errors));
    // their searches stop within a tolerance of their own
    const good = b.length === beta.length && apart > -1e-6 && apart < 1e-4 && far < 2e-3;
    if (good) {
      passed++;
      likelihood = Math.max(likelihood, apart);
      coefficient = Math.max(coefficient, far);
      return;
    }
    failed++;
    lines.push(
      `${source}: log likelihood ${logLik} here, ${theirs} in R; ${
        far.toPrecision(2)
      } standard errors apart`,
    );
  });
  return {
    passed,
    failed,
    lines: [
      `${passed} of ${passed + failed} models are R's: log likelihoods at most ${
        likelihood.toPrecision(1)
      } better, coefficients and standard errors ${
        coefficient.toPrecision(1)
      } of a standard error away; ${none} are in no package that is installed`,
      ...lines,
    ],
  };
}

if (import.meta.main) {
  const { failed, lines } = await run();
  for (const line of lines) console.log(line);
  if (failed > 0) Deno.exit(1);
}
