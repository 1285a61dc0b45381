-- The store as it was with migration 0001-chats, with a row of each kind. Never changed: upgrades are tested from it.
CREATE TABLE migration (
  name text primary key, run_at integer not null
  );
CREATE TABLE settings (
  "of" text primary key, language text, zone text, theme text, colors text, private integer
  ) strict, without rowid;
CREATE TABLE action (
  id text primary key, platform text not null, chat text not null, asker text not null,
  command text not null, args_json text not null, created_at integer not null
  ) strict, without rowid;
CREATE INDEX action_by_age on action (created_at);
CREATE TABLE use_count (
  chat text not null, asset text not null, count integer not null, primary key (chat, asset)
  ) strict, without rowid;
insert into "migration" ("name", "run_at") values ('0001-chats', 1763942400000);
insert into "settings" ("of", "language", "zone", "theme", "colors", "private") values ('telegram:-100', 'ja', 'Asia/Tokyo', 'light', 'jp', 1);
insert into "action" ("id", "platform", "chat", "asker", "command", "args_json", "created_at") values ('AAAAAAAAAAA', 'discord', 'discord:1', '42', 'funding', '{"asset":"bitcoin"}', 1763942400000);
insert into "use_count" ("chat", "asset", "count") values ('discord:1', 'bitcoin', 3);
