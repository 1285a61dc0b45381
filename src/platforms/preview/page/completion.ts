/** What the box suggests: commands first, then the values that the word under the caret could be. Pure. */
import type { ArgumentDescription, CommandDescription } from '#src/platforms/preview/protocol.ts'

/** Where the typing stands. */
export type Typing =
  | { readonly stage: 'none' }
  | { readonly stage: 'command'; readonly typed: string; readonly found: readonly CommandDescription[] }
  | {
      readonly stage: 'argument'
      readonly command: CommandDescription
      /** The word under the caret, without the name of its argument. */
      readonly typed: string
      /** Where that word begins and ends, its argument's name included. */
      readonly from: number
      readonly to: number
      /** The arguments that the word may be for. */
      readonly open: readonly ArgumentDescription[]
    }

/** One line of the list. */
export interface Offer {
  /** What stands in the box when it is taken. */
  readonly insert: string
  readonly label: string
  readonly detail: string
}

/** Reads the line up to the caret. */
export function typingAt(text: string, caret: number, commands: readonly CommandDescription[]): Typing {
  const start = /^\s*[/／]/u.exec(text)
  if (!start) return { stage: 'none' }
  const head = text.slice(start[0].length)
  const name = /^\S*/u.exec(head)?.[0] ?? ''
  const nameEnd = start[0].length + name.length
  if (caret <= nameEnd) return { stage: 'command', typed: name, found: findCommands(name, commands) }
  const command = commands.find((one) => one.name === fold(name) || one.aliases.includes(fold(name)))
  if (!command) return { stage: 'none' }
  const from = caret - (/\S*$/u.exec(text.slice(nameEnd, caret))?.[0].length ?? 0)
  const to = caret + (/^\S*/u.exec(text.slice(caret))?.[0].length ?? 0)
  const word = text.slice(from, caret)
  const others = `${text.slice(nameEnd, from)} ${text.slice(to)}`.split(/\s+/u).filter(Boolean)
  const named = argumentNamed(word, command)
  if (named) return { stage: 'argument', command, typed: named.value, from, to, open: [named.argument] }
  const taken = takenBy(others, command)
  const open = command.arguments.filter((one) => !taken.has(one.name))
  return { stage: 'argument', command, typed: word, from, to, open }
}

/** Commands whose name, alias or description has what was typed, the best match first. */
export function findCommands(
  typed: string,
  commands: readonly CommandDescription[],
): readonly CommandDescription[] {
  const wanted = fold(typed)
  const rank = ({ name, aliases, description }: CommandDescription): number => {
    if (name === wanted || aliases.includes(wanted)) return 0
    if (name.startsWith(wanted)) return 1
    if (aliases.some((alias) => alias.startsWith(wanted))) return 2
    if (name.includes(wanted)) return 3
    return fold(description).includes(wanted) ? 4 : 5
  }
  return commands
    .map((command) => ({ command, rank: rank(command) }))
    .filter((one) => one.rank < 5)
    .toSorted((a, b) => a.rank - b.rank)
    .map((one) => one.command)
}

/** The fixed values that fit, of every argument that is open. A value of two arguments is shown with its name. */
export function choicesFor(typing: Extract<Typing, { stage: 'argument' }>): readonly Offer[] {
  const { open, command, typed } = typing
  const wanted = fold(typed)
  return open.flatMap((argument) =>
    argument.choices
      .filter(({ value, label }) => fold(value).startsWith(wanted) || fold(label).startsWith(wanted))
      .map(({ value, label }) => ({
        insert: isShared(value, command) ? `${argument.name}:${value}` : value,
        label,
        detail: argument.name,
      })),
  )
}

/** The line with an offer taken, and where the caret then stands. */
export function takeOffer(
  text: string,
  typing: Typing,
  insert: string,
): { readonly text: string; readonly caret: number } {
  if (typing.stage === 'none') return { text, caret: text.length }
  const [from, to] =
    typing.stage === 'command' ? [0, text.search(/(?<=\S)(?=\s|$)/u)] : [typing.from, typing.to]
  const before = text.slice(0, from) + insert
  const after = text.slice(Math.max(from, to)).replace(/^\s+/u, '')
  return { text: `${before} ${after}`, caret: before.length + 1 }
}

/** Half width, lower case: what is typed in full width means the same. */
function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

function argumentNamed(
  word: string,
  command: CommandDescription,
): { readonly argument: ArgumentDescription; readonly value: string } | undefined {
  const [, name = '', value = ''] = /^([a-z]+)[:=：＝](.*)$/iu.exec(word) ?? []
  const argument = command.arguments.find((one) => one.name === fold(name))
  return argument && { argument, value }
}

/** Which arguments the other words of the line are for: by name, by a choice, else the first free one. */
function takenBy(words: readonly string[], command: CommandDescription): ReadonlySet<string> {
  const taken = new Set<string>()
  for (const word of words) {
    const named = argumentNamed(word, command)?.argument
    const chosen = command.arguments.find(
      (one) => !taken.has(one.name) && one.choices.some(({ value }) => fold(value) === fold(word)),
    )
    const free = command.arguments.find((one) => !taken.has(one.name) && one.choices.length === 0)
    const argument = named ?? chosen ?? (free && !takesMany(free) ? free : undefined)
    if (argument) taken.add(argument.name)
  }
  return taken
}

/** Lists and free texts go on for as long as one types. */
function takesMany({ kind }: ArgumentDescription): boolean {
  return kind === 'assets' || kind === 'text'
}

function isShared(value: string, command: CommandDescription): boolean {
  return command.arguments.filter((one) => one.choices.some((choice) => choice.value === value)).length > 1
}
