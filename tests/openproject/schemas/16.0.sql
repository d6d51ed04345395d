-- base: 16.6
-- The schema of OpenProject 16.0, as what differs from 16.6:
-- the release's own migrations run, cut by their dates.

DROP TABLE autologin_session_links, calculated_value_errors, document_types, oidc_group_links, oidc_group_memberships, scim_clients, user_auth_provider_links CASCADE;
CREATE TABLE meeting_content_journals (
    id bigserial,
    meeting_id bigint,
    author_id bigint,
    text text,
    locked boolean,
    PRIMARY KEY (id)
);
CREATE TABLE meeting_contents (
    id bigserial,
    type character varying,
    meeting_id bigint,
    author_id bigint,
    text text,
    lock_version integer,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    locked boolean DEFAULT false,
    PRIMARY KEY (id)
);
ALTER TABLE budget_journals
    DROP base_amount;
ALTER TABLE budgets
    DROP base_amount;
ALTER TABLE custom_fields
    DROP formula;
ALTER TABLE custom_styles
    DROP export_footer,
    DROP export_font_regular,
    DROP export_font_bold,
    DROP export_font_italic,
    DROP export_font_bold_italic;
ALTER TABLE document_journals
    ALTER category_id SET NOT NULL,
    ALTER title TYPE character varying(60) USING CAST(title AS character varying(60));
ALTER TABLE documents
    DROP type_id,
    DROP kind,
    DROP content_binary,
    ALTER category_id SET NOT NULL,
    ALTER title TYPE character varying(60) USING CAST(title AS character varying(60));
ALTER TABLE enterprise_tokens
    DROP valid_from,
    DROP valid_until;
ALTER TABLE favorites
    DROP favorited_type,
    DROP favorited_id,
    ADD favored_type character varying NOT NULL,
    ADD favored_id bigint NOT NULL;
ALTER TABLE hierarchical_items
    DROP weight;
ALTER TABLE meeting_agenda_item_journals
    ADD start_time timestamp with time zone,
    ADD end_time timestamp with time zone;
ALTER TABLE meeting_agenda_items
    ADD start_time timestamp with time zone,
    ADD end_time timestamp with time zone;
ALTER TABLE meeting_participants
    DROP participation_status,
    DROP comment;
ALTER TABLE meetings
    DROP uid,
    DROP notify;
ALTER TABLE project_journals
    DROP workspace_type;
ALTER TABLE projects
    DROP workspace_type;
ALTER TABLE recurring_meetings
    DROP uid;
ALTER TABLE service_account_associations DROP CONSTRAINT IF EXISTS fk_rails_18733515b3;
DELETE FROM schema_migrations WHERE version IN ('20250512114003', '20250526155610', '20250605133700', '20250610111413', '20250612133700', '20250613141234', '20250624155721', '20250627121119', '20250703143214', '20250709090813', '20250709103506', '20250710133700', '20250711133700', '20250714142919', '20250731144436', '20250804083253', '20250804133700', '20250806132912', '20250808062421', '20250811102200', '20250818133654', '20250819152511', '20250820131839', '20250821092618', '20250905204438', '20250908072653', '20250908151957', '20250908172222', '20250910085916', '20250923064241', '20250923120330', '20250923142124', '20250929070310', '20251017111720', '20251021133601', '20251022114752', '20251024140438', '20251029134217', '20251031071403', '20251103123548', '20251104151450', '20251105082400', '20251105082430', '20251107114245');
