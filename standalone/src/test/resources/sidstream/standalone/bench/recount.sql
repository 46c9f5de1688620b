-- SPDX-License-Identifier: Apache-2.0
-- What rates and interaction-states must say, counted from the raw topic alone. Reads the table
-- webhook, one row per record; makes the tables expected_rates and expected_states. One thing the
-- topic cannot say: when the processor's clock gave an interaction up. That stands in the table
-- declared; whether it had to, and what follows, is counted here.

create table meaning (kind varchar, status varchar, rank int, precedence int, terminal boolean);
insert into meaning values
  ('call', 'unknown', 0, 0, false),
  ('call', 'ringing', 3, 0, false),
  ('call', 'in-progress', 4, 0, false),
  ('call', 'completed', 9, 5, true),
  ('call', 'busy', 9, 4, true),
  ('call', 'no-answer', 9, 3, true),
  ('call', 'failed', 9, 2, true),
  ('call', 'canceled', 9, 1, true),
  ('campaign', 'completed', 9, 4, true),
  ('campaign', 'busy', 9, 3, true),
  ('campaign', 'no-answer', 9, 3, true),
  ('campaign', 'failed', 9, 3, true),
  ('campaign', 'canceled', 9, 2, true),
  ('sms', 'submitted', 4, 0, false),
  ('sms', 'failed-dnd', 9, 3, true),
  ('sms', 'failed', 9, 2, true),
  ('sms', 'sent', 9, 0, true),
  ('message', 'sent', 5, 0, false),
  ('message', 'delivered', 9, 3, true),
  ('message', 'received', 9, 3, true),
  ('message', 'read', 9, 4, true),
  ('message', 'failed', 9, 2, true);

create table failure (code int, class varchar);
insert into failure values
  (23005, 'dnd'), (23081, 'dlt'), (23182, 'dlt'), (23040, 'subscriber'), (23030, 'operator'),
  (24010, 'system');

-- Every record with its place in the one order of reports, and how often it was there before.
create table report as
select
  w.*, m.rank, m.terminal,
  m.precedence + case when w.delivered then 9 else 0 end as precedence,
  -- rank, then what the report is worth (what is declared nothing, seen on the way 1, without a
  -- time 2, with one 3), then of what was seen on the way the better, then the later
  m.rank * 10000000000000000
    + case when w.provisional then 1 when w.occurred is null then 2 else 3 end * 1000000000000000
    + case when w.provisional then m.precedence else 0 end * 100000000000000
    + coalesce(w.occurred, 0) as place,
  w.received // 60000 * 60000 as minute,
  row_number() over (partition by w.sid, w.step, w.fingerprint order by w.place_in_log) as copy,
  row_number() over (partition by w.sid, w.step order by w.place_in_log) as nth,
  -- calls may be made from 9:00 to 21:00 in India, which is 5 h 30 min ahead
  ((coalesce(w.started, w.occurred, w.received) + 19800000) // 3600000) % 24
    not between 9 and 20 as outside
from webhook w join meaning m using (kind, status);

create table numbered as
select *, row_number() over (partition by sid order by place_in_log) as number
from report where copy = 1;

create table accepted as
select
  n.*,
  case
    when nth > 1 then 'amended'
    when greatest(
      max(place) over (
        partition by n.sid order by place_in_log rows between unbounded preceding and 1 preceding
      ),
      case when number >= d.revision then 90000000000000000 end
    ) > place then 'late'
    else 'advanced'
  end as how
from numbered n left join declared d using (sid);

-- Each piece from the highest report that knows it; what belongs together, from one report.
create table reported as
select
  sid, kind, source,
  first(status order by place desc, precedence desc, fingerprint desc) as status,
  first(terminal order by place desc, precedence desc, fingerprint desc) as terminal,
  first(talk order by place desc, precedence desc, fingerprint desc)
    filter (talk is not null) as talk,
  first(total order by place desc, precedence desc, fingerprint desc)
    filter (total is not null) as said_total,
  first(started order by place desc, precedence desc, fingerprint desc)
    filter (started is not null) as started,
  first(ended order by place desc, precedence desc, fingerprint desc)
    filter (ended is not null) as ended,
  first(leg1 order by place desc, precedence desc, fingerprint desc)
    filter (leg1 is not null) as leg1,
  first(leg2 order by place desc, precedence desc, fingerprint desc)
    filter (leg2 is not null) as leg2,
  first(ring1 order by place desc, precedence desc, fingerprint desc)
    filter (ring1 is not null) as ring1,
  first(ring2 order by place desc, precedence desc, fingerprint desc)
    filter (ring2 is not null) as ring2,
  first(code order by place desc, precedence desc, fingerprint desc)
    filter (code is not null or delivered is not null) as code,
  first(delivered order by place desc, precedence desc, fingerprint desc)
    filter (code is not null or delivered is not null) as delivered,
  first(units order by place desc, precedence desc, fingerprint desc)
    filter (units is not null) as units,
  -- a report that has the start knows better than one that has not
  first(outside order by started is not null desc, place desc, precedence desc, fingerprint desc)
    as outside,
  max(calls) as calls,
  max(campaign) as campaign, max(exophone) as exophone, max(sender) as sender,
  max(template) as template,
  min(received) as first_received_at, max(received) as last_received_at,
  min_by(minute, place_in_log) filter (terminal) as outcome_minute,
  count(*) as revision, count(distinct step) as steps
from accepted group by sid, kind, source;

-- Who has no end by any report was given up, in the minute of that; an end that is reported later
-- counts there too.
create table state as
select
  r.* replace (
    case when r.terminal then r.status else 'unfinished' end as status,
    true as terminal,
    coalesce(d.declared_at // 60000 * 60000, r.outcome_minute) as outcome_minute,
    r.revision + (d.sid is not null)::int as revision,
    r.steps + (d.sid is not null)::int as steps
  ),
  not r.terminal as unfinished,
  r.terminal and d.sid is not null as ended_late
from reported r left join declared d using (sid);

-- Before what was declared: no end, and a silence of so long.
create table waited as
select d.sid, max(n.terminal) as ended, d.declared_at - max(n.appended) as waited
from declared d join numbered n on n.sid = d.sid and n.number < d.revision
group by d.sid, d.declared_at;

-- greatest() would take 0 for what is not known
create table lasted as
select
  *,
  case
    when said_total is not null then said_total
    when started is not null and ended is not null then greatest(0, (ended - started) // 1000)
  end as total
from state;

create table fact as
select
  s.*,
  case
    when ring1 is not null or ring2 is not null then coalesce(ring1, 0) + coalesce(ring2, 0)
    when total is not null and talk is not null then greatest(0, total - talk)
  end as ring,
  status = 'completed' or coalesce(leg1 in ('completed', 'in-progress'), false)
    or coalesce(leg2 in ('completed', 'in-progress'), false) as answered,
  f.class as class
from lasted s left join failure f using (code);

-- The attempts of a campaign at a contact: its calls in the order in which they were made, as far as
-- a report of the campaign tells of them.
create table attempt as
select sid, row_number() over (partition by campaign, contact order by made, sid) as attempt
from (
  select
    sid, max(campaign) as campaign, max(contact) as contact,
    min(coalesce(made, occurred, received)) as made
  from accepted where step = 'campaign-call' group by sid
);

create table expected_states as
select
  sid, status, terminal,
  case
    when unfinished then null
    when kind in ('sms', 'message') then delivered
    else status = 'completed'
  end as reached,
  code as detailed_code, units as sms_units, sender as sms_sender, template as dlt_template,
  campaign, exophone, talk as talk_seconds,
  case when kind = 'call' then total end as total_seconds,
  case when kind = 'call' then ring end as ring_seconds,
  case when kind = 'call' then outside end as outside_hours,
  case when kind = 'campaign' then calls else a.attempt end::int as attempt,
  first_received_at, last_received_at, outcome_minute, revision::int as revision, steps
from fact left join attempt a using (sid);

-- What counts, where it is known to belong, and in which minute.
create table counted as
select
  outcome_minute as minute, source, campaign, exophone, sender, template,
  (kind = 'call' and status = 'completed')::bigint as calls_connected,
  (kind = 'call' and status = 'busy')::bigint as calls_busy,
  (kind = 'call' and status = 'no-answer')::bigint as calls_no_answer,
  (kind = 'call' and status = 'failed')::bigint as calls_failed,
  (kind = 'call' and status = 'canceled')::bigint as calls_canceled,
  (kind = 'call' and unfinished)::bigint as calls_unfinished,
  (kind = 'call' and answered)::bigint as calls_answered,
  (kind = 'call' and outside)::bigint as calls_outside_hours,
  case when kind = 'call' and status = 'completed' then talk end as talk_seconds,
  (kind = 'call' and status = 'completed' and talk is not null)::bigint as calls_with_talk_time,
  case when kind = 'call' then ring end as ring_seconds,
  (kind = 'call' and ring is not null)::bigint as calls_with_ring_time,
  (kind = 'sms' and delivered)::bigint as sms_delivered,
  (kind = 'sms' and delivered is null and not unfinished)::bigint as sms_accepted,
  (kind = 'sms' and not delivered)::bigint as sms_failed,
  (kind = 'sms' and not delivered and class = 'dnd')::bigint as sms_failed_dnd,
  (kind = 'sms' and not delivered and class = 'dlt')::bigint as sms_failed_dlt,
  (kind = 'sms' and not delivered and class = 'subscriber')::bigint as sms_failed_subscriber,
  (kind = 'sms' and not delivered and class = 'operator')::bigint as sms_failed_operator,
  (kind = 'sms' and not delivered and class = 'system')::bigint as sms_failed_system,
  (kind = 'sms' and unfinished)::bigint as sms_unfinished,
  case when kind = 'sms' and not unfinished then units end as sms_units,
  (kind = 'message' and status in ('delivered', 'read'))::bigint as messages_delivered,
  (kind = 'message' and status = 'read')::bigint as messages_read,
  (kind = 'message' and status = 'failed')::bigint as messages_failed,
  (kind = 'campaign' and status = 'completed')::bigint as contacts_reached,
  (kind = 'campaign' and status <> 'completed')::bigint as contacts_failed,
  case when kind = 'campaign' then calls end as contact_attempts,
  0 as call_steps, 0 as steps_advanced, 0 as steps_late, 0 as steps_amended, 0 as duplicates
from fact
-- a message that is given up counts nowhere: where nothing else does, that minute is none of the scope
where not (kind = 'message' and unfinished)
union all by name
select
  r.minute, r.source,
  max(r.campaign) over known as campaign, max(r.exophone) over known as exophone,
  max(r.sender) over known as sender, max(r.template) over known as template,
  (r.copy = 1 and r.kind = 'call')::bigint as call_steps,
  coalesce(a.how = 'advanced', false)::bigint as steps_advanced,
  coalesce(a.how = 'late', false)::bigint as steps_late,
  coalesce(a.how = 'amended', false)::bigint as steps_amended,
  (r.copy > 1)::bigint as duplicates
from report r left join accepted a using (place_in_log)
window known as (partition by r.sid order by r.place_in_log);

create table scoped as
select
  unnest([
    'all', 'source:' || source, 'campaign:' || campaign, 'exophone:' || exophone,
    'sender:' || sender, 'template:' || template
  ]) as scope, *
from counted;

create table summed as
select
  scope, minute,
  coalesce(
    sum(columns(* exclude (scope, minute, source, campaign, exophone, sender, template))), 0
  )::bigint as "\0"
from scoped where scope is not null group by scope, minute;

create table expected_rates as
select
  scope, minute,
  calls_connected, calls_busy, calls_no_answer, calls_failed, calls_canceled,
  calls_unfinished, calls_answered, calls_outside_hours, talk_seconds, calls_with_talk_time,
  ring_seconds, calls_with_ring_time, sms_delivered, sms_accepted, sms_failed, sms_failed_dnd,
  sms_failed_dlt, sms_failed_subscriber, sms_failed_operator, sms_failed_system,
  sms_unfinished, sms_units, messages_delivered, messages_read,
  messages_failed, contacts_reached, contacts_failed, contact_attempts,
  call_steps, steps_advanced, steps_late, steps_amended, duplicates, 0 as observed,
  0 as unreadable,
  0 as crm_delivered, -- no sink is there
  0 as crm_dead,
  0 as crm_dead_letters,
  calls_connected + calls_busy + calls_no_answer + calls_failed as dialled,
  dialled + calls_canceled + calls_unfinished as calls_attempted,
  calls_connected::double / nullif(dialled, 0) as connect_rate,
  calls_answered::double / nullif(dialled, 0) as answer_rate,
  talk_seconds::double / nullif(calls_with_talk_time, 0) as mean_talk_seconds,
  ring_seconds::double / nullif(calls_with_ring_time, 0) as mean_ring_seconds,
  calls_unfinished::double / nullif(calls_attempted, 0) as unfinished_share,
  calls_outside_hours::double / nullif(calls_attempted, 0) as outside_hours_share,
  sms_delivered + sms_accepted + sms_failed as sms_ended,
  sms_delivered::double / nullif(sms_delivered + sms_failed, 0) as delivery_rate,
  sms_failed_dnd::double / nullif(sms_ended, 0) as dnd_share,
  sms_failed_dlt::double / nullif(sms_ended, 0) as dlt_share,
  messages_delivered::double / nullif(messages_delivered + messages_failed, 0)
    as message_delivery_rate,
  messages_read::double / nullif(messages_delivered, 0) as read_rate,
  duplicates::double
    / nullif(steps_advanced + steps_late + steps_amended + duplicates, 0) as duplicate_share
from summed;

alter table expected_rates drop column dialled;

create table expected_campaigns as
select
  scope[10:] as campaign,
  sum(contacts_reached)::bigint as contacts_reached,
  sum(contacts_failed)::bigint as contacts_failed,
  sum(contact_attempts)::bigint as contact_attempts,
  sum(calls_attempted)::bigint as calls_attempted,
  sum(calls_connected)::bigint as calls_connected,
  sum(calls_connected)::double
    / sum(calls_connected + calls_busy + calls_no_answer + calls_failed) as connect_rate
from expected_rates where scope like 'campaign:%' group by scope;
