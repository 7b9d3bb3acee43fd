/** Colours and letters of the picture, in light and dark; a page may choose one with `data-theme` on its root. */
const light = `--ground:#f6f7f9;--paper:#fff;--ink:#1c2430;--faint:#6b7686;--rule:#d5dae2;--line:#8a95a6;--mark:#0b62d6;--shade:36%;--tint:94%`;
const dark = `--ground:#12161c;--paper:#1b212a;--ink:#e6eaf0;--faint:#96a1b2;--rule:#343d4a;--line:#67748a;--mark:#6aa8ff;--shade:34%;--tint:15%`;

/** The hues of the groups, as far apart as so many can be. */
export const groupHues = [212, 152, 28, 280, 340, 186, 96, 48];

export const svgStyle = `.joinery-diagram{${light};background:var(--ground);font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
@media(prefers-color-scheme:dark){.joinery-diagram{${dark}}}
[data-theme=light] .joinery-diagram{${light}}
[data-theme=dark] .joinery-diagram{${dark}}
.joinery-diagram text{fill:var(--ink);dominant-baseline:central}
.group>rect{fill:hsl(var(--hue) 45% var(--tint));stroke:var(--rule)}
.group>text{font-size:32px;font-weight:600;fill:var(--faint)}
.edge path{fill:none;stroke:var(--line);stroke-width:1.4}
.edge .end{fill:var(--paper)}
.edge .area{stroke:transparent;stroke-width:12}
.edge:hover path:not(.area),.edge.related path:not(.area){stroke:var(--mark);stroke-width:2.2}
.model .paper{fill:var(--paper);stroke:var(--rule)}
.model .head{fill:hsl(var(--hue) 50% var(--shade))}
.joinery-diagram .model .name{fill:#fff;font-size:13px;font-weight:700}
.joinery-diagram .model .type,.joinery-diagram .model .marks{fill:var(--faint)}
.model .type{text-anchor:end}
.joinery-diagram .model .marks{font-size:9px;font-weight:700}
.model.view .paper{stroke:hsl(var(--hue) 50% var(--shade));stroke-dasharray:5 4}
.model.view .head{fill:none}
.joinery-diagram .model.view .name{fill:var(--ink);font-style:italic}
.edge.loose .line{stroke-dasharray:5 4}
.row .area{fill:transparent}
.row:hover .area{fill:var(--mark);fill-opacity:.12}
.documented .label{text-decoration:underline dotted}
${groupHues.map((hue, index) => `.hue-${index}{--hue:${hue}}`).join("")}`;
