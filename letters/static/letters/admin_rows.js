// Adds rows of signatories, and makes "Vul in" and links to a field focus it.
"use strict";

function addRow(fieldset) {
  const rows = fieldset.querySelector("[data-rows]");
  const total = fieldset.querySelector(`[name="${rows.dataset.prefix}-TOTAL_FORMS"]`);
  const row = fieldset.querySelector("[data-empty-row]").content.firstElementChild.cloneNode(true);
  for (const part of row.querySelectorAll("[id], [name], [for]")) {
    for (const name of ["id", "name", "for"]) {
      if (part.hasAttribute(name)) part.setAttribute(name, part.getAttribute(name).replace("__prefix__", total.value));
    }
  }
  total.value = Number(total.value) + 1;
  rows.append(row);
  row.querySelector("input").focus();
}

for (const button of document.querySelectorAll("[data-add-row]")) {
  button.hidden = false;
  button.addEventListener("click", () => addRow(button.closest("fieldset")));
}

function focusField(target) {
  const field = target && (target.matches("fieldset") ? target.querySelector("input[type=text]") : target);
  if (!field || !field.matches("input, select, textarea")) return false;
  field.scrollIntoView({ block: "center" });
  field.focus({ preventScroll: true });
  return true;
}

for (const link of document.querySelectorAll("[data-focus]")) {
  link.addEventListener("click", (event) => {
    if (focusField(document.querySelector(link.getAttribute("href")))) event.preventDefault();
  });
}

const firstError = document.querySelector(".sp-field.sp-wrong :is(input, select, textarea)");
if (firstError) firstError.focus();
// The work list links to the field that a letter asks for.
else if (location.hash.startsWith("#id_")) focusField(document.getElementById(location.hash.slice(1)));
