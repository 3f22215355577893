-- Signing up, to run after postgrest.sql: register, look, change, cancel, for anyone who may call PostgREST.
-- Places are counted under locks of the sessions, always taken in the order of their ids, so that the last place goes to
-- one of many who ask at once, and nobody waits for each other in a ring.
begin;

-- ---- saying no: PostgREST makes a status and a body of an error of SQLSTATE PGRST ----

create or replace function kepu_private.refuse(status int, code text, told text, more jsonb default '{}') returns void
language plpgsql as $$
begin
  raise sqlstate 'PGRST' using
    message = jsonb_build_object('code', code, 'message', told, 'details', more::text)::text,
    detail = jsonb_build_object('status', status, 'headers', '{}'::jsonb)::text;
end $$;

create or replace function kepu_private.header(name text) returns text language sql stable as
  $$ select nullif(current_setting('request.headers', true), '')::jsonb ->> name $$;

create or replace function kepu_private.hash(plain text) returns text language sql immutable as
  $$ select encode(sha256(convert_to(plain, 'UTF8')), 'hex') $$;

create or replace function kepu_private.keyed(plain text) returns text language sql stable as
  $$ select kepu_private.hash(value || kepu_private.hash(value || plain)) from kepu_private.secret $$;

-- The telephone number's digits; null if it is none.
create or replace function kepu_private.phone(typed text) returns text language sql immutable as $$
  select substring(regexp_replace(regexp_replace(translate(typed, '０１２３４５６７８９＋', '0123456789+'), '[\s‐-―−－-]', '', 'g'), '^\+86', '')
    from '^(?:1[3-9]\d{9}|0\d{9,11})$')
$$;

-- ---- what is asked for ----

-- Pointers of what is wrong with a registration's members, as [{pointer, code}].
create or replace function kepu_private.faults(body jsonb, whole boolean) returns jsonb language plpgsql stable as $$
declare found jsonb := '[]'; line jsonb; n bigint; part text; kind text := body ->> 'kind';
begin
  if whole or body ? 'contact' then
    if coalesce(btrim(body #>> '{contact,name}'), '') = '' then found := found || '[{"pointer":"/contact/name","code":"required"}]'; end if;
    if length(body #>> '{contact,name}') > 40 then found := found || '[{"pointer":"/contact/name","code":"too_long"}]'; end if;
    if kepu_private.phone(body #>> '{contact,phone}') is null then found := found || '[{"pointer":"/contact/phone","code":"format"}]'; end if;
  end if;
  if whole and coalesce(kind, '') not in ('person', 'family', 'class') then found := found || '[{"pointer":"/kind","code":"unknown"}]'; end if;
  if whole and coalesce(btrim(body ->> 'consent_version'), '') = '' then found := found || '[{"pointer":"/consent_version","code":"required"}]'; end if;
  if whole and kind = 'class' and coalesce(btrim(body #>> '{school,name}'), '') = '' then found := found || '[{"pointer":"/school/name","code":"required"}]'; end if;
  if length((body -> 'school')::text) > 1000 or length((body -> 'needs')::text) > 1500 then found := found || '[{"pointer":"/needs","code":"too_long"}]'; end if;
  if whole or body ? 'lines' then
    if jsonb_typeof(body -> 'lines') is distinct from 'array' or jsonb_array_length(body -> 'lines') not between 1 and 60 then
      return found || '[{"pointer":"/lines","code":"out_of_range"}]';
    end if;
    for line, n in select value, ordinality - 1 from jsonb_array_elements(body -> 'lines') with ordinality loop
      if coalesce(line ->> 'session', '') = '' then
        found := found || jsonb_build_object('pointer', format('/lines/%s/session', n), 'code', 'required');
      end if;
      foreach part in array array['adults', 'children'] loop
        if coalesce(line #>> array['party', part], case part when 'children' then '0' else 'x' end) !~ '^\d{1,4}$' then
          found := found || jsonb_build_object('pointer', format('/lines/%s/party/%s', n, part), 'code', 'out_of_range');
        end if;
      end loop;
    end loop;
  end if;
  return found;
end $$;

create or replace function kepu_private.seats(line jsonb) returns int language sql immutable as
  $$ select (line #>> '{party,adults}')::int + coalesce((line #>> '{party,children}')::int, 0) $$;

-- Refuses sessions that this party may not have: unknown, not for it, not now, twice, or at one time.
create or replace function kepu_private.check_sessions(kind text, wanted jsonb) returns void language plpgsql stable as $$
declare
  line jsonb; n bigint; seats int; adults int; children int; s kepu.sessions; other kepu.sessions; seen text[] := '{}';
  off boolean; least_seats int; most_seats int; where_ text;
begin
  for line, n in select value, ordinality - 1 from jsonb_array_elements(wanted) with ordinality loop
    select * into s from kepu.sessions where id = line ->> 'session' and booking = 'required';
    if not found then
      perform kepu_private.refuse(422, 'invalid', '有内容填写不正确，请检查后再提交。',
        jsonb_build_object('errors', jsonb_build_array(jsonb_build_object('pointer', format('/lines/%s/session', n), 'code', 'unknown'))));
    end if;
    adults := (line #>> '{party,adults}')::int;
    children := coalesce((line #>> '{party,children}')::int, 0);
    seats := adults + children;
    where_ := format('/lines/%s/party', n);
    least_seats := greatest(1, coalesce((s.party ->> 'min')::int, 1));
    most_seats := least(s.capacity, coalesce((s.party ->> 'max')::int, s.capacity));
    if not coalesce(s.kinds, '["person","family","class"]') ? kind then
      perform kepu_private.refuse(422, 'invalid', '这一场不接受这种报名。', jsonb_build_object('session', s.id, 'errors', '[{"pointer":"/kind","code":"kind"}]'::jsonb));
    elsif (kind = 'person' and seats <> 1) or (kind = 'family' and adults < 1) or (kind = 'class' and (adults < 1 or children < 1))
      or (kind = 'class' and s.ratio > 0 and children > s.ratio * adults) then
      perform kepu_private.refuse(422, 'invalid', '人数不符合这一场的要求。',
        jsonb_build_object('session', s.id, 'errors', jsonb_build_array(jsonb_build_object('pointer', where_, 'code', 'ratio'))));
    elsif seats < least_seats then
      perform kepu_private.refuse(422, 'under_min', format('这一场每次至少报 %s 人。', least_seats), jsonb_build_object('session', s.id));
    elsif seats > most_seats then
      perform kepu_private.refuse(422, 'over_max', format('这一场每次最多报 %s 人。', most_seats), jsonb_build_object('session', s.id));
    end if;
    select exists (select from kepu.activities a where a.id = s.activity and a.status = 'cancelled') into off;
    if off or s.status = 'cancelled' then
      perform kepu_private.refuse(409, 'cancelled', '这一场已经取消。', jsonb_build_object('session', s.id));
    elsif now() >= least(coalesce(s.closes, s.start), s.start) then
      perform kepu_private.refuse(409, 'closed', '这一场的报名已经截止。', jsonb_build_object('session', s.id));
    elsif now() < s.opens then
      perform kepu_private.refuse(409, 'not_open', '这一场还没有开放报名。', jsonb_build_object('session', s.id));
    elsif s.id = any (seen) then
      perform kepu_private.refuse(409, 'duplicate', '同一场次只需填写一次。', jsonb_build_object('session', s.id));
    end if;
    select * into other from kepu.sessions o where o.id = any (seen) and o.start < s."end" and s.start < o."end" limit 1;
    if found and kind <> 'class' then
      perform kepu_private.refuse(409, 'overlap', '所选场次时间有重叠，请分开报名或另选一场。', jsonb_build_object('session', s.id));
    end if;
    seen := seen || s.id;
  end loop;
end $$;

-- ---- places, under locks ----

-- Locks the sessions, those of the registration `mine`, and those of all who wait for one of them, in the order of their
-- ids. A set that grew while this waited is let go and locked anew: nobody ever takes a lock out of order. Answers it.
create or replace function kepu_private.lock_sessions(wanted text[], mine uuid) returns text[] language plpgsql as $$
declare locked text[] := wanted; needed text[];
begin
  loop
    begin
      perform from kepu.sessions where id = any (locked) order by id for update;
      select wanted || coalesce(array_agg(session), '{}') into needed from kepu.lines where registration = mine;
      select needed || coalesce(array_agg(l.session), '{}') into needed
        from kepu.lines l join kepu.registrations r on r.id = l.registration
        where r.status = 'waitlisted' and r.id in (select registration from kepu.lines where session = any (needed));
      if needed <@ locked then return locked; end if;
      locked := needed;
      raise sqlstate 'KP001';
    exception when sqlstate 'KP001' then null;
    end;
  end loop;
end $$;

-- Sessions of `wanted` lines without room, not counting the registration `mine`.
create or replace function kepu_private.short(wanted jsonb, mine uuid) returns text[] language sql volatile as $$
  select coalesce(array_agg(s.id order by s.id), '{}')
  from jsonb_array_elements(wanted) line join kepu.sessions s on s.id = line ->> 'session'
  where kepu_private.seats(line) > s.capacity - s.held - (
    select coalesce(sum(l.seats), 0) from kepu.lines l join kepu.registrations r on r.id = l.registration
    where l.session = s.id and r.status = 'confirmed' and r.id <> mine)
$$;

create or replace function kepu_private.wanted(mine uuid) returns jsonb language sql volatile as $$
  select coalesce(jsonb_agg(jsonb_build_object('session', session, 'party', party) order by ordinal), '[]') from kepu.lines where registration = mine
$$;

-- Confirms, in the order in which they joined, who waits and now fits as a whole.
create or replace function kepu_private.promote(locked text[]) returns void language plpgsql as $$
declare waiting record;
begin
  for waiting in select id from kepu.registrations r where status = 'waitlisted'
    and not exists (select from kepu.lines l where l.registration = r.id and l.session <> all (locked)) order by queue
  loop
    if kepu_private.short(kepu_private.wanted(waiting.id), waiting.id) = '{}' then
      update kepu.registrations set status = 'confirmed', rev = rev + 1, updated = now() where id = waiting.id;
    end if;
  end loop;
end $$;

-- confirmed or waitlisted; else refuses.
create or replace function kepu_private.verdict(lines jsonb, mine uuid, may_wait boolean) returns text language plpgsql as $$
declare full_ text[] := kepu_private.short(lines, mine); other text;
begin
  if full_ = '{}' then return 'confirmed'; end if;
  if may_wait then
    select s.id into other from kepu.sessions s where s.id = any (full_) and not s.waitlist order by s.id limit 1;
    if not found then
      select s.id into other from jsonb_array_elements(lines) line join kepu.sessions s on s.id = line ->> 'session'
        where s.id = any (full_) and kepu_private.seats(line) + (
          select coalesce(sum(l.seats), 0) from kepu.lines l join kepu.registrations r on r.id = l.registration
          where l.session = s.id and r.status = 'waitlisted' and r.id <> mine) > s.capacity
        limit 1;
      if not found then return 'waitlisted'; end if;
      perform kepu_private.refuse(409, 'waitlist_full', '这一场的候补也已经满了，请改选其他场次。', jsonb_build_object('session', other));
    end if;
  end if;
  perform kepu_private.refuse(409, 'full', '名额不够，请改选其他场次。', jsonb_build_object('session', coalesce(other, full_[1]), 'lines', full_));
  return null;
end $$;

-- ---- what the app sees ----

-- A registration as its holder sees it: the contact is masked.
create or replace function kepu_private.document(mine uuid) returns jsonb language sql volatile as $$
  with r as (select * from kepu.registrations where id = mine), q as (
    select l.*, case when r.status = 'waitlisted' then 1 + (
      select count(*) from kepu.lines ol join kepu.registrations o on o.id = ol.registration
      where ol.session = l.session and o.status = 'waitlisted' and o.queue < r.queue) end as position,
      case when s.status = 'cancelled' then 'cancelled' else r.status end as stands
    from kepu.lines l join r on r.id = l.registration left join kepu.sessions s on s.id = l.session)
  select jsonb_strip_nulls(jsonb_build_object('id', r.id, 'kind', r.kind, 'status', r.status, 'code', r.code, 'rev', r.rev,
    'position', (select max(position) from q),
    'lines', (select jsonb_agg(jsonb_build_object('session', session, 'party', party, 'status', stands, 'position', position) order by ordinal) from q),
    'contact', jsonb_build_object('name', left(r.name, 1) || repeat('*', greatest(1, length(r.name) - 1)), 'phone', left(r.phone, 3) || '****' || right(r.phone, 4)),
    'school', r.school, 'needs', r.needs, 'accept_waitlist', r.accept_waitlist,
    'created', to_char(r.created at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS"+08:00"'),
    'updated', to_char(r.updated at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS"+08:00"')))
  from r
$$;

-- The registration that the headers name, if their token opens it; the answer to a wrong id and to a wrong token is one.
create or replace function kepu_private.own() returns kepu.registrations language plpgsql stable security definer set search_path = '' as $$
declare r kepu.registrations; id_ text := kepu_private.header('x-kepu-registration'); token text := kepu_private.header('x-kepu-token');
begin
  if id_ ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then select * into r from kepu.registrations where id = id_::uuid; end if;
  if r.id is null or token is null or r.token_hash <> kepu_private.hash(token) then
    perform kepu_private.refuse(401, 'unauthorised', '凭证不正确，请重新报名或打电话。');
  end if;
  return r;
end $$;

-- POST rpc/register: a kp/1 registration and its id. Sent again it is answered as at first; another body of that id is refused.
create or replace function kepu.register(jsonb) returns jsonb language plpgsql volatile security definer set search_path = '' as $$
declare
  mine uuid; body jsonb := $1 - 'code' - 'status' - 'created' - 'updated'; body_hash text; r kepu.registrations; wrong jsonb;
  token text; status text; told jsonb; turn int := 0; code_ text; alphabet text := 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
begin
  if $1 ->> 'id' !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' or $1 ->> 'id' is null then
    perform kepu_private.refuse(422, 'invalid', '有内容填写不正确，请检查后再提交。', '{"errors":[{"pointer":"/id","code":"format"}]}');
  end if;
  wrong := kepu_private.faults(body, true);
  if wrong <> '[]' then perform kepu_private.refuse(422, 'invalid', '有内容填写不正确，请检查后再提交。', jsonb_build_object('errors', wrong)); end if;
  mine := ($1 ->> 'id')::uuid;
  body_hash := kepu_private.hash(body::text);
  token := kepu_private.keyed('token:' || mine || body_hash);
  -- The same id, sent twice at once, goes one after the other.
  perform pg_advisory_xact_lock(hashtextextended(mine::text, 20230917));
  select * into r from kepu.registrations where id = mine;
  if found then
    if r.body_hash <> body_hash then
      perform kepu_private.refuse(422, 'invalid', '这个编号已经用过。', '{"errors":[{"pointer":"/id","code":"reused"}]}');
    end if;
    return r.first_answer || jsonb_build_object('manage_token', token);
  end if;
  perform kepu_private.check_sessions(body ->> 'kind', body -> 'lines');
  perform kepu_private.lock_sessions(array(select line ->> 'session' from jsonb_array_elements(body -> 'lines') line), mine);
  status := kepu_private.verdict(body -> 'lines', mine, coalesce(body -> 'accept_waitlist' = 'true', false));
  loop
    select string_agg(substr(alphabet, 1 + get_byte(sha256(convert_to(kepu_private.keyed(format('code:%s:%s', turn, mine)), 'UTF8')), i) % 31, 1), '')
      into code_ from generate_series(0, 7) i;
    insert into kepu.registrations (id, kind, name, phone, school, needs, accept_waitlist, consent_version, status, code, token_hash, body_hash, queue)
      values (mine, body ->> 'kind', btrim(body #>> '{contact,name}'), kepu_private.phone(body #>> '{contact,phone}'),
        case body ->> 'kind' when 'class' then body -> 'school' end, coalesce(body -> 'needs', '[]'), coalesce(body -> 'accept_waitlist' = 'true', false),
        body ->> 'consent_version', status, code_, kepu_private.hash(token), body_hash, nextval('kepu_private.queue'))
      on conflict (code) do nothing;
    exit when found;
    turn := turn + 1;
  end loop;
  insert into kepu.lines (registration, ordinal, session, party, seats)
    select mine, ordinality - 1, line ->> 'session', line -> 'party', kepu_private.seats(line) from jsonb_array_elements(body -> 'lines') with ordinality as l (line, ordinality);
  told := kepu_private.document(mine);
  update kepu.registrations set first_answer = told where id = mine;
  return told || jsonb_build_object('manage_token', token);
end $$;

-- POST rpc/registration, with the headers X-Kepu-Registration and X-Kepu-Token: as it stands.
create or replace function kepu.registration() returns jsonb language plpgsql volatile security definer set search_path = '' as
  $$ begin return kepu_private.document((kepu_private.own()).id); end $$;

-- POST rpc/change: what is absent stays. With If-Match only the revision that was seen is changed.
create or replace function kepu.change(jsonb) returns jsonb language plpgsql volatile security definer set search_path = '' as $$
declare
  r kepu.registrations := kepu_private.own(); seen text := substring(kepu_private.header('if-match') from '^"?(\d{1,9})"?$');
  wrong jsonb := kepu_private.faults($1, false); lines jsonb := $1 -> 'lines'; locked text[]; status_ text;
begin
  if wrong <> '[]' then perform kepu_private.refuse(422, 'invalid', '有内容填写不正确，请检查后再提交。', jsonb_build_object('errors', wrong)); end if;
  -- The sessions first, as everywhere; then the row itself, as it is after whoever held them.
  locked := kepu_private.lock_sessions(array(select line ->> 'session' from jsonb_array_elements(coalesce($1 -> 'lines', '[]')) line), r.id);
  select * into r from kepu.registrations where id = r.id for update;
  if seen is not null and seen::int <> r.rev then
    perform kepu_private.refuse(412, 'stale', '内容已经有更新，请看过再改。', jsonb_build_object('rev', r.rev));
  end if;
  if r.status = 'cancelled' then perform kepu_private.refuse(409, 'cancelled', '这份报名已经取消。'); end if;
  status_ := r.status;
  if lines is not null then
    perform kepu_private.check_sessions(r.kind, lines);
    status_ := kepu_private.verdict(lines, r.id, r.status = 'waitlisted');
    delete from kepu.lines where registration = r.id;
    insert into kepu.lines (registration, ordinal, session, party, seats)
      select r.id, ordinality - 1, line ->> 'session', line -> 'party', kepu_private.seats(line) from jsonb_array_elements(lines) with ordinality as l (line, ordinality);
  end if;
  update kepu.registrations set rev = rev + 1, updated = now(), status = status_,
    name = coalesce(btrim($1 #>> '{contact,name}'), name), phone = coalesce(kepu_private.phone($1 #>> '{contact,phone}'), phone),
    school = case kind when 'class' then coalesce($1 -> 'school', school) end, needs = coalesce($1 -> 'needs', needs),
    accept_waitlist = case when $1 ? 'accept_waitlist' then $1 -> 'accept_waitlist' = 'true' else accept_waitlist end
    where id = r.id;
  perform kepu_private.promote(locked);
  return kepu_private.document(r.id);
end $$;

-- POST rpc/cancel: again is no harm. Places that come free go to who waits.
create or replace function kepu.cancel() returns jsonb language plpgsql volatile security definer set search_path = '' as $$
declare r kepu.registrations := kepu_private.own(); locked text[];
begin
  locked := kepu_private.lock_sessions('{}', r.id);
  update kepu.registrations set status = 'cancelled', rev = rev + 1, updated = now() where id = r.id and status <> 'cancelled';
  if found then perform kepu_private.promote(locked); end if;
  return kepu_private.document(r.id);
end $$;

revoke all on function kepu.register(jsonb), kepu.registration(), kepu.change(jsonb), kepu.cancel() from public;
grant execute on function kepu.register(jsonb), kepu.registration(), kepu.change(jsonb), kepu.cancel() to anon, kepu_staff;

-- PostgREST looks at the functions anew.
notify pgrst, 'reload schema';
commit;
