/* What a move would do, as the house answers it: asked again and again, shown once. */

const REST = 200; // milliseconds without another step, before the house is asked
const AGAIN = 700; // somebody else's question was being answered

export class Answer {
  constructor(place) {
    this.place = place;
    this.due = 0;
    this.asking = null;
    this.answered = Promise.resolve();
  }

  ask(address, picture, after = REST) {
    this.stop();
    this.asking = new AbortController();
    this.place.hidden = false;
    this.place.setAttribute("aria-busy", "true");
    const { signal } = this.asking;
    this.answered = new Promise((done) => {
      this.due = window.setTimeout(async () => {
        await this.#told(address, picture, signal);
        done();
      }, after);
    });
  }

  async #told(address, picture, signal) {
    const answer = await fetch(address, { headers: { "HX-Request": "true" }, signal }).catch(() => null);
    if (!answer || signal.aborted) return;
    if (answer.redirected) window.location.reload(); // the login has ended
    const text = await answer.text();
    if (signal.aborted) return;
    this.place.innerHTML = text; // written by our own server
    this.place.removeAttribute("aria-busy");
    if (this.place.querySelector("[data-again]")) {
      await new Promise((done) => { window.setTimeout(done, AGAIN); });
      if (!signal.aborted) await this.#told(address, picture, signal);
      return;
    }
    this.#mark(picture);
  }

  // Bars that would begin later are marked where they stand.
  #mark(picture) {
    this.picture = picture;
    const keys = (this.place.querySelector("[data-slips]")?.dataset.slips ?? "").split(" ");
    for (const bar of picture.querySelectorAll(".b.slips")) bar.classList.remove("slips");
    for (const bar of picture.querySelectorAll(".b[data-task]")) {
      if (keys.includes(bar.dataset.task)) bar.classList.add("slips");
    }
  }

  // The page that confirms it, once the last question is answered; none if it cannot be.
  async proposal() {
    const mine = this.asking;
    await this.answered;
    if (mine?.signal.aborted) return "";
    return this.place.querySelector("[data-propose]")?.getAttribute("href") ?? "";
  }

  say(text) {
    this.stop();
    const line = document.createElement("p");
    line.textContent = text;
    this.place.replaceChildren(line);
    this.place.hidden = false;
    this.place.removeAttribute("aria-busy");
  }

  stop() {
    window.clearTimeout(this.due);
    this.asking?.abort();
  }

  hide() {
    this.stop();
    this.place.hidden = true;
    this.place.replaceChildren();
    for (const bar of this.picture?.querySelectorAll(".b.slips") ?? []) bar.classList.remove("slips");
  }
}
