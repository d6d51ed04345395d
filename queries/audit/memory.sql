-- Room for the ids of two million principals, so that each value is looked up in memory.
SELECT pg_catalog.set_config('work_mem', '64MB', true)
 WHERE pg_catalog.pg_size_bytes(pg_catalog.current_setting('work_mem')) < pg_catalog.pg_size_bytes('64MB');
