import { createHash } from "node:crypto";
import type { Diagram } from "./diagram.js";
import { element, escapeMarkup, openTag } from "./escape-markup.js";
import { pageScript } from "./page-script.js";
import { pageStyle } from "./page-style.js";
import { renderSvg } from "./render-svg.js";

/**
 * The diagram as one page to open from a disk or to publish: the picture, with search, pan, zoom and documentation on
 * hover. Its security policy lets nothing run but its own script and lets nothing be fetched, whatever the schema holds.
 */
export function renderHtml(diagram: Diagram, title: string, titles?: ReadonlyMap<string, string>): string {
  const hash = createHash("sha256").update(pageScript).digest("base64");
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; base-uri 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
${openTag("meta", { "http-equiv": "Content-Security-Policy", content: policy })}
<meta name="viewport" content="width=device-width, initial-scale=1">
${element("title", {}, title)}
<style>${pageStyle}</style>
</head>
<body>
${renderSvg(diagram, title, titles).trimEnd()}
<div class="bar" role="toolbar" aria-label="${escapeMarkup(title)}">
<input id="search" type="search" placeholder="Search models and fields" aria-label="Search models and fields" title="/ to search, Enter for the next, Esc to end" autocomplete="off" spellcheck="false">
<output id="count" for="search"></output>
<button value="out" title="Zoom out (-)" aria-label="Zoom out">−</button>
<button value="in" title="Zoom in (+)" aria-label="Zoom in">+</button>
<button value="fit" title="Show all (0)">Fit</button>
<button value="theme" title="Light or dark" aria-label="Light or dark">◐</button>
</div>
<div class="tip" id="tip" role="tooltip" hidden></div>
<script>${pageScript}</script>
</body>
</html>
`;
}
