-- The audit trails of a region, the current one last. Their lines are in files of their own; here is what says that there must be some.
create table audit_trail (
  number integer primary key,
  wrapped_key varchar(512) not null,
  begun varchar(32) not null
);
