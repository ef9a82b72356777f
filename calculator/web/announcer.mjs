/** One short sentence for screen readers, once typing pauses and only when it says something new. */

const PAUSE = 900;

export class Announcer {
  /** @param {HTMLElement} region  A polite live region. */
  constructor(region) {
    this.region = region;
    /** @type {number | undefined} */
    this.timer = undefined;
  }

  /** @param {string} sentence */
  say(sentence) {
    clearTimeout(this.timer);
    if (this.region.textContent === sentence) return;
    this.timer = setTimeout(() => {
      this.region.textContent = sentence;
    }, PAUSE);
  }
}
