// Says progress to screen readers: at most once in fifteen seconds, and at once if `now`.
"use strict";

const BETWEEN_SAYINGS = 15_000;

function announcer(region) {
  let last = -Infinity;
  return (words, now = false) => {
    if (!region || region.textContent === words || (!now && Date.now() - last < BETWEEN_SAYINGS)) return;
    last = Date.now();
    region.textContent = words;
  };
}

function filled(words, values) {
  return words.replace(/{(\w+)}/g, (_, name) => values[name]);
}
