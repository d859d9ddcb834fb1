"""What followed in each invented case; an answer to a question the case is not asked is dropped later."""

from collections.abc import Mapping

from inspect_app.fieldwork.demonstration.chance import Facts, between, happens, has, pick, several
from inspect_app.fieldwork.demonstration.facts import Each, some

COMMUNITY_SENTENCES = (
    "ora_community_order",
    "ora_suspended_sentence_order",
    "cja_community_order",
    "cja_suspended_sentence_order",
)


def _needs_left_out(reference: str, facts: Facts) -> list[str]:
    needs = facts["needs_identified"]
    per_cent = dict.fromkeys(needs if isinstance(needs, list) else [], 45)
    return several(reference, "needs_left_out", per_cent, "none_recorded")


def _accommodation_help(reference: str, facts: Facts) -> list[str]:
    found = has("accommodation_found", "yes")(facts)
    per_cent = {
        "advice": 55,
        "council": 40 if found else 22,
        "supported_housing": 45 if found else 15,
        "private_landlord": 12,
        "family_contact": 20,
    }
    return several(reference, "accommodation_help", per_cent, "advice" if found else "none")


def _accommodation_kind(reference: str, facts: Facts) -> str:
    if has("settled_first_night", "no")(facts):
        return "hostel"
    high = has("rosh", "high", "very_high")(facts)
    weights = {
        "own_tenancy": 2,
        "family_or_friends": 5,
        "supported_housing": 6,
        "approved_premises": 5 * int(high),
    }
    return pick(reference, "accommodation_kind", weights)


def _risk_to(reference: str, facts: Facts) -> list[str]:
    serious = has("rosh", "high", "very_high")(facts)
    per_cent = {
        "public": 60,
        "known_adult": 48,
        "children": 32 if serious else 12,
        "staff": 14,
        "prisoners": 8,
    }
    return several(reference, "risk_to", per_cent, "public" if serious else "none_recorded")


def _mappa_level(reference: str, facts: Facts) -> str:
    weights = {"not_eligible": 90, "level_1": 7, "not_set": 2, "dont_know": 1}
    if has("rosh", "high", "very_high")(facts):
        weights = {
            "not_eligible": 30,
            "level_1": 35,
            "level_2": 20,
            "level_3": 3,
            "not_set": 8,
            "dont_know": 4,
        }
    return pick(reference, "mappa_level", weights)


def _return_reason(reference: str, facts: Facts) -> str:
    community = has("sentence_type", *COMMUNITY_SENTENCES)(facts)
    weights = {"breach" if community else "recall": 6, "new_charge": 3, "new_sentence": 2, "dont_know": 1}
    return pick(reference, "return_reason", weights)


def _settled_at_review(reference: str, facts: Facts) -> str:
    settled = has("settled_first_night", "yes")(facts)
    weights = {"yes": 80, "no": 14, "dont_know": 6} if settled else {"yes": 22, "no": 60, "dont_know": 18}
    return pick(reference, "settled_at_review", weights)


def _many(question: str, per_cent: Mapping[str, int], otherwise: str) -> Each:
    return lambda reference, _facts: several(reference, question, per_cent, otherwise)


def _number(question: str, low: int, high: int) -> Each:
    return lambda reference, _facts: between(reference, question, low, high)


def _words(question: str, *sentences: str, per_cent: int = 100) -> Each:
    def each(reference: str, _facts: Facts) -> str | None:
        if not happens(reference, f"{question}|said", per_cent):
            return None
        return f"Synthetic: {sentences[between(reference, question, 0, len(sentences) - 1)]}"

    return each


def _learning_hours(reference: str, _facts: Facts) -> str:
    return f"{between(reference, 'learning_hours', 10, 240) / 10:g}"


def _debt_pounds(reference: str, _facts: Facts) -> int | None:
    known = happens(reference, "debt_pounds|known", 70)
    return 10 * between(reference, "debt_pounds", 8, 420) if known else None


DETAIL: dict[str, Each] = {
    "screening_delay_reason": _words(
        "screening_delay_reason",
        "NOMIS case note says the wing was short of staff.",
        "the tracker says the person was at court on the day planned.",
        "OASys notes a transfer from another prison.",
        per_cent=60,
    ),
    "needs_left_out": _needs_left_out,
    "person_view": _words(
        "person_view",
        "the person valued the interview but heard nothing afterwards.",
        "the person did not know that there was a plan.",
        "the person said that the worker had time to listen.",
        "the person wanted help with housing sooner.",
        per_cent=45,
    ),
    "tenancy_help": some("tenancy_help", {"yes": 35, "no": 40, "na": 18, "dont_know": 7}),
    "accommodation_help": _accommodation_help,
    "accommodation_referral_days": _number("accommodation_referral_days", 2, 60),
    "accommodation_kind": _accommodation_kind,
    "address_checked": some("address_checked", {"yes": 55, "no": 38, "dont_know": 7}),
    "employment_help": _many(
        "employment_help",
        {
            "skills_check": 40,
            "job_search": 14,
            "employer_contact": 3,
            "custody_course": 21,
            "custody_work": 9,
        },
        "none",
    ),
    "learning_hours": _learning_hours,
    "bank_account_opened": some("bank_account_opened", {"yes": 60, "no": 27, "na": 6, "dont_know": 7}),
    "debt_pounds": _debt_pounds,
    "debt_advice_given": some("debt_advice_given", {"yes": 48, "no": 44, "na": 8}),
    "benefit_claim_prepared": some("benefit_claim_prepared", {"yes": 70, "no": 20, "na": 4, "dont_know": 6}),
    "identity_documents": some("identity_documents", {"yes": 52, "no": 36, "dont_know": 12}),
    "mentor_met": some("mentor_met", {"yes": 1, "no": 1}),
    "specialist_help": some("specialist_help", {"yes": 38, "no": 52, "na": 10}),
    "women_services": some("women_services", {"yes": 50, "no": 44, "na": 6}),
    "family_help": some("family_help", {"yes": 30, "no": 61, "na": 9}),
    "risk_assessment_current": some("risk_assessment_current", {"yes": 62, "no": 31, "dont_know": 7}),
    "risk_to": _risk_to,
    "mappa_level": _mappa_level,
    "contact_restricted": some("contact_restricted", {"yes": 36, "no": 58, "dont_know": 6}),
    "restrictions_followed": some("restrictions_followed", {"yes": 44, "no": 53, "na": 3}),
    "safeguarding_checked": some("safeguarding_checked", {"yes": 40, "no": 52, "na": 8}),
    "risk_shared": some("risk_shared", {"yes": 42, "no": 48, "dont_know": 10}),
    "requirements_explained": some("requirements_explained", {"yes": 61, "no": 27, "dont_know": 12}),
    "met_at_gate": some("met_at_gate", {"yes": 9, "no": 43, "na": 41, "dont_know": 7}),
    "first_night_place": some(
        "first_night_place", {"rough": 5, "sofa": 11, "night_shelter": 4, "emergency": 5, "dont_know": 4}
    ),
    "officer_contacts": _number("officer_contacts", 0, 5),
    "no_contact_reason": _words(
        "no_contact_reason",
        "the officer took the case over shortly before release.",
        "the officer did not know which prison the person was in.",
        "no video link could be booked.",
        per_cent=55,
    ),
    "plan_passed_on": some("plan_passed_on", {"yes": 57, "no": 35, "dont_know": 8}),
    "records_found": _many(
        "records_found",
        {"nomis": 78, "oasys": 70, "ndelius": 83, "front_sheet": 31, "tracker": 55, "email": 24},
        "nomis",
    ),
    "return_reason": _return_reason,
    "settled_at_review": _settled_at_review,
    "occupied_at_review": some("occupied_at_review", {"yes": 15, "no": 74, "dont_know": 11}),
}
