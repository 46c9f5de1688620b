// SPDX-License-Identifier: Apache-2.0
package sidstream.standalone.demo;

/** What the CRM's page needs besides itself: how it looks, and how it keeps up. */
final class PageFiles {

  static final String STYLE =
      """
      :root {
        --ink: #1b2430; --soft: #5d6b7a; --line: #e4e8ee; --paper: #fff; --desk: #f4f6f9;
      }
      .completed, .delivered { --tone: #1f8a58; }
      .accepted { --tone: #3f8f9f; }
      .in-progress { --tone: #3b6fd4; }
      .no-answer { --tone: #c98a12; }
      .busy { --tone: #c2622d; }
      .failed { --tone: #c23b4a; }
      .canceled, .other { --tone: #8592a1; }
      .trough { --tone: #e9edf2; }
      .bar { --tone: #7d9be0; }
      * { box-sizing: border-box; }
      body {
        background: var(--desk); color: var(--ink); margin: 0; padding: 1.5rem;
        font: 15px/1.45 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif;
      }
      main { margin: 0 auto; max-width: 100rem; display: grid; gap: 1rem; }
      header { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem 1rem; }
      h1 { font-size: 1.5rem; margin: 0; letter-spacing: -.01em; }
      h2 { font-size: .95rem; margin: 0 0 .5rem; color: var(--soft); font-weight: 600; }
      header p { margin: 0; color: var(--soft); }
      .state { margin-left: auto; }
      .state::before {
        content: ""; display: inline-block; width: .6rem; height: .6rem; margin-right: .45rem;
        border-radius: 50%; background: #8592a1;
      }
      .state.live::before { background: #1f8a58; }
      .state.lost::before { background: #c23b4a; }
      .card {
        background: var(--paper); border: 1px solid var(--line); border-radius: .6rem;
        padding: 1rem 1.2rem; overflow-x: auto;
      }
      .cards {
        display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr)); }
      .pair { display: grid; gap: 1rem; align-items: start; }
      @media (min-width: 88rem) { .pair { grid-template-columns: minmax(0, 6fr) minmax(0, 7fr); } }
      .figure { font-size: 2rem; font-weight: 650; margin: 0 0 .6rem; font-variant-numeric: tabular-nums; }
      .figure span { font-size: .95rem; font-weight: 400; color: var(--soft); }
      .note { margin: .5rem 0 0; color: var(--soft); font-size: .9rem; }
      svg { display: block; width: 100%; }
      svg rect { fill: var(--tone); }
      svg.bars { height: 2.4rem; }
      svg.shares { height: .7rem; border-radius: .35rem; }
      svg.gauge { display: inline-block; width: 6rem; height: .5rem; border-radius: .25rem; margin-right: .6rem; }
      .legend { display: flex; flex-wrap: wrap; gap: .2rem 1rem; list-style: none; margin: .6rem 0 0; padding: 0; font-size: .9rem; color: var(--soft); }
      .legend b { color: var(--ink); font-weight: 600; }
      i { display: inline-block; width: .65rem; height: .65rem; border-radius: 50%; background: var(--tone); margin-right: .35rem; }
      table { border-collapse: collapse; font-size: .92rem; width: 100%; font-variant-numeric: tabular-nums; }
      th { text-align: left; font-weight: 500; font-size: .85rem; color: var(--soft); padding: .2rem .8rem .4rem 0; white-space: nowrap; }
      td { border-top: 1px solid var(--line); padding: .34rem .8rem .34rem 0; white-space: nowrap; }
      th:last-child, td:last-child { padding-right: 0; }
      .pill {
        display: inline-block; min-width: 6rem; padding: .02rem .4rem; border-radius: 1rem; text-align: center;
        font-size: .85rem; font-weight: 600; color: var(--tone); border: 1px solid currentColor;
      }
      .detail { color: var(--soft); display: block; font-size: .9rem; max-width: 13rem; overflow: hidden; text-overflow: ellipsis; }
      code { background: var(--desk); padding: .1rem .35rem; border-radius: .25rem; }
      """;

  /** Replaces what is shown by what is true now, once a second while somebody looks. */
  static final String SCRIPT =
      """
      const renew = async () => {
        if (document.hidden) return;
        try {
          const answer = await fetch("/", { cache: "no-store" });
          const next = new DOMParser().parseFromString(await answer.text(), "text/html");
          document.querySelector("main").replaceWith(next.querySelector("main"));
        } catch {
          const state = document.getElementById("state");
          state.className = "state lost";
          state.textContent = "the CRM does not answer";
        }
      };
      setInterval(renew, 1000);
      """;

  private PageFiles() {}
}
