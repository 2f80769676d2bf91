/**
 * Evaluates a page whose files and fellow pages are obtained on the way.
 *
 * @module
 */
import type { PageBlock } from "./block.ts";
import type { PageEnvironment } from "./environment.ts";
import { filesRead } from "./files_read.ts";
import { pageSteps } from "./page.ts";
import type { PageResult } from "./page_result.ts";
import { obtainWords } from "./words.ts";

/**
 * Evaluates blocks one after another, as `evaluatePage`. Files whose paths stand in the blocks are
 * read first, and words whose names stand there loaded; what is asked for besides is obtained when it is, and its block run again.
 */
export async function runPage(
  blocks: readonly PageBlock[],
  environment: PageEnvironment,
): Promise<PageResult> {
  const ahead = (): Promise<unknown>[] =>
    filesRead(blocks, environment).map(({ path, options, reader }) =>
      environment.readAhead?.(path, options, reader) ?? Promise.resolve()
    );
  const texts = blocks.filter(({ kind }) => kind !== "plot").map(({ source }) => source);
  // a path that is made by words is known when these are loaded; others need not wait for them
  await Promise.all([obtainWords(texts), ...ahead()]);
  await Promise.all(ahead());
  const steps = pageSteps(blocks, environment);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await step.value.obtain();
  }
}
