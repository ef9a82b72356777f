// @ts-check
/**
 * Only under `saiten serve`: waits until the server says that this page has changed, and loads it
 * again; shows what keeps the site from being built.
 */

/** @typedef {{digest: string, complaint: string}} State */

/** @param {State} seen @returns {Promise<State>} */
async function changed(seen) {
  const query = new URLSearchParams({ path: location.pathname, ...seen });
  const response = await fetch(`/__saiten/wait?${query}`);
  return response.json();
}

/** @param {string} complaint */
function show(complaint) {
  let box = document.getElementById("saiten-complaint");
  if (!box) {
    box = document.createElement("pre");
    box.id = "saiten-complaint";
    box.setAttribute("role", "alert");
    // In sight wherever the page is scrolled to.
    Object.assign(box.style, {
      position: "sticky",
      top: "0",
      zIndex: "10",
      maxHeight: "50vh",
      margin: "0",
      padding: "0.5rem 1rem",
      overflow: "auto",
      background: "var(--md-default-bg-color)",
    });
    document.body.prepend(box);
  }
  box.textContent = complaint;
  box.hidden = complaint === "";
}

async function follow() {
  let path = location.pathname;
  let seen = await changed({ digest: "", complaint: "" });
  show(seen.complaint);
  for (;;) {
    const now = await changed(seen);
    if (path === location.pathname && now.digest !== seen.digest) {
      location.reload();
      return;
    }
    path = location.pathname;
    seen = now;
    show(seen.complaint);
  }
}

follow();
