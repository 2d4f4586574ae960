/* Shows what passkeys need a script for, and says in the reader's language what went wrong. The library's own
   scripts do the work with the device. Without scripts, the password and the codes remain. */
(function () {
  "use strict";
  const FAULTS = { NotAllowedError: "textStopped", AbortError: "textStopped", InvalidStateError: "textKnown", SecurityError: "textAddress" };

  function show(name) {
    const place = document.querySelector("[data-passkey-fault]");
    if (!place) return;
    place.querySelector("p").textContent = place.dataset[name];
    place.hidden = false;
  }
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    show(FAULTS[event.detail.exception?.name] || "textOther");
  });
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-passkey] button")) {
      document.querySelector("[data-passkey-fault]")?.setAttribute("hidden", "");
    }
  });
  document.addEventListener("DOMContentLoaded", () => {
    if (!window.PublicKeyCredential) return;
    for (const part of document.querySelectorAll("[data-passkey]")) part.hidden = false;
    for (const part of document.querySelectorAll("[data-without-passkey]")) part.hidden = true;
  });
})();
