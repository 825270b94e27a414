// A long list gets a line above it: a few letters of a name leave only what fits.
const LONG = 12;
narrowAll(document);
document.addEventListener("row-added", (event) => narrowAll(event.target));
for (const known of document.querySelectorAll("details.settled")) {
  known.addEventListener("toggle", () => known.querySelector("input, select")?.focus());
}

function narrowAll(part) {
  for (const select of part.querySelectorAll("select")) {
    if (select.options.length > LONG && select.closest("[data-narrow]") && !isNamed(select)) {
      narrow(select);
    }
  }
}

function isNamed(select) {
  // What a row is about and is known already needs no line to find it by.
  return select.value && select.closest(".row");
}

function narrow(select) {
  const whole = [...select.children].map((each) => each.cloneNode(true));
  const line = document.createElement("input");
  line.type = "search";
  line.className = "narrow";
  line.autocomplete = "off";
  line.placeholder = select.closest("[data-narrow]").dataset.narrow;
  line.setAttribute("aria-label", `${select.labels[0]?.innerText ?? ""} …`);
  line.addEventListener("keydown", (press) => {
    // Enter sends nothing: it leads on to what has been found.
    if (press.key === "Enter") press.preventDefault();
    if (press.key === "Enter" || press.key === "ArrowDown") select.focus();
  });
  line.addEventListener("input", () => {
    const typed = line.value.trim().toLowerCase();
    const chosen = select.value;
    select.replaceChildren(...whole.map((each) => fitting(each, typed)).filter(Boolean));
    select.value = chosen;
    const found = [...select.options].filter((each) => each.value);
    if (typed && found.length === 1) select.value = found[0].value;
    else if (select.selectedIndex < 0) select.selectedIndex = 0;
  });
  select.before(line);
}

function fitting(node, typed) {
  const copy = node.cloneNode(true);
  if (copy.tagName === "OPTION") {
    return !copy.value || copy.text.toLowerCase().includes(typed) ? copy : null;
  }
  for (const each of [...copy.children]) if (!fitting(each, typed)) each.remove();
  return copy.children.length ? copy : null;
}
