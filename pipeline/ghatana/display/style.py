"""The style sheet that goes with what is shown. It sets no text colour of its own, so light and dark both work."""

from __future__ import annotations

STYLE = """<style>
.ghatana { font-family: "Noto Sans", "Noto Sans Telugu", sans-serif; font-size: 15px; line-height: 1.5; }
.ghatana .g-head { margin: 0 0 .35em; font-size: .87em; }
.ghatana .entities { line-height: 2.2 !important; max-width: 48em; }
.ghatana .g-mark, .ghatana .g-word { color: inherit; border-radius: .3em; padding: .15em .25em; }
.ghatana .g-suffix { opacity: .6; }
.ghatana .g-label { font-size: .72em; margin-left: .45em; white-space: nowrap; }
.ghatana .g-label:empty { display: none; }
.ghatana .g-event { margin: 1em 0; padding: .5em .8em; border-left: 3px solid var(--type); }
.ghatana .g-scroll { overflow-x: auto; padding: .3em 0; }
.ghatana .g-arcs { display: grid; grid-auto-columns: max-content; grid-auto-rows: auto; justify-content: start; }
.ghatana .g-arc { border: 1.5px solid var(--c); border-bottom: 0; border-radius: .6em .6em 0 0; margin-top: .75em;
  position: relative; text-align: center; }
.ghatana .g-arc.g-outside { border-style: dashed; border-bottom: 0; }
.ghatana .g-arc::after { content: ""; position: absolute; bottom: 0; border: 4px solid transparent;
  border-top-color: var(--c); border-bottom: 0; }
.ghatana .g-arc.g-left::after { left: -4.75px; }
.ghatana .g-arc.g-right::after { right: -4.75px; }
.ghatana .g-role { position: absolute; top: 0; left: 50%; transform: translate(-50%, -55%); font-size: .75em;
  line-height: 1.2; padding: 0 .3em; white-space: nowrap; border-radius: .3em;
  background: var(--jp-layout-color0, var(--vscode-editor-background, Canvas)); }
.ghatana .g-word { max-width: 11em; align-self: center; overflow-wrap: break-word; }
.ghatana .g-part, .ghatana .g-trigger { max-width: 17em; }
.ghatana .g-gap { opacity: .6; padding: 0 .4em; align-self: center; }
.ghatana .g-trigger { font-weight: bold; }
.ghatana .g-meaning { border-top: 3px solid var(--c); margin: 2px 1px 3px; padding: 0 .25em; font-size: .8em;
  line-height: 1.3; max-width: 17em; }
.ghatana .g-meaning small { opacity: .75; font-size: .85em; }
.ghatana table.g-counts { border-collapse: collapse; margin: 0 0 1em; }
.ghatana table.g-counts td, .ghatana table.g-counts th { padding: .1em .8em .1em 0; text-align: left; }
.ghatana table.g-counts td.g-number { text-align: right; font-variant-numeric: tabular-nums; }
.ghatana table.dataframe { border-collapse: collapse; font-size: .87em; }
.ghatana table.dataframe th, .ghatana table.dataframe td { padding: .25em .7em .25em 0; text-align: left;
  vertical-align: top; min-width: 4.5em; border-bottom: 1px solid rgba(128, 128, 128, .3); }
</style>"""


def framed(content: str, lang: str = "te") -> str:
    """HTML for one output of a notebook, with its style sheet; the classes keep MathJax from reading a `$` in it."""
    from html import escape

    return f'{STYLE}<div class="ghatana tex2jax_ignore mathjax_ignore" lang="{escape(lang)}">{content}</div>'
