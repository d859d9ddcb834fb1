-- Once, as a superuser: psql --file roles.sql
-- inspect_owner owns the tables and brings them up to date; inspect_web serves the pages.
CREATE ROLE inspect_owner LOGIN;
CREATE ROLE inspect_web LOGIN;
CREATE DATABASE inspect OWNER inspect_owner TEMPLATE template0 ENCODING 'UTF8';
REVOKE ALL ON DATABASE inspect FROM PUBLIC;
GRANT CONNECT ON DATABASE inspect TO inspect_web;
