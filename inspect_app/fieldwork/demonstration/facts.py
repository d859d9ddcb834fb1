"""What the invented service did and whom it served: the answers that the totals rest on."""

from collections.abc import Callable, Mapping

from inspect_app.fieldwork.demonstration.chance import Facts, Portion, anyone, has, pick, several
from inspect_app.questionnaire.conditions import Value

Each = Callable[[str, Facts], Value | None]
"""An answer for one case, from its reference and what is known of it; None leaves the question empty."""
Allotment = Mapping[str, tuple[tuple[Portion, ...], str]]
"""By question: the portions of cases with a value, and the value of the cases that are left."""


def some(question: str, weights: Mapping[str, int]) -> Each:
    """One value, each as likely as its weight, whatever else is known of the case."""
    return lambda reference, _facts: pick(reference, question, weights)


def _needs(reference: str, facts: Facts) -> list[str]:
    settled = has("accommodation_before", "own_tenancy", "family_or_friends")(facts)
    employed = has("work_before", "employed", "learning")(facts)
    woman = has("sex", "female")(facts)
    per_cent = {
        "accommodation": 30 if settled else 100,
        "employment": 50 if employed else 96,
        "finance": 0 if has("finance_problems", "none_recorded")(facts) else 100,
        "substance_misuse": 52,
        "health": 41,
        "family": 33,
        "domestic_abuse": 46 if woman else 4,
        "sex_work": 15 if woman else 0,
    }
    return several(reference, "needs_identified", per_cent, "none_recorded")


def _finance_problems(reference: str, facts: Facts) -> list[str]:
    if has("finance_problems", "none_recorded")(facts):
        return ["none_recorded"]
    per_cent = {"no_bank_account": 38, "debt": 47, "rent_arrears": 29, "fines": 42, "benefit_claim": 70}
    return several(reference, "finance_problems", per_cent, "benefit_claim")


WITHOUT_MONEY_PROBLEMS: Allotment = {"finance_problems": ((Portion("none_recorded", 7, anyone),), "debt")}
"""Comes first: who has no money problem. The others' problems are drawn with the background."""

BACKGROUND: dict[str, Each] = {
    "first_screening_on_time": some("first_screening_on_time", {"yes": 82, "no": 13, "dont_know": 5}),
    "accommodation_before": some(
        "accommodation_before",
        {
            "own_tenancy": 22,
            "family_or_friends": 30,
            "supported_housing": 8,
            "temporary": 20,
            "no_home": 17,
            "dont_know": 3,
        },
    ),
    "work_before": some("work_before", {"employed": 19, "learning": 4, "unemployed": 73, "dont_know": 4}),
    "finance_problems": _finance_problems,
    "needs_identified": _needs,
}
"""Facts that depend on nothing the service did; answered first, in this order."""

ALLOTTED: Allotment = {
    "screening_completed": ((Portion("absent", 7, anyone), Portion("blank", 9, anyone)), "present"),
    "plan_on_file": (
        (
            Portion("absent", 12, has("screening_completed", "absent")),
            Portion("blank", 8, has("screening_completed", "blank")),
        ),
        "present",
    ),
    "plan_addresses_needs": (
        (
            Portion("na", None, has("needs_identified", "none_recorded")),
            Portion("yes", 50, has("plan_on_file", "present")),
        ),
        "no",
    ),
    "accommodation_found": (
        (
            Portion("na", None, lambda facts: 1 - has("needs_identified", "accommodation")(facts)),
            Portion("no", 31, has("accommodation_before", "no_home", "temporary"), spread=2),
        ),
        "yes",
    ),
    # Two of the 29 had a place confirmed that turned out to be no settled one.
    "settled_first_night": (
        (
            Portion("no", 2, has("accommodation_found", "yes")),
            Portion("no", 27, has("accommodation_found", "no")),
        ),
        "yes",
    ),
    "employment_found": ((), "no"),
    "training_found": (
        (Portion("yes", 6, has("needs_identified", "employment")), Portion("na", 5, anyone)),
        "no",
    ),
    "mentor_offered": ((Portion("yes", 14, anyone), Portion("dont_know", 6, anyone)), "no"),
    "mentor_assigned": ((Portion("yes", 1, has("mentor_offered", "yes")),), "no"),
    "mentor_declined": (
        (Portion("no", None, has("mentor_assigned", "yes")), Portion("yes", 46, anyone)),
        "no",
    ),
    "returned_to_custody": ((Portion("yes", 22, has("settled_first_night", "no"), spread=2),), "no"),
}
"""Facts of which a set number of cases is wanted, so that the totals come out as published."""
