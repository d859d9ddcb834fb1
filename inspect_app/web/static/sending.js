// Says that a file is being sent and read, which takes a while and of which a browser shows next to nothing.
// How far it has come can't be known here, so that nothing pretends to tell.
for (const place of document.querySelectorAll("[data-sending]")) {
  place.closest("form").addEventListener("submit", () => {
    const words = document.createElement("p");
    words.className = "govuk-body";
    words.textContent = place.dataset.sending;
    const bar = document.createElement("progress");
    bar.setAttribute("aria-label", place.dataset.label);
    place.replaceChildren(words, bar);
  });
  // A page that comes back by the browser's own button is not being sent.
  addEventListener("pageshow", () => place.replaceChildren());
}
