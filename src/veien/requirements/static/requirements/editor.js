/* Comfort for the editor: rows that turn into forms where they stand, keys while the focus is in the list, a search
   field over long lists of needs. Everything here can be done without it, with links and buttons. */
(function () {
  "use strict";
  const editor = () => document.getElementById("editor");
  const rows = () => [...document.querySelectorAll("tr.req")];
  const dialogIsOpen = () => document.querySelector("dialog[open]") !== null;

  function withFilters(address) {
    const url = new URL(address, location.href);
    const query = editor()?.dataset.query;
    if (query) url.searchParams.set("in", query);
    return url.pathname + url.search;
  }

  // --- rows become forms and rows again ----------------------------------------------------------------------------
  let focusNext = null;
  function open(link) {
    const row = link.closest("tr");
    focusNext = () => rowOrForm(row.id);
    window.htmx.ajax("GET", withFilters(link.href), { target: row, swap: "outerHTML" });
  }
  function openNew(link) {
    const last = link.closest("tr");
    const there = last.parentElement.querySelector(".req-adding");
    if (there) {
      there.querySelector("input:not([type=hidden])")?.focus();
      return;
    }
    const body = last.parentElement;
    focusNext = () => body.querySelector(".req-adding")?.querySelector(FIRST);
    window.htmx.ajax("GET", withFilters(link.href), { target: last, swap: "beforebegin" });
  }
  function isWritten(form) {
    return [...form.elements].some((field) => {
      if (field.type === "hidden") return false;
      if (field.type === "checkbox") return field.checked !== field.defaultChecked;
      if (field.tagName === "SELECT") {
        const first = [...field.options].findIndex((option) => option.defaultSelected);
        return field.selectedIndex !== Math.max(first, 0);
      }
      return "defaultValue" in field && field.type !== "search" && field.value !== field.defaultValue;
    });
  }
  function giveUp(form) {
    const question = editor()?.dataset.textDiscard;
    if (question && isWritten(form) && !window.confirm(question)) return;
    const row = form.closest("tr");
    const cancel = form.querySelector("[data-cancel]");
    if (!row || !cancel) return;
    if (cancel.dataset.cancel) {
      focusNext = () => rowOrForm(row.id);
      window.htmx.ajax("GET", cancel.dataset.cancel, { target: row, swap: "outerHTML" });
    } else {
      const body = row.parentElement;
      row.remove();
      body.querySelector("[data-add]")?.focus();
    }
  }

  // --- choosing many -------------------------------------------------------------------------------------------------
  let lastPicked = null;
  const covered = (all) =>
    [...(all.closest("tbody") || document).querySelectorAll("tr.req .c-pick input")];
  const boxes = () => [...document.querySelectorAll("tr.req .c-pick input")];
  function count() {
    const form = document.getElementById("selected");
    if (!form) return;
    const chosen = boxes().filter((box) => box.checked).length;
    const place = form.querySelector("[data-count]");
    if (place.textContent !== String(chosen)) place.textContent = String(chosen);
    form.classList.toggle("on", chosen > 0);
    for (const all of document.querySelectorAll("[data-all], [data-every]")) {
      const here = covered(all);
      const ticked = here.filter((box) => box.checked).length;
      all.checked = here.length > 0 && ticked === here.length;
      all.indeterminate = ticked > 0 && ticked < here.length;
    }
  }
  function onPick(box, extend) {
    const all = boxes();
    if (extend && lastPicked && all.includes(lastPicked)) {
      const [from, to] = [all.indexOf(lastPicked), all.indexOf(box)].sort((a, b) => a - b);
      for (const each of all.slice(from, to + 1)) each.checked = box.checked;
    }
    lastPicked = box;
    count();
  }

  // --- keys, only while the focus stands in the list ------------------------------------------------------------------
  function step(row, by) {
    const all = rows();
    const next = all[Math.min(Math.max(all.indexOf(row) + by, 0), all.length - 1)];
    next?.focus();
  }
  function move(row, direction) {
    const neighbour = direction === "up" ? row.previousElementSibling : row.nextElementSibling;
    if (!row.querySelector("[data-edit]") || !neighbour?.classList.contains("req")) return;
    const address = row.querySelector("[data-edit]").href.replace(/change\/$/, "move/");
    const token = document.querySelector("#selected [name=csrfmiddlewaretoken]")?.value;
    window.htmx
      .ajax("POST", address, { source: row, swap: "none", values: { direction, csrfmiddlewaretoken: token } })
      .then(() => {
        if (direction === "up") neighbour.before(row);
        else neighbour.after(row);
        row.focus();
      });
  }
  const KEYS = {
    j: (row) => step(row, 1),
    ArrowDown: (row) => step(row, 1),
    k: (row) => step(row, -1),
    ArrowUp: (row) => step(row, -1),
    e: (row) => row.querySelector("[data-edit]")?.click(),
    Enter: (row) => row.querySelector("[data-edit]")?.click(),
    n: (row) => row.parentElement.querySelector("[data-add]")?.click(),
    o: (row) => row.querySelector("th a").click(),
    a: () => document.getElementById("selected-change")?.focus(),
    "/": () => document.querySelector(".req-filters input")?.focus(),
    x: (row) => {
      const box = row.querySelector(".c-pick input");
      if (!box) return;
      box.checked = !box.checked;
      onPick(box, false);
    },
  };
  function onKey(event) {
    if (event.defaultPrevented || dialogIsOpen()) return;
    const target = event.target;
    const form = target.closest?.(".req-editing form, form[data-warn]");
    if (form) {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        form.requestSubmit();
      } else if (event.key === "Escape" && form.closest(".req-editing")) {
        event.preventDefault();
        giveUp(form);
      }
      return;
    }
    const row = target.closest?.("tr.req");
    if (!row || event.ctrlKey || event.metaKey) return;
    if (event.altKey) {
      if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
      event.preventDefault();
      move(row, event.key === "ArrowUp" ? "up" : "down");
      return;
    }
    // Enter on a link or a box inside the row keeps its own meaning.
    if (event.key === "Enter" && target !== row) return;
    const act = KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    act(row);
  }

  // --- a search field over a long list of needs -----------------------------------------------------------------------
  function addFinder(root) {
    for (const field of root.querySelectorAll(".needs-field")) {
      const choices = [...field.querySelectorAll(".choice")];
      if (choices.length < 8 || field.querySelector(".req-find")) continue;
      const finder = document.createElement("input");
      finder.type = "search";
      finder.className = "ds-input req-find";
      const name = field.parentElement.dataset.find || "";
      finder.setAttribute("aria-label", name);
      finder.placeholder = name;
      finder.addEventListener("input", () => {
        const words = finder.value.toLocaleLowerCase().split(/\s+/);
        for (const choice of choices) {
          const text = choice.textContent.toLocaleLowerCase();
          choice.hidden = !words.every((word) => text.includes(word)) && !choice.querySelector("input").checked;
        }
      });
      finder.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) event.preventDefault();
      });
      field.querySelector(".choices").before(finder);
    }
  }

  // --- what was just done is said, and steps back after a while -------------------------------------------------------
  let fading = 0;
  function say() {
    const said = document.getElementById("said");
    window.clearTimeout(fading);
    if (!said?.textContent.trim()) return;
    said.classList.remove("old");
    fading = window.setTimeout(() => said.classList.add("old"), 5000);
  }

  function dress() {
    for (const hidden of document.querySelectorAll(".req-keys[hidden], [data-all][hidden], [data-every][hidden]")) hidden.hidden = false;
    addFinder(document);
    count();
    say();
  }

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
    if (!target || !window.htmx) return;
    const edit = target.closest("[data-edit]");
    const add = target.closest("[data-add]");
    const cancel = target.closest(".req-editing [data-cancel]");
    if (plain && (edit || add || cancel)) {
      event.preventDefault();
      if (edit) open(edit);
      else if (add) openNew(add);
      else giveUp(cancel.closest("form"));
    } else if (target.matches("tr.req .c-pick input")) {
      onPick(target, event.shiftKey);
    } else if (target.matches("[data-all], [data-every]")) {
      for (const box of covered(target)) box.checked = target.checked;
      count();
    }
  });
  document.addEventListener("dblclick", (event) => {
    if (event.target.closest("a,input,button")) return;
    event.target.closest("tr.req")?.querySelector("[data-edit]")?.click();
  });
  document.addEventListener("keydown", onKey);
  // A change on an old text comes back as 409 with both texts in it, which is an answer and no failure.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status === 409) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });
  // Where the focus goes when an answer has arrived: into the form, back to the row, to the next new requirement.
  const FIRST = "[data-focus], input:not([type=hidden])";
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.elt.id === "selected") {
      focusNext = () => document.querySelector("#editor [data-focus], #selected-change");
    }
    const row = event.detail.elt.closest?.(".req-editing");
    if (!row) return;
    const body = row.parentElement;
    const id = row.id;
    focusNext = row.classList.contains("req-adding")
      ? () => body.querySelector(".req-adding")?.querySelector(FIRST)
      : () => rowOrForm(id);
  });
  function rowOrForm(id) {
    const now = document.getElementById(id);
    return now?.classList.contains("req") ? now : now?.querySelector(FIRST);
  }
  document.addEventListener("htmx:afterSettle", () => {
    dress();
    const place = focusNext?.();
    focusNext = null;
    place?.focus();
  });
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", dress);
  else dress();
})();
