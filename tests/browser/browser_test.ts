// All browser tests share one build and one browser; what is tested stands in the files beside.
import "./accessibility.ts";
import "./canaries_heard.ts";
import "./death.ts";
import "./downloads.ts";
import "./exchange.ts";
import "./keyboard.ts";
import "./paper.ts";
import "./preview.ts";
import "./reading.ts";
import "./references.ts";
import "./search.ts";
import "./weight.ts";
import "./widths.ts";
