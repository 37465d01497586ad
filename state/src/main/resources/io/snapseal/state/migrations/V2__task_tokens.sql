-- A task's own identity: its resource's name may be free again, and taken, while it still runs.
alter table work add column token varchar(64) not null default '';
