/** Something keeps the calculator from running: a code for the words, and the file that it is about. */
export class Failure extends Error {
  /**
   * @param {import("./types").Code} code
   * @param {string} [file]
   * @param {string} [detail]
   */
  constructor(code, file = "", detail = "") {
    super(`${code} ${file} ${detail}`);
    this.code = code;
    this.file = file;
    this.detail = detail;
  }

  /**
   * Any error as a failure; what nobody foresaw happened in Python or around it.
   * @param {unknown} error
   */
  static from(error) {
    if (error instanceof Failure) return error;
    const lines = String(error).trim().split("\n");
    return new Failure("python", "", lines.at(-1));
  }

  /**
   * As a message: errors themselves do not pass from worker to page.
   * @returns {import("./types").Failed}
   */
  told() {
    return { failed: this.code, file: this.file, detail: this.detail };
  }
}
