/** The style of the page of data quality: light and dark, screen and paper. */
export const qualityStyle = `
:root { --ink: #1b1f24; --soft: #59636e; --line: #d8dee4; --paper: #ffffff; --card: #f6f8fa; --bar: #3b6ea8; --wrong: #b42318; --personal: #8a4b00; --look: #3b6ea8; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9aa6b2; --line: #30363d; --paper: #0d1117; --card: #161b22; --bar: #6ea8e6; --wrong: #ff8a80; --personal: #f0b060; --look: #6ea8e6; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2.5rem 1.5rem 4rem; max-inline-size: 60rem; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
header p { margin: 0; color: var(--soft); }
h1 { margin: 0 0 2rem; font-size: 2rem; line-height: 1.2; }
h2 { margin: 2.5rem 0 .75rem; font-size: 1.125rem; }
.findings h2 { display: flex; gap: .5rem; align-items: baseline; border-inline-start: .25rem solid var(--look); padding-inline-start: .75rem; }
.findings.wrong h2 { border-color: var(--wrong); }
.findings.personal h2 { border-color: var(--personal); }
.count { color: var(--soft); font-weight: 400; }
ul { margin: 0; padding: 0; list-style: none; border-block-start: 1px solid var(--line); }
li { display: grid; grid-template-columns: minmax(10rem, 16rem) 1fr; gap: 1rem; padding: .5rem 0; border-block-end: 1px solid var(--line); }
.place { color: var(--soft); overflow-wrap: anywhere; }
.add { margin-block-start: .25rem; color: var(--soft); font-size: .875rem; }
code { display: inline-block; padding: .1rem .35rem; border-radius: .25rem; background: var(--card); color: var(--ink); font: .8125rem ui-monospace, "SFMono-Regular", Consolas, monospace; overflow-wrap: anywhere; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(18rem, 1fr)); gap: 1.5rem 2rem; }
figure { margin: 0; }
figcaption, caption { text-align: start; color: var(--soft); }
figcaption strong, caption strong { color: var(--ink); }
svg { display: block; inline-size: 100%; block-size: 6rem; margin-block-start: .5rem; border-block-end: 1px solid var(--line); }
rect { fill: var(--bar); }
rect.empty { fill: var(--wrong); }
.ends { display: flex; justify-content: space-between; color: var(--soft); font-size: .8125rem; }
figure p { margin: .25rem 0 0; font-size: .875rem; }
table { inline-size: 100%; margin-block-end: 1.75rem; border-collapse: collapse; }
caption { padding-block-end: .5rem; }
tbody th { inline-size: 40%; padding: .2rem 1rem .2rem 0; font-weight: 400; text-align: start; overflow-wrap: anywhere; }
.share { inline-size: 5rem; padding-inline-end: 1rem; text-align: end; font-variant-numeric: tabular-nums; }
.bar { display: block; block-size: .5rem; border-radius: .25rem; background: var(--line); overflow: hidden; }
.bar span { display: block; block-size: 100%; background: var(--bar); }
.hidden { position: absolute; clip-path: inset(50%); inline-size: 1px; block-size: 1px; overflow: hidden; }
.none { padding: 1rem; border-radius: .5rem; background: var(--card); }
@media (max-width: 40rem) { li { grid-template-columns: 1fr; gap: 0; } }
@media print { :root { --ink: #000; --paper: #fff; --soft: #444; --line: #bbb; --card: #eee; --bar: #555; --wrong: #900; } body { max-inline-size: none; padding: 0; font-size: 10pt; } li, figure, tr { break-inside: avoid; } h2 { break-after: avoid; } rect, .bar span { print-color-adjust: exact; } .bar { print-color-adjust: exact; } }
`;
