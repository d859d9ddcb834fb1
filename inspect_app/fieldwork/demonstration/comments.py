"""Comments of the demonstration, each of which says of itself that it is synthetic."""

from inspect_app.fieldwork.demonstration.chance import between

_REASONS: dict[tuple[str, str], tuple[str, ...]] = {
    ("screening_and_plan_sufficient", "no"): (
        "the documents say little about this person.",
        "the main need was not dealt with in good time.",
        "nobody could have worked from what is on file.",
    ),
    ("accommodation_sufficient", "no"): (
        "what was done fell short of what the person needed.",
        "nobody followed up the first steps.",
        "the work began too late for the need there was.",
    ),
    ("employment_sufficient", "no"): (
        "the need was noted and little came of it.",
        "no step was taken that made work more likely.",
        "nobody asked what the person could or wanted to do.",
    ),
    ("finance_sufficient", "no"): (
        "problems were listed and were not dealt with.",
        "the person left custody no better able to manage.",
        "what the person owed was not taken in hand.",
    ),
    ("mentoring_and_support_sufficient", "no"): (
        "the person had nobody to turn to.",
        "what support there was ended at the gate.",
        "support was talked of and did not come about.",
    ),
    ("public_protection_sufficient", "no"): (
        "the people at risk were left out of account.",
        "no sign was found that risk had been thought about.",
        "what the prison knew about risk did not reach those outside.",
    ),
    ("release_sufficient", "no"): (
        "the handover left out what mattered most.",
        "work done in custody was lost on the way.",
        "the essentials were not in place on the day.",
    ),
    ("outcomes_sufficient", "no"): (
        "the person is no more settled than at release.",
        "the gains of the first weeks had been lost by the review.",
        "too much in the person’s life is still in doubt.",
    ),
    ("accommodation_found", "na"): (
        "the person went back to a settled home.",
        "the family home was there to go back to.",
    ),
    ("accommodation_sufficient", "na"): ("no help with accommodation was needed.",),
    ("employment_sufficient", "na"): ("the person had no need in this area.",),
    ("finance_sufficient", "na"): ("no money, benefit or debt problem could be found.",),
    ("met_at_gate", "na"): ("family came to the gate.", "the person did not need to be met."),
    ("public_protection_sufficient", "na"): ("there was no resettlement work that this could bear on.",),
}
_OTHERWISE = (
    "the question does not arise in this case.",
    "an offer was properly made and was turned down.",
    "this was looked into and does not apply.",
)
_NOT_ENOUGH = (
    "what mattered most in this case was left undone.",
    "it was begun too late to be of use.",
    "there is too little on file to say that it was done well.",
)
_PLACES = ("NOMIS case notes", "the nDelius contact log", "the OASys assessment", "the tracker")


def synthetic_comment(reference: str, question: str, value: str) -> str:
    """A comment for a case's answer to a question, which the answer's comment rule calls for."""
    reasons = _REASONS.get((question, value), _NOT_ENOUGH if value == "no" else _OTHERWISE)
    reason = reasons[between(reference, f"{question}|reason", 0, len(reasons) - 1)]
    place = _PLACES[between(reference, f"{question}|place", 0, len(_PLACES) - 1)]
    return f"Synthetic comment: {reason} Source: {place}."
