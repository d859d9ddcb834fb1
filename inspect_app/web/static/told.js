// Says on the page that comes next what was done on this one, as the server does after a form is sent.

const KEY = "inspect-app done";

/** Goes on to another page, which says so much to the same person, once. */
export function goAndTell(words, address, user) {
  const next = new URL(address, location.href);
  sessionStorage.setItem(KEY, JSON.stringify({ words, page: next.pathname, user }));
  next.hash = "done";
  location.assign(next);
}

/** Shows what the page before had to tell whoever is signed in now, if it meant this page. @param {string} signedIn */
export function showTold(signedIn) {
  const { words, page, user } = JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
  sessionStorage.removeItem(KEY);
  if (page !== location.pathname || user !== signedIn) return;
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
