-- Modules that projects have switched on. Plugins bring their own; a name that is none is left out.
SELECT DISTINCT name FROM enabled_modules WHERE name ~ '^[a-z][a-z0-9_]{0,62}$' ORDER BY name LIMIT 500;
