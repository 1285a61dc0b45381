/** What a chat command is: its name, its typed arguments, and what it answers. One file of `commands/` holds one. */
import type { AnswerParts } from '#src/briefing/answer.ts'
import type { PastRow } from '#src/briefing/details/backfill.ts'
import type { SupplierRow } from '#src/briefing/details/suppliers.ts'
import type { DailyEdition } from '#src/briefing/daily/edition.ts'
import type { Edition } from '#src/briefing/edition.ts'
import type { Statement } from '#src/briefing/section.ts'
import type { Colors, Theme } from '#src/charts/index.ts'
import type { Texts } from '#src/chat/additions.ts'
import type { AlertAccess } from '#src/chat/alertaccess.ts'
import type { Control, Form } from '#src/chat/action.ts'
import type { Memory } from '#src/chat/memory.ts'
import type { Message } from '#src/chat/message.ts'
import type { Ability } from '#src/chat/platform.ts'
import type { Privacy } from '#src/chat/privacy.ts'
import type { CommandInput, Request } from '#src/chat/request.ts'
import type { What } from '#src/chat/schedule.ts'
import type { StoreFault } from '#src/errors.ts'
import type { Locale } from '#src/i18n/locale.ts'
import type { Currency } from '#src/i18n/money.ts'
import type { Words } from '#src/i18n/words.ts'
import type { Asset } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import type { OnDemand } from '#src/market/ondemand.ts'
import type { Day } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import type { DeskService } from '#src/schedules/deskservice.ts'
import type { ScheduleService } from '#src/schedules/service.ts'
import type { Argument, ValuesOf } from './arguments/argument.ts'

/** A command's arguments by name. */
export type Arguments = Readonly<Record<string, Argument<unknown>>>

export interface Command<Args extends Arguments = Arguments> {
  /** The file's name; lower-case ASCII letters, the same in every language. */
  readonly name: string
  /** Short forms: registered beside the name where the platform allows. */
  readonly aliases?: readonly string[]
  /** In the order in which words are taken. */
  readonly args: Args
  /** `manager` commands are refused to members, `owner` ones to all but the bot's operators, with a sentence. */
  readonly permission?: 'everyone' | 'manager' | 'owner'
  /** Where it may be used; everywhere by default. */
  readonly places?: readonly ('guild' | 'group' | 'private' | 'preview')[]
  /** What a platform has to be able to do for it to exist there; by default nothing. */
  readonly needs?: readonly Ability[]
  /** Its answer hangs on who asks, where, or on the very moment: made anew each time, and not shared. */
  readonly personal?: boolean
  /** Its answer hangs on the very moment alone: made anew each time, and the same for all, so that it may be posted. */
  readonly momentary?: boolean
  /** Its answers are for the asker alone, wherever one chat can show something to one member. */
  readonly private?: boolean
  /**
   * An argument whose choices are commands of their own where a platform has such (`/schedule add`), and the other
   * arguments that each of them takes, in their order. Where it has none, the choice is the first word.
   */
  readonly subcommands?: {
    readonly argument: string
    readonly args: Readonly<Record<string, readonly string[]>>
  }
  /** What its coins are asked for of venues where the record lacks their newest: on a live market alone. */
  readonly fetches?: Exclude<OnDemand, 'prices'>
  /** Whether an answer about a week carries the note of the asking community's editors: `context.note`. */
  readonly showsNote?: true
  /** Under what use `/help` lists it, where what it does not say that already. */
  readonly use?: 'briefing' | 'about'
  /** What is typed, shown by `/help`; each is run by a test. */
  readonly examples: readonly string[]
  // A method, so that a list of commands may hold every shape of arguments.
  run(args: ValuesOf<Args>, context: CommandContext): Promise<Answer> | Answer
  /**
   * Answers the clicks of the controls that its own messages bring (`MessageAnswer.guide`). The member who clicks is the
   * asker or a manager of the chat; whether they may do what they want to elsewhere is for the command to ask.
   */
  onClick?(click: ButtonClick, context: CommandContext): Promise<Answer> | Answer
  /**
   * Whether a click in a message that everybody sees is answered to the member who clicked alone, where one chat can show
   * something to one member; the message stays as it is.
   */
  alone?(choice: string): boolean
  /** Whether everybody who sees its message may click this, and is answered alone. */
  forAll?(choice: string): boolean
  /** What a button of `guide` asks for before it is clicked; undefined where it asks nothing. */
  form?(
    click: Pick<ButtonClick, 'choice' | 'state'>,
    context: CommandContext,
  ): Promise<Form | undefined> | Form | undefined
}

/** A click of a message with a guide. */
export interface ButtonClick {
  readonly choice: string
  /** What was typed into the button's form, by the fields' names. */
  readonly values: Readonly<Record<string, string>>
  /** What was chosen in a select of many, or picked. */
  readonly chosen: readonly string[]
  /** What the message kept. */
  readonly state: Readonly<Record<string, string>>
  /** When the message was last changed. Milliseconds since 1970. */
  readonly changedAt: number
}

/** Gives a command its type, so that `run` knows its arguments' types. */
export function defineCommand<const Args extends Arguments>(command: Command<Args>): Command<Args> {
  return command
}

/** What a command may use. All reading goes through one history: a snapshot, the same for the whole answer. */
export interface CommandContext {
  readonly history: History
  /** The last week that the record covers. */
  readonly week: Week
  /** Of the language the answer will have. */
  readonly words: Words
  /** The look of the pictures in an answer that composes its own. */
  readonly theme: Theme
  readonly colors: Colors
  /** Who asks and where. Empty for commands that are not `personal`: their answers are shared. */
  readonly chat: string
  readonly member: string
  readonly manager: boolean
  /** The request itself; undefined for commands that are not `personal`. */
  readonly personal?: PersonalContext
  /** Facts about the running bot, for `/status` and `/sources`. */
  readonly status: StatusFacts
  /** Every command, for `/help`. */
  readonly commands: readonly Command[]
  /** The frozen edition of a week; undefined where none was frozen. */
  frozen(week: Week): Promise<Edition | undefined>
  /** What the editors of the asking community wrote for the asked week, as they posted it; for commands that show it. */
  readonly note: Texts | undefined
  /** The frozen daily of a day; undefined where none was frozen. */
  frozenDaily(day: Day): Promise<DailyEdition | undefined>
}

/** What only commands may use whose answers are not shared. */
export interface PersonalContext {
  readonly request: Omit<Request, 'input'>
  readonly files: NonNullable<CommandInput['files']>
  /** Milliseconds since 1970. */
  readonly now: number
  readonly memory: Memory
  /** The schedules; undefined where the bot keeps none. */
  readonly scheduleService: ScheduleService | undefined
  /** The editor's desk; undefined where the bot keeps none. */
  readonly deskService: DeskService | undefined
  /** Whether the member is one of the operators of this bot. */
  readonly isOwner: boolean
  /** Freezes an edition anew and edits what was posted of it; undefined where no editions are kept. */
  readonly correct: Correct | undefined
  /** What is kept of members and chats; undefined where nothing is. */
  readonly privacy: Privacy | undefined
  /** What alerts are kept with; undefined where none are. */
  readonly alerts: AlertAccess | undefined
  /** Another command's arguments as it would read them, by name or as words. Throws RequestError. */
  read(
    name: string,
    typed: Readonly<Record<string, string>>,
    words?: readonly string[],
  ): Readonly<Record<string, string>>
  /** A schedule's message as it would be posted now. Throws RequestError where there is no such answer. */
  scheduledMessage(what: What, look: PostLook): Promise<Message>
}

/** What a personal command may use. Throws TypeError for a command that is not marked as one. */
export function requirePersonal({ personal }: CommandContext): PersonalContext {
  if (!personal) throw new TypeError('a command that is for one member must be marked as personal')
  return personal
}

/** How a scheduled post is worded and drawn. */
export interface PostLook {
  readonly language: Locale | 'both'
  /** IANA zone of times of day. */
  readonly zone: string
  readonly theme: Theme
  readonly colors: Colors
  /** What money is reported in; undefined is US dollars. */
  readonly currency?: Currency | undefined
}

/** Gives how many figures changed and how many posts were edited, or why nothing was done. */
export type Correct = (edition: string) => Promise<
  | {
      readonly kind: 'corrected'
      readonly edition: string
      readonly changes: readonly string[]
      readonly edited: number
      readonly failed: number
    }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'same' }
  | { readonly kind: 'accepted' }
>

export interface StatusFacts {
  readonly version: string
  /** The commit that runs, in full or in part, where it is known. */
  readonly commit?: string | undefined
  /** Milliseconds since 1970. */
  readonly startedAt: number
  readonly now: number
  readonly platforms: readonly { readonly name: string; readonly state: string }[]
  /** Those that are asked for live data; since when and why one does not answer, where it does not. */
  readonly suppliers?: readonly SupplierRow[]
  /** How far the past has come that a fresh record fetches, by kind of sentence; empty where it fetches none. */
  readonly past?: readonly PastRow[]
  /** When the process that asks them reported it; undefined where it is this process, and the state is current. */
  readonly suppliersAt?: number
  /** Series that alerts watch, and those of them without a confirmed value. */
  readonly watched?: { readonly series: number; readonly blind: number } | undefined
  /** Chats that have flashes, and when the last of seven days was posted. */
  readonly flashes?: { readonly chats: number; readonly latest?: number } | undefined
  /** What the store fails of now, as answers find it. */
  readonly store?: StoreFault | undefined
}

/** What a command answers: a section of the recap with its details, or a message of its own. */
export type Answer = SectionAnswer | MessageAnswer

export interface SectionAnswer extends AnswerParts {
  readonly kind: 'section'
  /** The coin that was asked about, counted for autocomplete. */
  readonly asset?: Asset
}

export interface MessageAnswer {
  readonly kind: 'message'
  readonly message: Message
  /** The same in short, shown first; without it the message is short enough. */
  readonly short?: Message
  /** What it claims, for those who ask why. */
  readonly statements?: readonly Statement[]
  /** Controls that the command answers itself (`onClick`), and what is kept for them: at most a few kilobytes. */
  readonly guide?: Guide
  /** A click is answered by a new message, instead of in the one that it was clicked on. */
  readonly isNew?: boolean
  /** Shown to everybody, though the command's answers are private. */
  readonly isPublic?: boolean
  /** In a group it goes again after so many milliseconds: it leads one member elsewhere. */
  readonly staysFor?: number
  /** The message that was clicked on shows already what was chosen: nothing is sent. */
  readonly isUnchanged?: boolean
}

/** What was clicked on is as it was. */
export const UNCHANGED: MessageAnswer = {
  kind: 'message',
  message: { title: '', blocks: [], images: [], footer: [] },
  isUnchanged: true,
}

export interface Guide {
  /** The command that answers the clicks, where it is another. */
  readonly command?: string
  readonly rows: readonly (readonly Control[])[]
  readonly state: Readonly<Record<string, string>>
}
