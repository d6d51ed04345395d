-- base: 17.1
-- The schema of OpenProject 16.6, as what differs from 17.1:
-- the release's own migrations run, cut by their dates.

DROP TABLE custom_fields_roles, mcp_configurations, recurring_meeting_interim_responses, subproject_template_assignments CASCADE;
ALTER TABLE attribute_help_texts
    DROP caption;
ALTER TABLE custom_field_sections
    DROP display_representation;
ALTER TABLE custom_styles
    DROP logo_mobile;
ALTER TABLE document_journals
    DROP content_binary;
ALTER TABLE document_types
    DROP active,
    DROP documents_count;
ALTER TABLE gitlab_issues
    ALTER gitlab_updated_at TYPE timestamp with time zone USING CAST(gitlab_updated_at AS timestamp with time zone);
ALTER TABLE good_job_batches
    ALTER enqueued_at TYPE timestamp with time zone USING CAST(enqueued_at AS timestamp with time zone),
    ALTER discarded_at TYPE timestamp with time zone USING CAST(discarded_at AS timestamp with time zone),
    ALTER finished_at TYPE timestamp with time zone USING CAST(finished_at AS timestamp with time zone),
    ALTER jobs_finished_at TYPE timestamp with time zone USING CAST(jobs_finished_at AS timestamp with time zone);
ALTER TABLE good_job_executions
    ALTER scheduled_at TYPE timestamp with time zone USING CAST(scheduled_at AS timestamp with time zone),
    ALTER finished_at TYPE timestamp with time zone USING CAST(finished_at AS timestamp with time zone);
ALTER TABLE good_jobs
    ALTER scheduled_at TYPE timestamp with time zone USING CAST(scheduled_at AS timestamp with time zone),
    ALTER performed_at TYPE timestamp with time zone USING CAST(performed_at AS timestamp with time zone),
    ALTER finished_at TYPE timestamp with time zone USING CAST(finished_at AS timestamp with time zone),
    ALTER cron_at TYPE timestamp with time zone USING CAST(cron_at AS timestamp with time zone),
    ALTER locked_at TYPE timestamp with time zone USING CAST(locked_at AS timestamp with time zone);
ALTER TABLE hierarchical_items
    DROP children_count;
ALTER TABLE meeting_agenda_items
    ALTER created_at TYPE timestamp with time zone USING CAST(created_at AS timestamp with time zone),
    ALTER updated_at TYPE timestamp with time zone USING CAST(updated_at AS timestamp with time zone);
ALTER TABLE paper_trail_audits
    ALTER created_at TYPE timestamp with time zone USING CAST(created_at AS timestamp with time zone);
ALTER TABLE project_custom_field_project_mappings
    DROP creation_wizard;
ALTER TABLE projects
    DROP template_id;
ALTER TABLE recurring_meetings
    DROP current_schedule_start,
    ALTER start_time TYPE timestamp with time zone USING CAST(start_time AS timestamp with time zone);
ALTER TABLE reminders
    ALTER remind_at TYPE timestamp with time zone USING CAST(remind_at AS timestamp with time zone),
    ALTER completed_at TYPE timestamp with time zone USING CAST(completed_at AS timestamp with time zone);
ALTER TABLE scheduled_meetings
    ALTER start_time TYPE timestamp with time zone USING CAST(start_time AS timestamp with time zone);
ALTER TABLE storages
    ALTER health_changed_at TYPE timestamp with time zone USING CAST(health_changed_at AS timestamp with time zone),
    ALTER health_checked_at TYPE timestamp with time zone USING CAST(health_checked_at AS timestamp with time zone);
DELETE FROM schema_migrations WHERE version IN ('20251111145039', '20251111155829', '20251114174545', '20251115211211', '20251117102116', '20251119095014', '20251121073442', '20251125000000', '20251126092758', '20251204100529', '20251209191935', '20251211160744', '20251216155857', '20251217105019', '20251218100700', '20251218100721', '20251218100741', '20251218133700', '20260105090537', '20260105092419', '20260105093056', '20260105093729', '20260105095152', '20260105095917', '20260105100429', '20260105101148', '20260106151226', '20260108111032', '20260122130916');
