-- After every inspect-app db upgrade, as inspect_owner: psql --single-transaction --file grants.sql inspect
REVOKE ALL ON SCHEMA public FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM inspect_web;
GRANT USAGE ON SCHEMA public TO inspect_web;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO inspect_web;
GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO inspect_web;
-- What is only ever added to, and what says which version the tables are of.
REVOKE UPDATE ON save, save_text, access_log, snapshot, rating_decision, report, report_save, report_edition FROM inspect_web;
GRANT UPDATE (editions) ON snapshot TO inspect_web;
-- A report is locked while a text of it is kept, which PostgreSQL allows to whoever may update a column of it.
GRANT UPDATE (started_by) ON report TO inspect_web;
REVOKE INSERT, UPDATE ON alembic_version FROM inspect_web;
-- Nothing else is ever deleted while serving: a case goes only before anybody saved anything of it.
GRANT DELETE ON area, assessment, assessment_state, assignment, attempts, "case", conflict_of_interest, heading_map, recovery_code TO inspect_web;
