/* Which page of a wall is due: the next one with something that nobody was shown yet. */

export class Turning {
  page = 0;
  fits = Infinity;
  known = null; // [lane, mark] as they stand now
  seen = new Map(); // lane → the mark that has been shown
  since = new Map(); // lane → when its change was first shown; 0: it has not been yet

  // A lane that is new, or has another mark, has changed; at the beginning none has.
  learn(known, fits) {
    const before = this.known && new Map(this.known);
    for (const [lane, mark] of known) {
      if (before && before.get(lane) !== mark) this.since.set(lane, 0);
    }
    this.known = known;
    this.fits = fits;
    this.page = Math.min(this.page, this.pages - 1);
  }

  get pages() {
    return Math.max(1, Math.ceil(this.known.length / this.fits));
  }

  on(page) {
    if (this.fits === Infinity) return this.known;
    return this.known.slice(page * this.fits, (page + 1) * this.fits);
  }

  shown() {
    return this.on(this.page).map(([lane]) => lane);
  }

  // What stands there has been read; on to what has not, else back to the first page.
  turn() {
    for (const [lane, mark] of this.on(this.page)) this.seen.set(lane, mark);
    const after = Array.from({ length: this.pages }, (_, n) => (this.page + n) % this.pages);
    const unread = (page) => this.on(page).some(([lane, mark]) => this.seen.get(lane) !== mark);
    this.page = after.find(unread) ?? 0;
  }

  // Whether it says that it has changed: for so long after it was shown first.
  isNew(lane, now, long) {
    if (!this.since.has(lane)) return false;
    if (!this.since.get(lane) && this.shown().includes(lane)) this.since.set(lane, now);
    if (this.since.get(lane) && now - this.since.get(lane) > long) this.since.delete(lane);
    return this.since.has(lane);
  }
}
