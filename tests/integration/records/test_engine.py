from inspect_app.records.engine import Engine, check_at_head


def test_a_migrated_database_is_at_head(engine: Engine) -> None:
    check_at_head(engine)
