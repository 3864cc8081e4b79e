"use strict";
/* The desk's own part of the keys (tracker/keys.js): "v" goes from one field that asks to the next, and what was typed is
   not lost by a key that leaves the page. */
(() => {
  const links = () => [...document.querySelectorAll("a[data-focus]")];
  let at = -1;

  document.addEventListener("focusin", (event) => {
    const found = links().findIndex((link) => document.querySelector(link.hash)?.contains(event.target));
    if (found >= 0) at = found;
  });
  document.addEventListener("key", (event) => {
    if (!event.target.matches("a[data-focus]")) return;
    event.preventDefault();
    const all = links();
    at = (at + 1) % all.length;
    all[at].click();
  });
  for (const opener of document.querySelectorAll("summary[data-opens]")) {
    opener.addEventListener("key", (event) => {
      event.preventDefault();
      opener.parentElement.open = true;
      document.getElementById(opener.dataset.opens).focus();
    });
  }

  for (const form of document.querySelectorAll("form[data-guard]")) {
    const values = () => new URLSearchParams(new FormData(form)).toString();
    const before = values();
    let saving = false;
    form.addEventListener("submit", () => { saving = true; });
    addEventListener("beforeunload", (event) => {
      if (!saving && values() !== before) event.preventDefault();
    });
  }
})();
