// Controls that can be read and not changed: of what is in conflict, and of all when the case is closed.

const FIXED = "input[type=text], textarea";
const CHOSEN = "input[type=radio], input[type=checkbox], button:not([data-problem] *, [data-notice] *)";

/** Lets what is in a place of the page be changed or not; what has the keyboard keeps it. */
export function lock(place, locked) {
  for (const control of place?.querySelectorAll(FIXED) ?? []) control.readOnly = locked;
  for (const control of place?.querySelectorAll(CHOSEN) ?? []) {
    control.disabled = false; // as the page is made for browsers without this script
    if (locked) control.setAttribute("aria-disabled", "true");
    else control.removeAttribute("aria-disabled");
  }
  for (const menu of place?.querySelectorAll("select") ?? []) menu.disabled = locked;
}

/** Holds a form's locked boxes and buttons to it. @param {HTMLFormElement} form */
export function guard(form) {
  form.addEventListener(
    "click",
    (event) => {
      if (!event.target.closest("[aria-disabled=true]")) return;
      event.preventDefault();
      event.stopPropagation();
    },
    true,
  );
}
