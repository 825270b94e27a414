// A photo goes up as soon as it is chosen; the form then only carries its hash.
for (const input of document.querySelectorAll("[data-upload]")) {
  input.addEventListener("change", () => send(input));
}

async function send(input) {
  const [file] = input.files;
  if (!file) return;
  const hash = input.parentElement.querySelector("input[type=hidden]");
  const button = input.form.querySelector("button[type=submit]");
  button.disabled = true;
  try {
    const answer = await fetch("/api/v1/blobs", {
      method: "POST",
      headers: { "X-CSRFToken": input.form.elements.csrfmiddlewaretoken.value },
      body: file,
    });
    if (!answer.ok) return; // the form carries the file itself, and says what is wrong
    hash.value = (await answer.json()).hash;
    input.value = "";
    input.required = false;
    input.parentElement.querySelector("[data-kept]").hidden = false;
  } catch {
    return;
  } finally {
    button.disabled = false;
  }
}
