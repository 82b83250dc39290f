// What a script adds to pages that work without it: GOV.UK's and MoJ's parts, keys, dropped files, time running out.
import { initAll as startGovuk } from "./govuk-frontend.min.js";
import { initAll as startMoj } from "./moj-frontend.min.js";

const body = document.body;
body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) body.classList.add("govuk-frontend-supported");

const typing = (event) =>
  event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, [contenteditable]");

// Keys. A list says data-keys; its rows say data-row; a row's ways say data-open, data-preview and data-decide.
// A page says data-key="s" on the button or link that the key S presses.
const rowsOf = (list) => [...list.querySelectorAll("[data-row]")];

function choose(list, row, { focus = true } = {}) {
  for (const other of rowsOf(list)) {
    other.classList.toggle("is-chosen", other === row);
    other.tabIndex = other === row ? 0 : -1;
  }
  if (focus) row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
  row.querySelector("[data-preview]")?.dispatchEvent(new CustomEvent("preview", { bubbles: true }));
}

function step(list, by) {
  const rows = rowsOf(list);
  if (!rows.length) return;
  const now = rows.findIndex((row) => row.classList.contains("is-chosen"));
  choose(list, rows[Math.min(rows.length - 1, Math.max(0, now + by))]);
}

function onListKey(list, key) {
  const row = list.querySelector("[data-row].is-chosen");
  if (key === "j") step(list, 1);
  else if (key === "k") step(list, -1);
  else if (key === "enter" && row?.contains(document.activeElement) && document.activeElement === row) {
    (row.querySelector("[data-preview]") ?? row.querySelector("[data-open]") ?? row.querySelector("a"))?.click();
  } else if (key === "b") row?.querySelector("[data-decide]")?.click();
  else return false;
  return true;
}

document.addEventListener("keydown", (event) => {
  if (typing(event) || document.querySelector("dialog[open]")) return;
  const key = event.key.toLowerCase();
  const button = [...document.querySelectorAll("[data-key]")].find((it) => it.dataset.key.toLowerCase() === key);
  if (button && !button.disabled) {
    event.preventDefault();
    button.focus();
    button.click();
    return;
  }
  const list = event.target.closest("[data-keys]") ?? document.querySelector("[data-keys]");
  if (list && onListKey(list, key)) event.preventDefault();
});

function startLists(scope) {
  for (const list of scope.querySelectorAll("[data-keys]")) {
    const rows = rowsOf(list);
    rows.forEach((row, index) => (row.tabIndex = index ? -1 : 0));
    list.addEventListener("focusin", (event) => {
      const row = event.target.closest("[data-row]");
      if (row && !row.classList.contains("is-chosen")) choose(list, row, { focus: false });
    });
  }
}

// Files. A box says data-drop and holds one file field; dropping fills the field and shows what was chosen.
function startDrops(scope) {
  for (const box of scope.querySelectorAll("[data-drop]")) {
    const field = box.querySelector("input[type=file]");
    if (!field) continue;
    const says = box.querySelector("[data-drop-says]");
    const tell = () => says && (says.textContent = [...field.files].map((file) => file.name).join(", "));
    for (const name of ["dragenter", "dragover"]) {
      box.addEventListener(name, (event) => {
        event.preventDefault();
        box.classList.add("is-over");
      });
    }
    for (const name of ["dragleave", "drop"]) box.addEventListener(name, () => box.classList.remove("is-over"));
    box.addEventListener("drop", (event) => {
      event.preventDefault();
      if (!event.dataTransfer.files.length) return;
      field.files = event.dataTransfer.files;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
    field.addEventListener("change", tell);
  }
}

// Forms. A button that was pressed cannot be pressed again while its page is on the way.
document.addEventListener("submit", (event) => {
  if (event.target.dataset.sent) return event.preventDefault();
  if (event.target.method === "post" && !event.target.hasAttribute("hx-post")) event.target.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// Time. Three minutes before the session ends a dialog asks whether to stay; staying asks the server for one page.
function startClock() {
  const dialog = document.querySelector("dialog[data-session]");
  if (!dialog) return;
  const length = Number(dialog.dataset.session) * 1000;
  const warn = Math.min(180_000, length / 2);
  let timer;
  const wind = () => {
    clearTimeout(timer);
    timer = setTimeout(() => dialog.showModal(), length - warn);
  };
  dialog.querySelector("[data-stay]").addEventListener("click", async () => {
    dialog.close();
    try {
      await fetch(dialog.dataset.stayAt, { credentials: "same-origin", redirect: "manual" });
    } finally {
      wind();
    }
  });
  body.addEventListener("htmx:afterRequest", wind);
  wind();
}

// A menu closes when one looks elsewhere.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.trygg-menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.trygg-menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

// Tables. One that is wider than its place scrolls by itself, so the keyboard must be able to stand in it.
function startTables() {
  for (const box of document.querySelectorAll(".govuk-table, .trygg-scroll")) {
    if (box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).overflowX === "auto") box.tabIndex = 0;
    else if (!box.hasAttribute("tabindex")) continue;
    else if (box.matches(".govuk-table")) box.removeAttribute("tabindex");
  }
}
window.addEventListener("resize", startTables);

function start(scope) {
  startTables();
  startLists(scope);
  startDrops(scope);
}

startGovuk();
startMoj();
start(document);
startClock();
body.addEventListener("htmx:load", (event) => event.detail.elt !== body && start(event.detail.elt));
