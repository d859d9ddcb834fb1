// How far a job is, kept up to date until it ends; then the page is loaded anew, with its files or the reason.
// A stage that begins is announced politely; the share done is only shown, because it changes all the time.

const OFTEN = 1_000;
const SELDOM = 15_000;
const LATE = 20_000;

const place = document.getElementById("progress");
const stage = document.getElementById("stage");
const share = document.getElementById("share");
const perCent = document.getElementById("per-cent");
const told = document.getElementById("told");

/** Asks until the job has ended or is no longer to be seen; ever less often while the server doesn't answer. */
async function follow() {
  let pause = OFTEN;
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    try {
      const answer = await fetch(place.dataset.state, { cache: "no-store", credentials: "same-origin", signal: AbortSignal.timeout(LATE) });
      if (answer.redirected || [401, 403, 404].includes(answer.status)) {
        say("You are signed out, or this is no longer there. Load the page again.");
        return;
      }
      if (!answer.ok) throw new Error(String(answer.status));
      const state = await answer.json();
      if (!state.open) {
        location.reload();
        return;
      }
      show(state);
      pause = OFTEN;
    } catch {
      pause = Math.min(pause * 2, SELDOM);
      say("The server does not answer at the moment. It will be asked again.");
    }
  }
}

function show(state) {
  share.value = state.per_cent;
  perCent.textContent = `${state.per_cent} per cent`;
  say(state.stage);
}

/** Shows a sentence, and announces it if it is another than before. */
function say(words) {
  if (stage.textContent === words) return;
  stage.textContent = words;
  told.textContent = words;
}

follow();
