// The search is a dialog without a name: it takes that of the button that opens it.
const search = document.querySelector(".md-search");
search?.setAttribute("aria-label", search.querySelector("button")?.textContent.trim() ?? "");
