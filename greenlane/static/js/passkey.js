/* A passkey is made or asked; what the browser answers goes along with the form. */

const form = document.querySelector("[data-passkey]");
const without = document.querySelector("[data-no-passkey]");

const toBytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

function asked() {
  const told = JSON.parse(form.dataset.asked);
  told.challenge = toBytes(told.challenge);
  if (told.user) told.user.id = toBytes(told.user.id);
  for (const list of ["excludeCredentials", "allowCredentials"]) {
    for (const each of told[list] || []) each.id = toBytes(each.id);
  }
  return told;
}

function answered(made) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (made.response[name]) response[name] = toText(made.response[name]);
  }
  return JSON.stringify({
    id: made.id,
    rawId: toText(made.rawId),
    type: made.type,
    clientExtensionResults: {},
    response,
  });
}

async function ask(event) {
  const field = form.elements.answer;
  if (field.value) return;
  event.preventDefault();
  const failed = form.querySelector("[data-failed]");
  failed.hidden = true;
  try {
    const made = await navigator.credentials[form.dataset.passkey]({ publicKey: asked() });
    field.value = answered(made);
    form.requestSubmit();
  } catch {
    failed.hidden = false;
  }
}

if (form && window.isSecureContext && window.PublicKeyCredential) {
  form.hidden = false;
  if (without) without.hidden = true;
  form.addEventListener("submit", ask);
}
