-- Services that the settings name: "id" of the setting or of the row that shows one in use. What
-- only the environment or a configuration file says is not seen here.
-- Runs as it is: psql -v user_id=42 -f queries/systems/services.sql
-- (a statement for the columns of other releases ends with an error there).

-- system: smtp
-- table: settings
-- needs: settings.name
SELECT id, 'no' AS back FROM settings WHERE name = 'smtp_address' AND btrim(value, ' -''"') <> '';

-- system: incoming_mail
-- table: settings
-- needs: settings.name
SELECT id, 'no' AS back
  FROM settings
 WHERE name IN ('mail_handler_api_key', 'mail_handler_body_delimiters')
   AND btrim(value, E' -''"\n') <> ''
 ORDER BY id;

-- A backup that an administrator made is a whole dump, kept as an attachment.

-- system: backup
-- table: exports
-- needs: exports.type
SELECT id, 'when restored' AS back FROM exports WHERE type = 'Backup' ORDER BY id;

-- On where no setting says anything of avatars (modules/avatars/lib/open_project/avatars/engine.rb:29);
-- a setting that is there stands for itself. Its "id" is null where there is none.

-- system: gravatar
-- table: settings
-- needs: settings.name
SELECT max(id) FILTER (WHERE name = 'plugin_openproject_avatars') AS id, 'no' AS back
  FROM settings
HAVING count(*) > 0
   AND coalesce(bool_or(value ~* 'enable_gravatars"?: *[''"]?(1|t|y|on)')
                FILTER (WHERE name = 'plugin_openproject_avatars'), true);

-- system: captcha
-- table: settings
-- needs: settings.name
SELECT id, 'no' AS back
  FROM settings
 WHERE name = 'plugin_openproject_recaptcha'
   AND value ~ 'recaptcha_type"?: *:?[''"]?(v2|v3|hcaptcha|turnstile)';

-- system: sms
-- table: two_factor_authentication_devices
-- needs: two_factor_authentication_devices.type
SELECT id, 'no' AS back FROM two_factor_authentication_devices WHERE type ~* 'sms' ORDER BY id;

-- account: sms
-- needs: two_factor_authentication_devices.type, two_factor_authentication_devices.phone_number
SELECT phone_number AS account
  FROM two_factor_authentication_devices
 WHERE type ~* 'sms' AND user_id = :user_id;

-- system: collaboration
-- table: settings
-- needs: settings.name
SELECT id, 'no' AS back
  FROM settings
 WHERE name = 'collaborative_editing_hocuspocus_url' AND btrim(value, ' -''"') <> '';

-- system: telemetry
-- table: settings
-- needs: settings.name
SELECT id, 'no' AS back
  FROM settings
 WHERE (name = 'appsignal_frontend_key' AND btrim(value, ' -''"') <> '')
    OR (name = 'opentelemetry_enabled' AND value ~* '^[''"]?(1|t|true)')
 ORDER BY id;
