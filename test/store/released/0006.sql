-- The store as it was with migration 0006-moderators, with a row of each kind. Never changed: upgrades are tested from it.
CREATE TABLE migration (
  name text primary key, run_at integer not null
  );
CREATE TABLE settings (
  "of" text primary key, language text, zone text, theme text, colors text, private integer
  , manager_role text, log_channel text) strict, without rowid;
CREATE TABLE action (
  id text primary key, platform text not null, chat text not null, asker text not null,
  command text not null, args_json text not null, created_at integer not null
  ) strict, without rowid;
CREATE INDEX action_by_age on action (created_at);
CREATE TABLE use_count (
  chat text not null, asset text not null, count integer not null, primary key (chat, asset)
  ) strict, without rowid;
CREATE TABLE schedule (
  id text primary key, owner text not null, number integer not null, target text not null,
  plan_json text not null, state text not null, trouble text, refusals integer not null,
  skips_next integer not null, next_run_at integer, revision integer not null,
  created_at integer not null, deleted_at integer, unique (owner, number)
  ) strict, without rowid;
CREATE INDEX schedule_due on schedule (next_run_at) where next_run_at is not null;
CREATE INDEX schedule_by_target on schedule (target);
CREATE TABLE revision (
  schedule text not null references schedule (id), revision integer not null, at integer not null,
  by text not null, change text not null, plan_json text not null, primary key (schedule, revision)
  ) strict, without rowid;
CREATE TABLE delivery (
  id text primary key, schedule text not null references schedule (id), revision integer not null,
  platform text not null, target text not null, fire_at integer not null, reason text not null,
  awaits text, state text not null, late integer not null, tries integer not null,
  run_after integer not null, expires_at integer not null, resends integer not null,
  worker text, epoch integer not null, lease_until integer, edition text, parts integer,
  error_code text, error_text text, lacks_json text, tell_after integer,
  created_at integer not null, ended_at integer, unique (schedule, fire_at)
  ) strict, without rowid;
CREATE INDEX delivery_pending on delivery (platform, run_after) where state = 'pending';
CREATE INDEX delivery_leased on delivery (lease_until)
  where state in ('claimed', 'sending');
CREATE INDEX delivery_awaiting on delivery (awaits)
  where state = 'pending' and awaits is not null;
CREATE INDEX delivery_untold on delivery (tell_after) where tell_after is not null;
CREATE INDEX delivery_by_edition on delivery (edition) where edition is not null;
CREATE TABLE delivery_part (
  delivery text not null references delivery (id), part integer not null, state text not null,
  nonce text not null, sending_since integer, posted_json text, primary key (delivery, part)
  ) strict, without rowid;
CREATE TABLE worker (id text primary key, seen_at integer not null) strict, without rowid;
CREATE TABLE guild (
  community text primary key, joined_at integer not null, left_at integer
  ) strict, without rowid;
CREATE TABLE edition (
  id text primary key, data_kind text not null, data_name text not null, week text not null,
  zone text not null, revision integer not null, content_json text not null,
  frozen_at integer not null, unique (data_kind, data_name, week, zone, revision)
  ) strict, without rowid;
CREATE TABLE record_asset (
  id text primary key, symbol text not null, name text not null, kind text not null,
  sectors text not null, place integer not null
  ) strict, without rowid;
CREATE TABLE record_source (
  id integer primary key, name text not null unique
  ) strict, without rowid;
CREATE TABLE record_series (
  id integer primary key, "table" text not null, key_json text not null, "generation" integer not null,
  unique ("table", key_json)
  ) strict, without rowid;
CREATE INDEX record_series_by_generation on record_series ("generation");
CREATE TABLE observation (
  series integer not null, time integer not null, v1 real, v2 real, v3 real, v4 real,
  text_json text, source integer not null, observed_at integer not null,
  primary key (series, time)
  ) strict, without rowid;
CREATE TABLE superseded (
  series integer not null, time integer not null, v1 real, v2 real, v3 real, v4 real,
  text_json text, source integer not null, observed_at integer not null,
  replaced_at integer not null, primary key (series, time, replaced_at)
  ) strict, without rowid;
CREATE TABLE record_through (
  feed text not null, asset text not null, through integer not null, primary key (feed, asset)
  ) strict, without rowid;
CREATE TABLE record_mark (
  name text primary key, value integer not null
  ) strict, without rowid;
CREATE TABLE managed_chat (
  platform text not null, member text not null, chat text not null, title text not null,
  seen_at integer not null, primary key (platform, member, chat)
  ) strict, without rowid;
insert into "migration" ("name", "run_at") values ('0001-chats', 1763942400000);
insert into "migration" ("name", "run_at") values ('0002-schedules', 1763942400000);
insert into "migration" ("name", "run_at") values ('0003-guilds', 1763942400000);
insert into "migration" ("name", "run_at") values ('0004-editions', 1763942400000);
insert into "migration" ("name", "run_at") values ('0005-record', 1763942400000);
insert into "migration" ("name", "run_at") values ('0006-moderators', 1763942400000);
insert into "settings" ("of", "language", "zone", "theme", "colors", "private", "manager_role", "log_channel") values ('telegram:-100', 'ja', 'Asia/Tokyo', 'light', 'jp', 1, null, 'telegram:-100');
insert into "action" ("id", "platform", "chat", "asker", "command", "args_json", "created_at") values ('AAAAAAAAAAA', 'discord', 'discord:1', '42', 'funding', '{"asset":"bitcoin"}', 1763942400000);
insert into "use_count" ("chat", "asset", "count") values ('discord:1', 'bitcoin', 3);
insert into "schedule" ("id", "owner", "number", "target", "plan_json", "state", "trouble", "refusals", "skips_next", "next_run_at", "revision", "created_at", "deleted_at") values ('SSSSSSSSSSS', 'discord:guild:9', 1, 'discord:1', '{"target":"discord:1","what":{"kind":"brief","length":"full","windowZone":"UTC"},"when":{"kind":"weekly","weekday":1,"hour":9,"minute":30},"zone":"Asia/Tokyo","language":"ja","theme":"dark","colors":"standard","options":{},"grace":21600000,"late":"post","coverage":{"least":0.8,"patience":7200000}}', 'active', null, 0, 0, 1764547200000, 1, 1763942400000, null);
insert into "revision" ("schedule", "revision", "at", "by", "change", "plan_json") values ('SSSSSSSSSSS', 1, 1763942400000, '42', 'added', '{"target":"discord:1","what":{"kind":"brief","length":"full","windowZone":"UTC"},"when":{"kind":"weekly","weekday":1,"hour":9,"minute":30},"zone":"Asia/Tokyo","language":"ja","theme":"dark","colors":"standard","options":{},"grace":21600000,"late":"post","coverage":{"least":0.8,"patience":7200000}}');
insert into "delivery" ("id", "schedule", "revision", "platform", "target", "fire_at", "reason", "awaits", "state", "late", "tries", "run_after", "expires_at", "resends", "worker", "epoch", "lease_until", "edition", "parts", "error_code", "error_text", "lacks_json", "tell_after", "created_at", "ended_at") values ('d0000000-0000-4000-8000-000000000000', 'SSSSSSSSSSS', 1, 'discord', 'discord:1', 1763944200000, 'due', null, 'sent', 0, 1, 1763944200000, 1763965800000, 0, null, 1, null, 'e1', 1, null, null, null, null, 1763944200000, 1763944202000);
insert into "delivery_part" ("delivery", "part", "state", "nonce", "sending_since", "posted_json") values ('d0000000-0000-4000-8000-000000000000', 0, 'sent', 'n', null, '[{"id":"555"}]');
insert into "worker" ("id", "seen_at") values ('w', 1763942400000);
insert into "guild" ("community", "joined_at", "left_at") values ('discord:guild:9', 1763942400000, null);
insert into "edition" ("id", "data_kind", "data_name", "week", "zone", "revision", "content_json", "frozen_at") values ('e1', 'recorded', 'market', '2025-11-24', 'UTC', 1, '{"id":"e1"}', 1763942400000);
insert into "record_asset" ("id", "symbol", "name", "kind", "sectors", "place") values ('bitcoin', 'BTC', 'Bitcoin', 'coin', '', 0);
insert into "record_source" ("id", "name") values (1, 'coingecko');
insert into "record_series" ("id", "table", "key_json", "generation") values (1, 'market_caps', '{"asset":"bitcoin"}', 1);
insert into "observation" ("series", "time", "v1", "v2", "v3", "v4", "text_json", "source", "observed_at") values (1, 1763942400000, 1900000000000, null, null, null, null, 1, 1763942400000);
insert into "record_mark" ("name", "value") values ('generation', 0);
insert into "managed_chat" ("platform", "member", "chat", "title", "seen_at") values ('telegram', '42', 'telegram:-100', 'Traders', 1763942400000);
insert into "superseded" ("series", "time", "v1", "source", "observed_at", "replaced_at") values (1, 1763942400000, 1800000000000, 1, 1763942400000, 1763946000000);
insert into "record_through" ("feed", "asset", "through") values ('caps', 'bitcoin', 1763942400000);
