-- Whether login and mail of the person can stand in the patterns of the rewriting: an error where they
-- are no valid regular expression, else whether each is found as itself. :value_0 is the login or mail.
SELECT 'user#"' || CAST(:value_0 AS text) || '" ' SIMILAR TO :similar_to AS selected,
       'user#"' || CAST(:value_0 AS text) || '" ' ~ :hash_pattern AS rewritten;
