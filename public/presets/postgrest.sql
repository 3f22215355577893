-- The tables behind postgrest.json: PostgreSQL 13 or later with PostgREST (db-schemas = "kepu") or Supabase (expose kepu).
-- Run it as the owner of the database, then postgrest.register.sql; again is no harm.
--
-- The programme is for everyone to read. Registrations are for nobody but the role kepu_staff: a person reaches their own
-- through the functions of the second file, with the token that register() gave them.
begin;

create schema if not exists kepu;
create schema if not exists kepu_private;
revoke all on schema kepu_private from public;

do $$
declare name text;
begin
  foreach name in array array['anon', 'kepu_staff'] loop
    if not exists (select from pg_roles where rolname = name) then execute format('create role %I nologin', name); end if;
    -- Times go out with the offset of the city.
    execute format('alter role %I set timezone to %L', name, 'Asia/Shanghai');
    -- The role that PostgREST signs in with becomes the one or the other.
    if exists (select from pg_roles where rolname = 'authenticator') then execute format('grant %I to authenticator', name); end if;
  end loop;
end $$;

-- ---- the programme: kp/1 records, a column each; what is a list or an object there is jsonb here ----

create table if not exists kepu.year (
  id text primary key check (id = 'year'), contract text, edition jsonb not null, taxonomy jsonb not null, demo jsonb,
  shifted jsonb, pinyin jsonb
);
create table if not exists kepu.venues (
  id text primary key, name text not null, district text, address text, point jsonb, approximate boolean, access jsonb,
  transport text, phone text, stamp jsonb
);
create table if not exists kepu.activities (
  id text primary key, title text not null, summary text, description text, kind text, direction text, track text,
  fields jsonb, formats jsonb, audiences jsonb, access jsonb, grades jsonb, ages jsonb, venue text, online boolean,
  hosts jsonb, organisers jsonb, contact jsonb, parent text, status text, sample boolean, source jsonb, bring text,
  fee text, opening jsonb, lecture jsonb, recap jsonb, quiz text, panoramas jsonb, updated timestamptz
);
create table if not exists kepu.sessions (
  id text primary key, activity text not null references kepu.activities (id) on delete cascade,
  start timestamptz not null, "end" timestamptz not null, venue text, label text, booking text, capacity int not null default 0,
  kinds jsonb, party jsonb, ratio int, opens timestamptz, closes timestamptz, waitlist boolean not null default false,
  status text, note text,
  -- Seats given away elsewhere: the staff's number, which loading a year file leaves alone.
  held int not null default 0 check (held >= 0)
);

-- ---- registrations ----

create table if not exists kepu.registrations (
  id uuid primary key, kind text not null, name text not null, phone text not null, school jsonb, needs jsonb not null,
  accept_waitlist boolean not null, consent_version text not null, status text not null, code text not null unique,
  token_hash text not null, body_hash text not null, first_answer jsonb, rev int not null default 1,
  queue bigint not null default 0, created timestamptz not null default now(), updated timestamptz not null default now()
);
create table if not exists kepu.lines (
  registration uuid not null references kepu.registrations (id) on delete cascade, ordinal int not null,
  session text not null, party jsonb not null, seats int not null check (seats > 0), primary key (registration, ordinal)
);
create index if not exists lines_session on kepu.lines (session);
create sequence if not exists kepu_private.queue;
-- Tokens and codes follow from it, so that a registration sent twice is answered alike; no token is stored.
create table if not exists kepu_private.secret (value text not null, one boolean primary key default true check (one));
insert into kepu_private.secret (value) values (gen_random_uuid()::text || gen_random_uuid()::text) on conflict do nothing;

create or replace view kepu.availability as
  select s.id, s.capacity, coalesce(n.booked, 0) as booked, least(s.held, s.capacity) as held, coalesce(n.waitlisted, 0) as waitlisted,
    case when s.status = 'cancelled' then 'cancelled' when now() >= coalesce(s.closes, s.start) then 'closed'
         when now() < s.opens then 'not_open' when coalesce(n.booked, 0) + s.held >= s.capacity then 'full' else 'open' end as status
  from kepu.sessions s
  left join (
    select l.session, (sum(l.seats) filter (where r.status = 'confirmed'))::int as booked,
      (sum(l.seats) filter (where r.status = 'waitlisted'))::int as waitlisted
    from kepu.lines l join kepu.registrations r on r.id = l.registration group by l.session
  ) n on n.session = s.id
  where s.booking = 'required';

-- ---- who may do what ----

do $$
declare name text;
begin
  foreach name in array array['year', 'venues', 'activities', 'sessions', 'registrations', 'lines'] loop
    execute format('alter table kepu.%I enable row level security', name);
    execute format('revoke all on kepu.%I from public, anon', name);
    execute format('drop policy if exists staff on kepu.%I', name);
    execute format('create policy staff on kepu.%I to kepu_staff using (true) with check (true)', name);
    execute format('grant select, insert, update, delete on kepu.%I to kepu_staff', name);
    if name in ('registrations', 'lines') then continue; end if;
    execute format('drop policy if exists everyone on kepu.%I', name);
    execute format('create policy everyone on kepu.%I for select to anon using (true)', name);
    execute format('grant select on kepu.%I to anon', name);
  end loop;
end $$;
grant usage on schema kepu to anon, kepu_staff;
grant select on kepu.availability to anon, kepu_staff;

-- ---- a year file, as load.mjs sends it: POST rpc/load_year by kepu_staff ----

-- Writes what is new or different, removes what the file no longer has. Answers { collection: { made, changed, removed } }.
-- Registrations stay, and so do the seats that staff hold.
create or replace function kepu.load_year(jsonb) returns jsonb language plpgsql volatile set search_path = '' as $$
declare
  name text; rows jsonb; columns text; made int; changed int; removed int; told jsonb := '{}';
begin
  for name, rows in values
    ('year', jsonb_build_array($1 || '{"id":"year"}')), ('venues', $1 -> 'venues'), ('activities', $1 -> 'activities'),
    ('sessions', (select jsonb_agg(s || jsonb_build_object('activity', a -> 'id', 'capacity', coalesce(s -> 'capacity', '0'), 'waitlist', coalesce(s -> 'waitlist', 'false')))
      from jsonb_array_elements($1 -> 'activities') a, jsonb_array_elements(coalesce(a -> 'sessions', '[]')) s))
  loop
    select string_agg(quote_ident(column_name), ', ' order by ordinal_position) into columns
      from information_schema.columns where table_schema = 'kepu' and table_name = name and column_name <> 'held';
    execute format('delete from kepu.%I where id not in (select r ->> ''id'' from jsonb_array_elements($1) r)', name) using coalesce(rows, '[]');
    get diagnostics removed = row_count;
    execute format(
      'with written as (insert into kepu.%1$I as old (%2$s) select %2$s from jsonb_populate_recordset(null::kepu.%1$I, $1)
         on conflict (id) do update set (%2$s) = (select %3$s) where (%4$s) is distinct from (%3$s) returning xmax = 0 as is_new)
       select count(*) filter (where is_new), count(*) filter (where not is_new) from written',
      name, columns, regexp_replace(columns, '("?\w+"?)', 'excluded.\1', 'g'), regexp_replace(columns, '("?\w+"?)', 'old.\1', 'g'))
      into made, changed using coalesce(rows, '[]');
    told := told || jsonb_build_object(name, jsonb_build_object('made', made, 'changed', changed, 'removed', removed));
  end loop;
  return told;
end $$;
revoke all on function kepu.load_year(jsonb) from public;
grant execute on function kepu.load_year(jsonb) to kepu_staff;

commit;
