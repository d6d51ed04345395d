-- Rows that should have gone by themselves: how many there are past their time, and the oldest. Each has a
-- day more than OpenProject gives it, so that a job that is only late is not reported.

-- what: audit copies
-- table: paper_trail_audits
-- keeps: 60 days, removed on Saturdays
-- job: PaperTrailAudits::CleanupJob
-- needs: paper_trail_audits.created_at
-- source: app/workers/paper_trail_audits/cleanup_job.rb:33
SELECT count(*) AS rows, min(created_at) AS oldest
  FROM paper_trail_audits
 WHERE created_at < transaction_timestamp() - interval '68 days';

-- what: finished jobs
-- table: good_jobs
-- keeps: 7 days
-- job: GoodJob's own clean-up
-- needs: good_jobs.finished_at
-- source: config/constants/settings/definition.rb:560
SELECT count(*) AS rows, min(finished_at) AS oldest
  FROM good_jobs
 WHERE finished_at < transaction_timestamp() - interval '8 days';

-- what: executions of jobs
-- table: good_job_executions
-- keeps: 7 days
-- job: GoodJob's own clean-up
-- needs: good_job_executions.finished_at
-- source: config/constants/settings/definition.rb:560
SELECT count(*) AS rows, min(finished_at) AS oldest
  FROM good_job_executions
 WHERE finished_at < transaction_timestamp() - interval '8 days';

-- what: batches of jobs
-- table: good_job_batches
-- keeps: 7 days
-- job: GoodJob's own clean-up
-- needs: good_job_batches.finished_at
-- source: config/constants/settings/definition.rb:560
SELECT count(*) AS rows, min(finished_at) AS oldest
  FROM good_job_batches
 WHERE finished_at < transaction_timestamp() - interval '8 days';

-- what: failed jobs
-- table: delayed_jobs
-- keeps: until somebody removes them
-- job: none
-- needs: delayed_jobs.failed_at
SELECT count(*) AS rows, min(failed_at) AS oldest
  FROM delayed_jobs
 WHERE failed_at < transaction_timestamp() - interval '8 days';

-- what: statuses of jobs
-- table: job_statuses
-- keeps: 2 days
-- job: JobStatus::Cron::ClearOldJobStatusJob
-- needs: job_statuses.updated_at
-- source: modules/job_status/app/workers/job_status/cron/clear_old_job_status_job.rb
SELECT count(*) AS rows, min(updated_at) AS oldest
  FROM job_statuses
 WHERE updated_at < transaction_timestamp() - interval '4 days';

-- what: statuses of jobs
-- table: delayed_job_statuses
-- keeps: 2 days
-- job: Cron::ClearOldJobStatusJob
-- needs: delayed_job_statuses.updated_at
SELECT count(*) AS rows, min(updated_at) AS oldest
  FROM delayed_job_statuses
 WHERE updated_at < transaction_timestamp() - interval '4 days';

-- what: webhook logs
-- table: webhooks_logs
-- keeps: 7 days, removed on Sundays
-- job: CleanupWebhookLogsJob
-- needs: webhooks_logs.created_at
-- source: modules/webhooks/app/workers/cleanup_webhook_logs_job.rb:30
SELECT count(*) AS rows, min(created_at) AS oldest
  FROM webhooks_logs
 WHERE created_at < transaction_timestamp() - interval '15 days';

-- what: sessions
-- table: sessions
-- keeps: 30 days without activity
-- job: Cron::ClearOldSessionsJob
-- needs: sessions.updated_at
-- source: app/services/sessions/clear_old_sessions_service.rb:34
SELECT count(*) AS rows, min(updated_at) AS oldest
  FROM sessions
 WHERE updated_at < transaction_timestamp() - interval '31 days';

-- what: exports
-- table: exports
-- keeps: 3 hours, removed after the next export
-- job: Exports::CleanupOutdatedJob
-- needs: exports.created_at, exports.type
-- source: app/workers/exports/cleanup_outdated_job.rb:38
SELECT count(*) AS rows, min(created_at) AS oldest
  FROM exports
 WHERE coalesce(type, '') <> 'Backup'
   AND created_at < transaction_timestamp() - interval '1 day';

-- what: backups kept as attachments, each a whole dump of the database
-- table: exports
-- keeps: until the next backup or export
-- job: Exports::CleanupOutdatedJob
-- needs: exports.created_at, exports.type, attachments.container_type
-- source: app/workers/backup_job.rb:138
SELECT count(*) AS rows, min(e.created_at) AS oldest
  FROM exports e
 WHERE e.type = 'Backup'
   AND e.created_at < transaction_timestamp() - interval '1 day'
   AND EXISTS (SELECT 1 FROM attachments a WHERE a.container_id = e.id AND a.container_type IN ('Export', 'Backup'));

-- what: expired tokens
-- table: tokens
-- keeps: until they expire, removed when the next of their kind is made
-- job: none
-- needs: tokens.expires_on
-- source: app/models/token/expirable_token.rb:80
SELECT count(*) AS rows, min(expires_on) AS oldest
  FROM tokens
 WHERE expires_on < transaction_timestamp() - interval '31 days';

-- what: revoked access tokens
-- table: oauth_access_tokens
-- keeps: 1 day
-- job: OAuth::CleanupJob
-- needs: oauth_access_tokens.revoked_at
-- source: app/workers/oauth/cleanup_job.rb:35
SELECT count(*) AS rows, min(revoked_at) AS oldest
  FROM oauth_access_tokens
 WHERE revoked_at < transaction_timestamp() - interval '2 days';

-- what: uploads that were never attached
-- table: attachments
-- keeps: 3 hours
-- job: Attachments::CleanupUncontaineredJob
-- needs: attachments.created_at, attachments.container_id, attachments.container_type
-- source: app/workers/attachments/cleanup_uncontainered_job.rb
SELECT count(*) AS rows, min(created_at) AS oldest
  FROM attachments
 WHERE container_id IS NULL
   AND container_type IS NULL
   AND created_at < transaction_timestamp() - interval '2 days';
