-- Valid in SQLite and in PostgreSQL: only types and clauses that both accept.

-- A resource of any service: the SDK's own model object, and what the API does not show.
create table resource (
    kind     varchar(64)  not null,
    account  varchar(12)  not null,
    region   varchar(32)  not null,
    id       varchar(512) not null,
    shown    text         not null,
    internal text         not null,
    primary key (kind, account, region, id)
);

-- Work that a resource still needs. Written in the transaction that announces it, so that neither exists alone.
create table work (
    kind          varchar(64)  not null,
    account       varchar(12)  not null,
    region        varchar(32)  not null,
    id            varchar(512) not null,
    task          varchar(64)  not null,
    detail        text         not null,
    created_ms    bigint       not null,
    claimed_by    varchar(64),
    claimed_until bigint       not null,
    attempts      integer      not null,
    primary key (kind, account, region, id, task)
);

create index work_by_age on work (claimed_until, created_ms);
