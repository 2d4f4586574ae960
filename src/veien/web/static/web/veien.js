/* Comfort on top of pages that work without it: menus that close, questions before what cannot be undone,
   a warning before typed text is lost, a bar while something takes its time, light or dark by choice.
   No inline code, no evaluated code: it runs under a strict content security policy. */
(function () {
  "use strict";
  const root = document.documentElement;
  const text = (name) => document.body.dataset["text" + name] || "";

  // --- light or dark -----------------------------------------------------------------------------------------
  function showColours(choice) {
    root.dataset.colorScheme = choice;
    for (const button of document.querySelectorAll("[data-colours]")) {
      button.setAttribute("aria-pressed", String(button.dataset.colours === choice));
    }
  }
  function chooseColours(choice) {
    const age = choice === "auto" ? 0 : 31536000;
    document.cookie = `veien_colours=${choice}; path=/; max-age=${age}; SameSite=Lax`;
    showColours(choice);
  }

  // --- menus ---------------------------------------------------------------------------------------------------
  function closeMenus(except) {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (menu !== except) menu.open = false;
    }
  }

  // --- the bar that shows that something takes its time ----------------------------------------------------------
  let waiting = 0;
  let timer = 0;
  function begin() {
    waiting += 1;
    if (!timer) {
      timer = window.setTimeout(() => {
        document.getElementById("busy")?.removeAttribute("hidden");
        document.getElementById("main")?.setAttribute("aria-busy", "true");
      }, 1000);
    }
  }
  function end(all) {
    waiting = all ? 0 : Math.max(0, waiting - 1);
    if (waiting) return;
    window.clearTimeout(timer);
    timer = 0;
    document.getElementById("busy")?.setAttribute("hidden", "");
    document.getElementById("main")?.removeAttribute("aria-busy");
  }

  // --- messages ------------------------------------------------------------------------------------------------
  function tell(sentence) {
    const place = document.getElementById("messages");
    if (!place || !sentence) return;
    const note = document.createElement("div");
    note.className = "ds-alert";
    note.dataset.color = "danger";
    note.setAttribute("role", "alert");
    const line = document.createElement("p");
    line.textContent = sentence;
    note.append(line);
    place.replaceChildren(note);
    place.scrollIntoView({ block: "nearest" });
  }

  // --- a question before what cannot be undone -----------------------------------------------------------------------
  function ask(question, whenYes) {
    const dialog = document.createElement("dialog");
    dialog.className = "confirm";
    const line = document.createElement("p");
    line.id = "confirm-question";
    line.textContent = question;
    dialog.setAttribute("aria-labelledby", line.id);
    const row = document.createElement("div");
    row.className = "actions";
    const yes = document.createElement("button");
    yes.type = "button";
    yes.className = "ds-button";
    yes.textContent = text("Yes");
    const no = yes.cloneNode();
    no.dataset.variant = "secondary";
    no.textContent = text("No");
    row.append(yes, no);
    dialog.append(line, row);
    document.body.append(dialog);
    dialog.addEventListener("close", () => dialog.remove());
    no.addEventListener("click", () => dialog.close());
    yes.addEventListener("click", () => {
      dialog.close();
      whenYes();
    });
    dialog.showModal();
    no.focus();
  }

  // --- forms -----------------------------------------------------------------------------------------------------
  const answered = new WeakSet();
  const changed = new Set();
  function onSubmit(event) {
    const form = event.target;
    const question = event.submitter?.dataset.confirm || form.dataset.confirm;
    if (question && !answered.has(form) && typeof HTMLDialogElement === "function") {
      event.preventDefault();
      event.stopImmediatePropagation();
      ask(question, () => {
        answered.add(form);
        form.requestSubmit(event.submitter);
      });
      return;
    }
    answered.delete(form);
    changed.delete(form);
    if (form.method === "dialog" || event.defaultPrevented) return;
    const usesHtmx = form.matches("[hx-get],[hx-post],[hx-put],[hx-patch],[hx-delete]");
    if (usesHtmx) return;
    if (form.dataset.sent === "yes") {
      event.preventDefault();
      return;
    }
    if (form.method === "post") form.dataset.sent = "yes";
    begin();
    // A download leaves the page standing, so the form must come free again.
    window.setTimeout(() => {
      delete form.dataset.sent;
      if (form.dataset.download !== undefined) end(false);
    }, form.dataset.download === undefined ? 15000 : 4000);
  }

  function afterArrival(part) {
    const summary = part.querySelector?.("[data-focus]");
    if (summary) summary.focus();
  }

  // --- wiring ------------------------------------------------------------------------------------------------------
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    if (!target) return;
    closeMenus(target.closest("details.menu"));
    const colours = target.closest("[data-colours]");
    if (colours) chooseColours(colours.dataset.colours);
    if (target.closest("[data-print]")) window.print();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.activeElement?.closest("details.menu[open]");
    closeMenus();
    menu?.querySelector("summary")?.focus();
  });
  document.addEventListener("submit", onSubmit, true);
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form?.dataset.warn !== undefined) changed.add(form);
  });
  window.addEventListener("beforeunload", (event) => {
    for (const form of changed) {
      if (form.isConnected) {
        event.preventDefault();
        event.returnValue = text("Unsaved");
        return;
      }
    }
  });
  window.addEventListener("pageshow", () => {
    end(true);
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });
  // A form that keeps itself while one types: nothing is lost once it is sent, and everything again if that fails.
  const keepsItself = (target) => (target.matches?.("form[data-autosave]") ? target : null);
  document.addEventListener("htmx:beforeRequest", (event) => changed.delete(keepsItself(event.target)));
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = keepsItself(event.target);
    if (form && !event.detail.successful) changed.add(form);
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status !== 409 || !keepsItself(event.detail.requestConfig.elt)) return;
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  });
  document.addEventListener("htmx:beforeRequest", begin);
  document.addEventListener("htmx:afterRequest", () => end(false));
  document.addEventListener("htmx:responseError", () => tell(text("Failed")));
  document.addEventListener("htmx:sendError", () => tell(text("Offline")));
  document.addEventListener("htmx:afterSettle", (event) => afterArrival(event.target));
  document.addEventListener("DOMContentLoaded", () => {
    showColours(root.dataset.colorScheme || "auto");
    document.getElementById("colours")?.removeAttribute("hidden");
    afterArrival(document);
    for (const tab of document.querySelectorAll(".tabs [aria-current]")) {
      const bar = tab.closest(".tabs");
      bar.scrollLeft += tab.getBoundingClientRect().right - bar.getBoundingClientRect().right + 24;
    }
  });
})();
