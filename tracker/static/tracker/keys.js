"use strict";
/* Keys of what bears them: `data-key` on a link, button or field. Pressing one follows, presses or focuses it, unless a
   listener to the event "key" on it does something else. Without this script they do the same by hand.

   In a field where one types no key acts, but for Escape, which leaves it, and Ctrl or Cmd with Enter, which presses the
   `data-enter` of its form. Browsers take neither. Nothing within `data-no-keys` has keys. */
(() => {
  const on = document.getElementById("keys-on");
  if (!on) return;
  const TYPING = "select, textarea, input:not([type=radio], [type=checkbox], [type=file], [type=button], [type=submit])";

  try { on.checked = localStorage.getItem("keys") !== "off"; } catch { /* no storage: keys are on */ }
  on.addEventListener("change", () => {
    try { localStorage.setItem("keys", on.checked ? "on" : "off"); } catch { /* as above */ }
  });

  const usable = (target) =>
    !target.disabled && !target.closest("[data-no-keys]") && (target.checkVisibility() || target.matches("input"));
  const bears = (key) => [...document.querySelectorAll(`[data-key~="${CSS.escape(key)}"]`)].find(usable);

  const use = (target) => {
    if (!target.dispatchEvent(new CustomEvent("key", { bubbles: true, cancelable: true }))) return;
    if ("focus" in target.dataset) target.focus();
    else target.click();
  };

  const leave = (field) => {
    const sentence = document.getElementById("zin");
    if (sentence) sentence.focus();
    else field.blur();
  };

  const help = () => {
    const keys = document.getElementById("keys");
    keys.open = !keys.open;
    if (keys.open) keys.querySelector("summary").focus();
  };

  document.addEventListener("keydown", (event) => {
    if (!on.checked || event.repeat || event.isComposing || event.defaultPrevented) return;
    const at = event.target, key = event.key;
    if ((event.ctrlKey || event.metaKey) && key === "Enter") {
      const target = (at.form || document).querySelector("[data-enter]");
      if (!target) return;
      event.preventDefault();
      return use(target);
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = at.matches(TYPING);
    if (key === "Escape" && (typing || at.matches("input"))) return leave(at);
    if (typing || (at.matches("input[type=radio]") && key.startsWith("Arrow"))) return;
    if (key === "?") return help();
    const target = bears(key === "=" ? "+" : key.length === 1 ? key.toLowerCase() : key);
    if (!target) return;
    event.preventDefault();
    use(target);
  });
})();
