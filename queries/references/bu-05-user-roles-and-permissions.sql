-- User roles and permissions: columns that can contain the id of a user.
-- Runs as it is: psql -v user_id=42 -f queries/references/bu-05-user-roles-and-permissions.sql

-- check: group_users.user_id
-- expected: row deleted
-- source: app/workers/principals/delete_job.rb:42
SELECT id FROM group_users WHERE user_id = :user_id;

-- check: group_users.group_id
-- expected: row deleted
-- note: Only where the deleted principal is a group.
SELECT id FROM group_users WHERE group_id = :user_id;

-- check: oidc_group_memberships.group_user_id (membership of the person)
-- expected: row deleted
-- needs: group_users.id, group_users.user_id
SELECT m.id FROM oidc_group_memberships m
  JOIN group_users g ON g.id = m.group_user_id
 WHERE g.user_id = :user_id;

-- check: oidc_group_links.group_id
-- expected: row deleted
-- note: Only where the deleted principal is a group.
SELECT id FROM oidc_group_links WHERE group_id = :user_id;

-- check: ldap_groups_memberships.user_id
-- expected: row deleted
SELECT id FROM ldap_groups_memberships WHERE user_id = :user_id;

-- check: ldap_groups_synchronized_groups.group_id
-- expected: row deleted
-- note: Only where the deleted principal is a group.
SELECT id FROM ldap_groups_synchronized_groups WHERE group_id = :user_id;

-- check: members.user_id
-- expected: row deleted
-- source: app/workers/principals/delete_job.rb:66
-- note: Memberships in projects, global roles and shares of single objects.
SELECT id FROM members WHERE user_id = :user_id;

-- check: members.entity_id (of a principal)
-- expected: row deleted
-- needs: members.entity_type
SELECT id FROM members
 WHERE entity_type IN ('Principal', 'User', 'Group', 'PlaceholderUser', 'ServiceAccount')
   AND entity_id = :user_id;

-- check: member_roles.member_id (membership of the person)
-- expected: row deleted
-- needs: members.user_id
SELECT r.id FROM member_roles r
  JOIN members m ON m.id = r.member_id
 WHERE m.user_id = :user_id;

-- check: principal_roles.principal_id
-- expected: row deleted
SELECT id FROM principal_roles WHERE principal_id = :user_id;

-- check: group_details.principal_id
-- expected: row deleted
-- certainty: assumed
-- source: app/models/groups/hierarchy.rb
-- note: The details of a group or department. Not verified whether the deletion removes it; the foreign key allows no row to stay.
SELECT id FROM group_details WHERE principal_id = :user_id;

-- check: group_details.parent_id
-- expected: null
-- certainty: assumed
-- source: app/models/groups/hierarchy.rb
-- note: The department above. Not verified whether the deletion of that department empties it; the foreign key allows no row to stay.
SELECT id FROM group_details WHERE parent_id = :user_id;
