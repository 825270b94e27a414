// Rows of a list come and go. Without this script three empty ones stand ready.
const FIELD = "input:not([type=hidden]), select, textarea";
for (const block of document.querySelectorAll("[data-rows]")) start(block);

function start(block) {
  const list = block.querySelector("ol");
  const [pattern, remove] = block.querySelectorAll("template");
  const add = block.querySelector("[data-add]");
  let next = list.children.length;

  const empty = (row) => [...row.querySelectorAll("input, select, textarea")].every(
    (each) => (["checkbox", "radio"].includes(each.type) ? !each.checked : !each.value),
  );
  const full = () => { add.disabled = list.children.length >= Number(block.dataset.most); };
  const dress = (row) => {
    row.append(remove.content.cloneNode(true));
    row.querySelector("[data-drop]").addEventListener("click", () => {
      const near = row.nextElementSibling ?? row.previousElementSibling;
      row.remove();
      full();
      (near?.querySelector(FIELD) ?? add).focus(); // never nowhere: the next row, or one more
    });
  };

  for (const row of [...list.children].reverse()) {
    if (list.children.length > 1 && empty(row)) row.remove();
    else break;
  }
  for (const row of list.children) dress(row);
  add.addEventListener("click", () => {
    const row = pattern.content.firstElementChild.cloneNode(true);
    for (const each of [row, ...row.querySelectorAll("*")]) {
      for (const name of ["name", "id", "for", "list", "aria-describedby"]) {
        const value = each.getAttribute(name);
        if (value) each.setAttribute(name, value.replaceAll("__n__", next));
      }
    }
    next += 1;
    list.append(row);
    dress(row);
    full();
    row.dispatchEvent(new CustomEvent("row-added", { bubbles: true }));
    row.querySelector(FIELD)?.focus();
  });
  block.querySelector("[data-without-script]").hidden = true;
  block.querySelector(".row-acts").hidden = false;
  full();
}
