"use strict";
// Filters, and opens or closes all at once. Without this script everything can still be read.
const controls = document.querySelector("search");
const find = document.getElementById("find");
const shown = document.getElementById("shown");
const katas = [...document.querySelectorAll(".kata")];
const texts = new Map(katas.map((kata) => [kata, kata.textContent.toLowerCase()]));

function filter() {
  const which = controls.querySelector(":checked").value;
  const words = find.value.toLowerCase().split(/\s+/);
  for (const kata of katas) {
    const fits = which === "all" || which === kata.dataset.is;
    kata.hidden = !(fits && words.every((word) => texts.get(kata).includes(word)));
  }
  for (const chapter of document.querySelectorAll("section")) {
    chapter.hidden = !chapter.querySelector(".kata:not([hidden])");
  }
  const count = katas.filter((kata) => !kata.hidden).length;
  shown.textContent = count ? `${count} of ${katas.length} katas shown` : "No kata fits.";
}

function openAll(open) {
  for (const kata of katas) {
    if (!kata.hidden) kata.open = open;
  }
}

function openNamed() {
  const named = document.getElementById(location.hash.slice(1));
  if (named?.matches(".kata")) named.open = true;
}

controls.addEventListener("input", filter);
document.getElementById("expand").addEventListener("click", () => openAll(true));
document.getElementById("collapse").addEventListener("click", () => openAll(false));
addEventListener("hashchange", openNamed);
openNamed();
filter();
controls.hidden = false;
