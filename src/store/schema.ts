/** The tables, as queries see them. Times are milliseconds since 1970. */
import type {
  AlertRow,
  BoxRow,
  FiringFactsRow,
  FiringRow,
  ObservedRow,
  SampleRow,
  WatchRow,
} from './alerts/rows.ts'
import type { DailyRow, EditionRow, FlashPostRow, FlashRow, WatchlistRow } from './editionrows.ts'
import type { PrivateChatRow, RemovalRow } from './privatechatrows.ts'

export interface Schema {
  settings: SettingsRow
  setting_change: SettingChangeRow
  action: ActionRow
  use_count: UseCountRow
  managed_chat: ManagedChatRow
  arrival: ArrivalRow
  desk_text: DeskTextRow
  desk_entry: DeskEntryRow
  approval: ApprovalRow
  guild: GuildRow
  notice: NoticeRow
  schedule: ScheduleRow
  revision: RevisionRow
  delivery: DeliveryRow
  delivery_part: DeliveryPartRow
  worker: WorkerRow
  edition: EditionRow
  daily: DailyRow
  flash: FlashRow
  flash_post: FlashPostRow
  watchlist: WatchlistRow
  private_chat: PrivateChatRow
  removal: RemovalRow
  lease: LeaseRow
  standing: StandingRow
  alert: AlertRow
  watch: WatchRow
  observed: ObservedRow
  firing: FiringRow
  firing_facts: FiringFactsRow
  box: BoxRow
  sample: SampleRow
}

/** How a chat or a member wants to be answered; one row each. */
export interface SettingsRow {
  /** A chat, a community, or `member:<platform>:<id>`. */
  of: string
  language: string | null
  zone: string | null
  theme: string | null
  colors: string | null
  currency: string | null
  /** 1 or 0. */
  private: number | null
  /** Of a community: the role of those who may configure. */
  manager_role: string | null
  /** Of a community: where troubles are reported. */
  log_channel: string | null
  /** A list of commands. */
  private_commands_json: string | null
  /** An asset's id. */
  coin: string | null
  /** Of a community: a list of addresses. */
  allowed_chats_json: string | null
  /** Of a community: where editions are shown before they are posted. */
  review_channel: string | null
  /** Of a community: 1 where who wrote a text may not approve it. */
  two_people: number | null
  /** From and until when nothing is reported, `23:00-07:00`. */
  quiet: string | null
}

/** One setting as somebody changed it. */
export interface SettingChangeRow {
  /** A chat or a community. */
  of: string
  /** Counts the changes of one chat. */
  number: number
  at: number
  by: string
  /** A key of `ChatSettings`. */
  name: string
  /** Null where the setting was put back. */
  value_json: string | null
}

/** A community that the bot is in, or was. */
export interface GuildRow {
  community: string
  joined_at: number
  /** Null while the bot is there. */
  left_at: number | null
}

/** What a recipient is told next, or has been told last. */
export interface NoticeRow {
  /** A chat, or `member:<platform>:<id>`. */
  recipient: string
  /** Another for every notice. */
  id: string
  platform: string
  /** When its first trouble joined it; null while it is empty. */
  opened_at: number | null
  /** When it is sent, or sent again; null while it is empty. */
  next_at: number | null
  /** When it was first sent, where it may have arrived. */
  sending_since: number | null
  tries: number
  /** When the one before it was acknowledged. */
  told_at: number | null
  /** The recipient has refused notices: none is sent until then. */
  shut_until: number | null
}

/** A chat that a member has managed. */
export interface ManagedChatRow {
  platform: string
  member: string
  chat: string
  title: string
  seen_at: number
}

/** When the bot was last added to a chat or community. */
export interface ArrivalRow {
  chat: string
  /** Who added it; null where it is not known. */
  member: string | null
  arrived_at: number
}

/** The record behind the controls of one answer. */
export interface ActionRow {
  id: string
  platform: string
  chat: string
  asker: string
  command: string
  /** An object of strings. */
  args_json: string
  created_at: number
}

/** How often an asset was asked for in a chat. */
export interface UseCountRow {
  chat: string
  asset: string
  count: number
}

export interface ScheduleRow {
  id: string
  owner: string
  number: number
  target: string
  plan_json: string
  state: string
  trouble: string | null
  /** How often in a row its chat has refused. */
  refusals: number
  /** 1 or 0. */
  skips_next: number
  next_run_at: number | null
  revision: number
  created_at: number
  deleted_at: number | null
  /** 1 where its runs need an approval, else 0. */
  reviewed: number
  /** Since when it posts flashes; null where it posts none. */
  flash_since: number | null
}

export interface RevisionRow {
  schedule: string
  revision: number
  at: number
  by: string
  change: string
  plan_json: string
}

export interface DeliveryRow {
  /** A UUID. */
  id: string
  schedule: string
  /** Of the schedule: the plan that it is carried out by. */
  revision: number
  platform: string
  target: string
  fire_at: number
  reason: string
  /** The edition that it needs, by a name that all who need it share. */
  awaits: string | null
  state: string
  /** 1 or 0. */
  late: number
  tries: number
  run_after: number
  /** After this it is not tried again. */
  expires_at: number
  /** How often a person had it sent again. */
  resends: number
  /** Whose it is, or was last. */
  worker: string | null
  /** Counts claims: a worker that lost its claim no longer has the number. */
  epoch: number
  lease_until: number | null
  edition: string | null
  /** How many parts it has, once that is known. */
  parts: number | null
  error_code: string | null
  error_text: string | null
  lacks_json: string | null
  /** Moderators are to be notified of what became of it, from then on; null where there is nothing to report. */
  tell_after: number | null
  /** The notice that tells it, by its id; null while it is in none. */
  notice: string | null
  /** What it lacks though it was sent: a list of faults. */
  faults_json: string | null
  /** When what it lacks is tried again; null where nothing is to be tried. */
  finish_after: number | null
  /** 1 where its edition went out with most figures missing, fewer than the plan waits for; else 0. */
  thin: number
  created_at: number
  ended_at: number | null
  /** What moderators added to its post, frozen with its first part: an object of texts. */
  additions_json: string | null
}

/** What moderators wrote for an edition. */
export interface DeskTextRow {
  owner: string
  /** The closing Monday. */
  edition: string
  kind: string
  language: string
  text: string
  by: string
  at: number
}

/** One thing done at the desk. */
export interface DeskEntryRow {
  id: string
  owner: string
  at: number
  by: string
  what: string
  edition: string
  schedule: string | null
  language: string | null
  /** Texts as they were and are. */
  before: string | null
  after: string | null
}

/** The approval of one run. */
export interface ApprovalRow {
  schedule: string
  fire_at: number
  /** The closing Monday; of a flash the id of its first revision. */
  edition: string
  content: string
  /** What moderators added, of that content. */
  additions_json: string
  state: string
  by: string | null
  at: number | null
  /** 1 where an operator of the bot has approved it, else 0. */
  public: number
  deadline: number
  expires_at: number
  /** The delivery that shows it. */
  review: string | null
  shown: string | null
  /** 1 while something may still become of it, else 0. */
  open: number
}

export interface DeliveryPartRow {
  delivery: string
  /** From 0. */
  part: number
  /** `waiting`, `sending` (or its outcome is unknown), `sent`. */
  state: string
  nonce: string
  /** The first time that it was sent under this nonce. */
  sending_since: number | null
  posted_json: string | null
}

/** A process that delivers; several share the platforms' pace. */
export interface WorkerRow {
  id: string
  seen_at: number
}

/** What one process alone may do until an instant. */
export interface LeaseRow {
  name: string
  holder: string
  until: number
}

/** What one process reports to the others. */
export interface StandingRow {
  name: string
  told_at: number
  standing_json: string
}
