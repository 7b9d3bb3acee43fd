/** The page around the picture. It takes the picture's colours. */
export const pageStyle = `html,body{height:100%;margin:0;overflow:hidden}
body{font:14px system-ui,sans-serif}
.joinery-diagram{display:block;width:100%;height:100%;touch-action:none;cursor:grab}
.joinery-diagram.held{cursor:grabbing}
.joinery-diagram .model{cursor:pointer}
.bar{position:fixed;top:12px;left:12px;display:flex;gap:6px;align-items:center;padding:6px;border-radius:10px;background:Canvas;color:CanvasText;border:1px solid #8886;box-shadow:0 2px 10px #0003}
.bar input,.bar button{font:inherit;height:30px;border:1px solid #8886;border-radius:6px;background:transparent;color:inherit}
.bar button{min-width:32px;cursor:pointer}
.bar input{width:210px;padding:0 8px}
.bar output{min-width:5em;color:GrayText}
.tip{position:fixed;max-width:380px;padding:8px 10px;border-radius:8px;background:#10151cf2;color:#f2f5f9;white-space:pre-wrap;overflow-wrap:anywhere;pointer-events:none;font-size:13px;line-height:1.4}
.tip[hidden]{display:none}
.tip::first-line{font-weight:600}
.model,.edge{transition:opacity .12s}
.dimmed .model:not(.found),.dimmed .edge:not(.related){opacity:.15}
.model.current .paper{stroke:var(--mark);stroke-width:3}
.row.hit .area{fill:#f5b301;fill-opacity:.35}
html{color-scheme:light dark}
html[data-theme=light]{color-scheme:light}
html[data-theme=dark]{color-scheme:dark}`;
