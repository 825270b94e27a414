// One press to the printer; without this script the browser's own menu does it.
const button = document.querySelector("[data-print]");
button.hidden = false;
button.addEventListener("click", () => window.print());
