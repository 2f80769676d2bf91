import { assert, assertEquals } from "@std/assert";
import { randomFrom } from "../long/random.ts";
import { inBrowser } from "./browser.ts";
import { hear } from "./canaries.ts";
import { CANARY_PLACES } from "./canary_places.ts";

/** Places that are always listened to: each had sung, or stopped the script of a page. */
const ALWAYS = ["heading", "levels of a factor", "plot: an attribute", "stored values: texts"];

inBrowser(
  "no canary sings, and no other server is asked, in some of all places",
  async ({ browser }) => {
    assert(CANARY_PLACES.length >= 60);
    const random = randomFrom(20261126);
    const some = Array.from(
      { length: 4 },
      () => CANARY_PLACES[Math.floor(random() * CANARY_PLACES.length)]!,
    );
    const always = CANARY_PLACES.filter(({ name }) => ALWAYS.includes(name));
    assertEquals(always.length, ALWAYS.length);
    for (const place of new Set([...always, ...some])) {
      assertEquals((await hear(browser, place)).faults, [], place.name);
    }
  },
);
