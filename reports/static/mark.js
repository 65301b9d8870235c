// Keys, the picture viewer, remarks. Without it every form still works by mouse and Tab.
(() => {
  "use strict";
  const OFF = "bareme-keys-off";
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const keysAreOn = () => { try { return localStorage.getItem(OFF) !== "1"; } catch { return true; } };

  // Typing is in a field that takes text; a chosen radio button or a ticked box is not typing.
  const isTyping = (target) => target instanceof HTMLElement && (target.isContentEditable
    || target.matches("textarea, select")
    || (target.matches("input") && !target.matches("[type=radio], [type=checkbox], [type=button], [type=submit]")));

  const choose = (radio) => {
    if (!radio) return;
    radio.checked = true;
    const other = one("#decide [name=other]");
    if (other) other.value = "";
    radio.focus({ preventScroll: true });
  };
  const radios = () => all("#decide [name=points]");
  const step = (by) => {
    const every = radios();
    const now = every.findIndex((radio) => radio.checked);
    const next = now < 0 ? (by > 0 ? 0 : every.length - 1) : Math.min(Math.max(now + by, 0), every.length - 1);
    choose(every[next]);
  };
  const give = (text) => {
    const wanted = Number(text);
    const radio = radios().find((each) => Number(each.value) === wanted);
    if (radio) choose(radio);
    else if (text !== "") { const other = one("#decide [name=other]"); if (other) other.value = text; }
  };
  const propose = () => { const form = one("#decide"); if (form && form.dataset.proposal !== "") give(form.dataset.proposal); };
  const remark = (button) => {
    const field = one("#comment");
    const lines = field.value.split("\n").filter((line) => line.trim());
    if (!lines.includes(button.dataset.remark)) field.value = [...lines, button.dataset.remark].join("\n");
    if (button.dataset.points !== "") give(button.dataset.points);
  };

  const viewer = {
    root: () => one("[data-viewer]"),
    pictures: () => all(".frame img", viewer.root() || document.createElement("i")),
    shown: () => viewer.pictures().find((each) => !each.hidden),
    picture() {
      const every = viewer.pictures();
      if (!every.length) return;
      const next = (every.indexOf(viewer.shown()) + 1) % every.length;
      every.forEach((each, place) => { each.hidden = place !== next; });
      one("[data-place]", viewer.root()).textContent = String(next + 1);
    },
    zoom() { viewer.root()?.classList.toggle("large"); },
    turn() {
      const shown = viewer.shown();
      if (!shown) return;
      const now = Number(shown.dataset.turn || 0);
      shown.classList.remove(`turn${now}`);
      shown.dataset.turn = String((now + 1) % 4);
      shown.classList.add(`turn${(now + 1) % 4}`);
    },
  };

  const open = (name) => {
    const dialog = document.getElementById(name);
    one("#keys-on", dialog).checked = keysAreOn();
    dialog.showModal();
  };
  const follow = (key) => {
    const link = one(`a[data-key="${key}"], a[data-also="${key}"]`);
    link?.click();
    return Boolean(link);
  };
  const send = (selector) => { const form = one(selector); form?.requestSubmit(); return Boolean(form); };

  const does = {
    a: propose, n: () => follow("n"), p: () => follow("p"), j: () => follow("j"),
    u: () => send("#undo"), f: () => send("#flag"), i: viewer.picture, z: viewer.zoom, r: viewer.turn,
    c: () => one("#comment")?.focus(),
    m: () => { const group = one("[data-members]"); if (group) group.open = !group.open; },
    ArrowUp: () => step(1), ArrowDown: () => step(-1),
  };

  const digit = (event) => /^[0-9]$/.test(event.key) ? event.key : (/^(?:Digit|Numpad)([0-9])$/.exec(event.code) || [])[1];

  document.addEventListener("keydown", (event) => {
    const target = event.target;
    if (event.defaultPrevented || event.isComposing) return;
    if (isTyping(target)) {
      if (event.key === "Escape") target.blur();
      if (event.key === "Enter" && event.ctrlKey && target.id === "comment") { event.preventDefault(); send("#decide"); }
      return;
    }
    if (!keysAreOn() || event.ctrlKey || event.altKey || event.metaKey || one("dialog[open]")) return;
    if (event.key === "?") { event.preventDefault(); open("keys"); return; }
    if (event.key === "Enter") {
      if (target.closest?.("a, button, summary, [tabindex='0']")) return; // it has something to do of its own
      event.preventDefault();
      if (!event.repeat && !document.body.classList.contains("sending")) send("#decide") || follow("Enter");
      return;
    }
    const number = digit(event);
    if (number !== undefined) {
      const radio = radios().find((each) => each.dataset.key === number);
      if (radio) { event.preventDefault(); choose(radio); }
      return;
    }
    const own = one(`[data-letter="${CSS.escape(event.key)}"]`);
    if (event.key.length === 1 && own) { event.preventDefault(); remark(own); return; }
    const action = does[event.key];
    const scrolls = event.key.startsWith("Arrow") && (!one("#decide") || target.closest?.(".frame, .scroll, .list"));
    if (action && !scrolls && !(event.repeat && event.key === "u")) { event.preventDefault(); action(); }
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button");
    if (!button) return;
    if (button.dataset.opens) open(button.dataset.opens);
    if (button.dataset.remark !== undefined) remark(button);
    if (button.dataset.does === "proposal") propose();
    else if (button.dataset.does && viewer[button.dataset.does]) viewer[button.dataset.does]();
  });
  document.addEventListener("input", (event) => {
    if (event.target.name === "other" && event.target.value) for (const radio of radios()) radio.checked = false;
  });
  document.addEventListener("change", (event) => {
    if (event.target.id === "keys-on") { try { localStorage.setItem(OFF, event.target.checked ? "0" : "1"); } catch { /* for this page alone */ } }
    if (event.target.name === "points" && event.target.type === "radio") { const other = one("#decide [name=other]"); if (other) other.value = ""; }
  });

  // What could not be kept is said, and what was typed stays where it is.
  const alarm = (text) => { const place = one("#alert"); place.textContent = text; place.hidden = false; place.scrollIntoView({ block: "nearest" }); };
  document.addEventListener("htmx:beforeRequest", () => { document.body.classList.add("sending"); const place = one("#alert"); if (place) place.hidden = true; });
  document.addEventListener("htmx:afterRequest", () => document.body.classList.remove("sending"));
  document.addEventListener("htmx:sendError", () => alarm(one("#alert").dataset.lost));
  document.addEventListener("htmx:timeout", () => alarm(one("#alert").dataset.lost));
  document.addEventListener("htmx:responseError", (event) => {
    const answer = event.detail.xhr;
    alarm(answer.status === 422 ? answer.responseText : one("#alert").dataset.refused);
  });

  const settle = () => {
    one("#panel")?.focus({ preventScroll: true });
    one(".list [aria-current]")?.scrollIntoView({ block: "nearest" });
    one(".questions [aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  document.addEventListener("htmx:afterSwap", (event) => { if (event.detail.boosted !== false && !event.detail.elt.closest?.("#trial")) settle(); });
  document.addEventListener("DOMContentLoaded", settle);
})();
