"""The columns of a long list that a case attribute may come from."""

IDENTIFYING_COLUMNS = frozenset({"family_name", "first_names", "date_of_birth", "crn", "pnc"})
"""These say who a person is; cases are pseudonymous, so no attribute may hold them."""

DATE_COLUMNS = frozenset({"date_of_birth", "start_date"})
"""These hold dates."""

ATTRIBUTE_COLUMNS = frozenset(
    {
        "gender",
        "sentence_type",
        "rosh",
        "start_date",
        "terminated",
        "cluster",
        "ldu",
        "team",
        "officer",
        "manager",
        "office",
    }
)
