-- base: 15.3
-- The schema of OpenProject 14.0, as what differs from 15.3: from what is known of the releases, not
-- from a database.

DROP TABLE scheduled_meetings, reminder_notifications, reminders, remote_identities, oidc_user_tokens,
    emoji_reactions, auth_providers, deploy_status_checks, deploy_targets, hierarchical_item_hierarchies,
    hierarchical_items, project_life_cycle_steps, project_life_cycle_step_definitions,
    recurring_meetings, meeting_sections CASCADE;
ALTER TABLE work_packages DROP project_life_cycle_step_id;
ALTER TABLE meetings
    DROP recurring_meeting_id,
    DROP template;
ALTER TABLE meeting_agenda_items DROP meeting_section_id;
ALTER TABLE time_entries
    DROP start_time,
    DROP time_zone;
ALTER TABLE time_entry_journals
    DROP start_time,
    DROP time_zone;
ALTER TABLE types DROP patterns;
ALTER TABLE custom_styles
    DROP export_cover,
    DROP export_cover_text_color;
ALTER TABLE tokens DROP data;
ALTER TABLE attachments DROP status;
ALTER TABLE project_queries DROP public;
ALTER TABLE oauth_applications
    DROP enabled,
    DROP builtin;
ALTER TABLE custom_fields
    DROP admin_only,
    ADD visible boolean DEFAULT true NOT NULL;
DELETE FROM schema_migrations WHERE CAST(version AS bigint) > 20240422141623;
INSERT INTO schema_migrations (version) VALUES ('20240422141623');
