-- Fills an empty schema with ${tasks} tasks of ${phones} phones, as a farm leaves them that has worked for months: requests of 100
-- tasks; 5 of 100 tasks are pending for next year, so that no server runs them, 7 failed, the rest completed. Scripts, sources and
-- usernames are unevenly common, so that each filter has a common and a rare value: 'post' and 'ui' are rare, 'rare_user' has ten
-- tasks, 'unfollow' none. The order of the values is the same in each run.
SELECT setseed(0.42);

CREATE TEMP TABLE made AS
SELECT id, batch,
       now() - interval '90 days' + id * (interval '89 days' / ${tasks}) AS created_at,
       CASE WHEN id > ${tasks} * 0.95 THEN 0 WHEN chance_a < 0.07 THEN 3 ELSE 2 END AS status,
       'PHONE' || floor(${phones} * chance_b ^ 1.5) AS serial,
       CASE WHEN chance_c < 0.6 THEN 'follow' WHEN chance_c < 0.85 THEN 'account_warmup' WHEN chance_c < 0.995 THEN 'comment'
            ELSE 'post' END AS script_name,
       CASE WHEN chance_d < 0.02 THEN 'ui' ELSE 'api' END AS source,
       CASE WHEN id % (${tasks} / 10) = 0 THEN 'rare_user' ELSE 'user_' || floor(500 * chance_e ^ 2) END AS username
FROM (SELECT id, (id - 1) / 100 * 100 + 1 AS batch, random() AS chance_a, random() AS chance_b, random() AS chance_c,
             random() AS chance_d, random() AS chance_e
      FROM generate_series(1, ${tasks}) AS id) AS drawn;

INSERT INTO task_config (config, brief, batch_id)
SELECT '{"target_users":["@somebody"],"min_duration":20}',
       '{"config":{"target_users":["@somebody"],"min_duration":20},"cut":[],"keys_left_out":false}', batch
FROM (SELECT DISTINCT batch FROM made ORDER BY batch) AS batches;

INSERT INTO device (serial, node, addresses, model, android_version, state)
SELECT 'PHONE' || i, 'elsewhere', ARRAY['192.0.2.' || i % 250 || ':' || 5555 + i / 250], 'Pixel', '14', 'OFFLINE'
FROM generate_series(0, ${phones} - 1) AS i;

INSERT INTO task (id, serial, status, scheduled_at, attempt_count, node, started_at, finished_at, outcome, failure_code, remark,
                  updated_at)
SELECT id, serial, status, CASE WHEN status = 0 THEN now() + interval '1 year' ELSE created_at END,
       CASE WHEN status = 0 THEN 0 ELSE 1 END,
       NULL,
       CASE WHEN status > 0 THEN created_at + interval '1 second' END,
       CASE WHEN status > 0 THEN created_at + interval '40 seconds' END,
       CASE status WHEN 2 THEN 'committed' WHEN 3 THEN 'no_effect' END,
       CASE WHEN status = 3 THEN 'element_not_found' END,
       CASE WHEN status = 3 THEN 'the follow button is not on the screen' END,
       created_at + interval '40 seconds'
FROM made
ORDER BY id;

-- The checks of foreign keys would take as long as all the rest; the keys are right. Counts are kept as ever.
ALTER TABLE task_detail ENABLE ALWAYS TRIGGER task_detail_inserted_by;
SET session_replication_role = replica;

INSERT INTO task_detail (task_id, config_id, script_name, script, script_values, source, username, username_key, created_at)
SELECT made.id, task_config.id, script_name, '{"target": "somebody"}', '{"number": 0, "values": {"target_users": ["somebody"]}}',
       source, username, username, created_at
FROM made
JOIN task_config ON task_config.batch_id = made.batch
ORDER BY made.id;

INSERT INTO task_attempt (task_id, number, node, started_at, ended_at, outcome, failure_code, progress)
SELECT id, 1, 'elsewhere', created_at + interval '1 second', created_at + interval '40 seconds',
       CASE status WHEN 2 THEN 'committed' ELSE 'no_effect' END, CASE WHEN status = 3 THEN 'element_not_found' END, 100
FROM made
WHERE status > 0
ORDER BY id;

RESET session_replication_role;
ALTER TABLE task_detail ENABLE TRIGGER task_detail_inserted_by;

SELECT setval('task_id_seq', ${tasks});
DROP TABLE made;
