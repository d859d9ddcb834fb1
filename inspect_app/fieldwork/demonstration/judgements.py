"""The invented inspectors' judgements: a set number of each, for the cases whose facts fit it best."""

from inspect_app.fieldwork.demonstration.chance import Portion, has, together
from inspect_app.fieldwork.demonstration.facts import Allotment

JUDGEMENTS: Allotment = {
    "screening_and_plan_sufficient": (
        (
            Portion(
                "yes",
                48,
                together(
                    has("plan_addresses_needs", "yes", "na"),
                    has("screening_completed", "present"),
                    has("first_screening_on_time", "yes"),
                ),
                spread=1.5,
            ),
        ),
        "no",
    ),
    "accommodation_sufficient": (
        (
            Portion("na", None, has("accommodation_found", "na")),
            Portion(
                "yes",
                31,
                together(
                    has("accommodation_found", "yes"),
                    has("accommodation_help", "council", "supported_housing"),
                ),
                spread=1.5,
            ),
        ),
        "no",
    ),
    "employment_sufficient": (
        (
            Portion("na", None, lambda facts: 1 - has("needs_identified", "employment")(facts)),
            Portion(
                "yes",
                16,
                together(
                    has("training_found", "yes"), has("employment_help", "custody_course", "job_search")
                ),
            ),
        ),
        "no",
    ),
    # 51 of 79 is 64.6 per cent, so the demonstration shows a rating that rests on rounding.
    "finance_sufficient": (
        (
            Portion("na", None, has("finance_problems", "none_recorded")),
            Portion(
                "yes",
                51,
                together(
                    has("benefit_claim_prepared", "yes"),
                    has("bank_account_opened", "yes"),
                    has("debt_advice_given", "yes"),
                ),
                spread=1.5,
            ),
        ),
        "no",
    ),
    "mentoring_and_support_sufficient": (
        (
            Portion(
                "yes",
                24,
                together(
                    has("mentor_assigned", "yes"),
                    has("specialist_help", "yes"),
                    has("women_services", "yes"),
                    has("family_help", "yes"),
                ),
                spread=1.5,
            ),
        ),
        "no",
    ),
    "public_protection_sufficient": (
        (
            Portion(
                "na",
                1,
                together(
                    has("rosh", "low"), has("contact_restricted", "no"), has("mappa_level", "not_eligible")
                ),
            ),
            Portion(
                "no",
                52,
                together(
                    has("restrictions_followed", "no"),
                    has("safeguarding_checked", "no"),
                    has("risk_shared", "no"),
                    has("risk_assessment_current", "no"),
                    has("address_checked", "no"),
                ),
                spread=1.5,
            ),
        ),
        "yes",
    ),
    "release_sufficient": (
        (
            Portion(
                "yes",
                50,
                together(
                    has("settled_first_night", "yes"),
                    has("met_at_gate", "yes", "na"),
                    has("plan_passed_on", "yes"),
                ),
                spread=1.5,
            ),
        ),
        "no",
    ),
    "outcomes_sufficient": (
        (
            Portion(
                "yes",
                38,
                together(
                    has("returned_to_custody", "no"),
                    has("settled_at_review", "yes"),
                    has("occupied_at_review", "yes"),
                ),
                spread=1.5,
            ),
        ),
        "no",
    ),
}
