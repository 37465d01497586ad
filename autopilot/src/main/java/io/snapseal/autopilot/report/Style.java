package io.snapseal.autopilot.report;

/** How the page looks. */
final class Style {
  static final String CSS =
      """
      :root { color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --paper: #ffffff;
        --line: #d8dee4; --none: #c9302c; --aws-owned: #e07b00; --aws-managed: #d4a800;
        --customer-key: #2f6fd0; --wrong-key: #8250df; --right-key: #1a8754;
        --key-unusable: #8a1c5c; --unsupported: #8c959f; }
      @media (prefers-color-scheme: dark) {
        :root { --ink: #e6edf3; --soft: #9aa4af; --paper: #0f1419; --line: #30363d;
          --none: #f2655f; --aws-owned: #f59e3d; --aws-managed: #e3c23f;
          --customer-key: #6aa5ff; --wrong-key: #b794f6; --right-key: #43c083;
          --key-unusable: #e07ab5; --unsupported: #7d8590; } }
      body { margin: 2rem; background: var(--paper); color: var(--ink);
        font: 15px/1.5 system-ui, sans-serif; }
      h1 { font-size: 1.5rem; margin: 0; }
      h2 { font-size: 1.05rem; margin: 1.5rem 0 .5rem; }
      p { color: var(--soft); margin: .25rem 0 1rem; }
      .gaps { border-left: 4px solid var(--none); padding-left: 1rem; }
      .legend { list-style: none; padding: 0; display: flex; flex-wrap: wrap;
        gap: .25rem 1.5rem; }
      .charts { display: grid; gap: 0 2.5rem;
        grid-template-columns: repeat(auto-fit, minmax(min(26rem, 100%), 1fr)); }
      .charts svg { width: 100%; max-width: 45rem; height: auto; }
      .charts text { font: 12px system-ui, sans-serif; fill: var(--ink); }
      .swatch { width: .7em; height: .7em; margin-right: .4em; }
      .none { fill: var(--none); } .aws-owned { fill: var(--aws-owned); }
      .aws-managed { fill: var(--aws-managed); } .customer-key { fill: var(--customer-key); }
      .wrong-key { fill: var(--wrong-key); } .right-key { fill: var(--right-key); }
      .key-unusable { fill: var(--key-unusable); } .unsupported { fill: var(--unsupported); }
      .wide { overflow-x: auto; }
      table { border-collapse: collapse; font-size: 13px; }
      th, td { text-align: left; vertical-align: top; padding: .3rem .7rem .3rem 0;
        border-bottom: 1px solid var(--line); unicode-bidi: isolate; overflow-wrap: break-word;
        max-width: 16rem; }
      td.long { overflow-wrap: anywhere; min-width: 9rem; }
      td.n { text-align: right; font-variant-numeric: tabular-nums; }
      @media print { body { margin: 0; } .wide { overflow: visible; } }
      """;

  private Style() {}
}
