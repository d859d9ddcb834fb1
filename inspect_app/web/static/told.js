// Says on the page that comes next what was done on this one, as the server does after a form is sent.

const KEY = "inspect-app done";

/** Keeps words for the next page of this window. */
export function tellNext(words) {
  sessionStorage.setItem(KEY, words);
}

/** Shows what the page before had to tell, once. */
export function showTold() {
  const words = sessionStorage.getItem(KEY);
  if (!words) return;
  sessionStorage.removeItem(KEY);
  const banner = document.createElement("div");
  banner.className = "govuk-notification-banner govuk-notification-banner--success";
  banner.id = "done";
  banner.tabIndex = -1;
  banner.setAttribute("role", "alert");
  banner.setAttribute("aria-labelledby", "done-title");
  banner.append(
    block("govuk-notification-banner__header", text("h2", "govuk-notification-banner__title", "Done", "done-title")),
    block("govuk-notification-banner__content", text("p", "govuk-notification-banner__heading", words)),
  );
  document.querySelector("main").prepend(banner);
  banner.focus();
}

function block(className, content) {
  const made = document.createElement("div");
  made.className = className;
  made.append(content);
  return made;
}

function text(tag, className, words, id = "") {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = words;
  if (id) made.id = id;
  return made;
}
