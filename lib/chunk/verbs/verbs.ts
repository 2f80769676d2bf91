/**
 * The verbs that there are, those of one package in one folder. A verb is registered here or in one of
 * the rooms, and nowhere else; `deno run --allow-read --allow-write tests/chunk/verbs_page.ts` then
 * writes the names of all.
 *
 * @module
 */
import { ANOVA } from "./car/anova.ts";
import { COEF, COEFFICIENTS, PIECES, VCOV } from "./stats/pieces.ts";
import { LANGUAGE } from "./base/language.ts";
import { LM } from "./stats/models.ts";
import { LMER } from "./lme4/lmer.ts";
import { MEANS } from "./emmeans/means.ts";
import { MIXED_PIECES } from "./lme4/pieces.ts";
import { PROSE } from "./heddle/prose.ts";
import { RESULTS } from "./base/results.ts";
import { READING } from "./base/reading.ts";
import { SETTINGS } from "./base/settings.ts";
import { TESTS } from "./stats/tests.ts";
import { imported, Later } from "../../later.ts";
import { TIBBLE_LINES } from "../../language/print/tibbles.ts";
import { ADDED_TO } from "../bridge/adding.ts";
import { PARTS_OF_MEANS } from "../bridge/parts_of_means.ts";
import { PAIRS_OF_COLUMNS } from "../bridge/pairs_of_columns.ts";
import { type Room, Vocabulary } from "../../language/evaluation/vocabulary.ts";
import type { Verb } from "../evaluation/verb.ts";
import { NAMES } from "./names.ts";

/** Verbs by group, as the manual lists them. */
export type VerbGroups = Readonly<Record<string, readonly Verb[]>>;

/** Verbs that are always at hand. */
const ALWAYS: VerbGroups = {
  language: LANGUAGE,
  data: [...READING, ...RESULTS],
  models: [LM, LMER, SETTINGS],
  tests: [ANOVA, ...TESTS],
  means: MEANS,
  pieces: [
    COEF,
    COEFFICIENTS,
    ...MIXED_PIECES,
    VCOV,
    ...PIECES,
  ],
  designs: [],
  figures: [],
  pictures: [],
  graphics: [],
  prose: PROSE,
};

/** Verbs that are loaded together when a page has the name of one. */
export interface VerbRoom extends Room<Verb> {
  readonly groups: Later<VerbGroups>;
}

function room(name: string, ...besides: readonly Later<unknown>[]): [string, VerbRoom] {
  const groups = new Later(`The verbs of ${name}`, async () => {
    const [{ VERBS }] = await Promise.all([
      imported<{ VERBS: VerbGroups }>(`./rooms/${name}.ts`, import.meta),
      ...besides.map((b) => b.obtain()),
    ]);
    return VERBS;
  });
  const names = Object.values(NAMES[name] ?? {}).flatMap((each) => each.trim().split(/\s+/));
  const words = new Later(
    groups.what,
    async () => Object.values(await groups.obtain()).flat(),
  );
  return [name, { names, groups, words }];
}

/** Rooms of verbs that many pages get on without; each has its module in `rooms`. */
export const VERB_ROOMS: ReadonlyMap<string, VerbRoom> = new Map(
  [
    room("reading"),
    room("places"),
    room("intervals"),
    room("designs"),
    room("planning"),
    room("views"),
    room("pictures", ADDED_TO),
    room("graphics", ADDED_TO, PAIRS_OF_COLUMNS),
    room("shorthands", ADDED_TO),
    room("generalized"),
    room("residual"),
    room("diagnosis", TIBBLE_LINES),
    room("figures"),
    room("pieces"),
    room("comparisons"),
    room("grids", PARTS_OF_MEANS),
    room("agricolae"),
    room("files"),
    room("tables"),
    room("analyses"),
    room("regression"),
  ],
);

/** Verbs that are at hand without a room. */
export const AT_HAND: readonly Verb[] = Object.values(ALWAYS).flat();

/** Verbs by name. */
export const VERBS: Vocabulary<Verb> = new Vocabulary(AT_HAND, VERB_ROOMS.values());

/** The names of verbs that read a table or an object: what they will read is found before a page runs. */
export const READERS: readonly string[] = [
  ...READING.map(({ name }) => name),
  ...VERB_ROOMS.get("reading")!.names,
];

/** Every verb by its group, all rooms loaded. */
export async function everyVerb(): Promise<VerbGroups> {
  const rooms = await Promise.all([...VERB_ROOMS.values()].map((r) => r.groups.obtain()));
  await VERBS.obtain(VERBS.keys());
  return Object.fromEntries(
    Object.entries(ALWAYS).map(([group, verbs]) => [
      group,
      [...verbs, ...rooms.flatMap((r) => r[group] ?? [])],
    ]),
  );
}
