/** The conversation as this tab keeps it over a reload: questions, answers, the draft, and how far it was scrolled. */
import type { PageReply } from '#src/platforms/preview/protocol.ts'

export type Kept =
  | { readonly kind: 'question'; readonly text: string }
  | {
      readonly kind: 'answer'
      readonly reply: PageReply
      /** Milliseconds since 1970. */
      readonly time: number
      /** What a schedule posted, by its id. */
      readonly post?: string
    }

export interface Conversation {
  /** What was kept, oldest first, each with its number. */
  entries(): readonly { readonly number: number; readonly kept: Kept }[]
  /** Keeps one more and gives its number. */
  add(kept: Kept): number
  change(number: number, kept: Kept): void
  remove(number: number): void
  /** A text that is kept beside: the draft, the question of the address that was asked. */
  note(name: Note): string
  setNote(name: Note, text: string): void
}

export type Note = 'draft' | 'asked' | 'scrolled'

/** Entries that are kept; older ones are let go. */
const MOST = 120

const PREFIX = 'kawaraban.conversation'
const NUMBERS = `${PREFIX}.numbers`

/** Where nothing can be kept, all is as with a new tab. */
export function createConversation(
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | undefined,
): Conversation {
  let numbers = readNumbers(storage)
  const keyOf = (number: number) => `${PREFIX}.${number}`
  const saveNumbers = () => attempt(() => storage?.setItem(NUMBERS, JSON.stringify(numbers)))
  const drop = (number: number) => {
    numbers = numbers.filter((one) => one !== number)
    storage?.removeItem(keyOf(number))
    saveNumbers()
  }
  /** A full store lets go of the oldest. */
  const save = (number: number, kept: Kept) => {
    const text = JSON.stringify(kept)
    while (!attempt(() => storage?.setItem(keyOf(number), text))) {
      const oldest = numbers.find((one) => one !== number)
      if (oldest === undefined) return
      drop(oldest)
    }
  }
  return {
    entries: () =>
      numbers.flatMap((number) => {
        const kept = readKept(storage?.getItem(keyOf(number)))
        return kept ? [{ number, kept }] : []
      }),
    add(kept) {
      const number = (numbers.at(-1) ?? 0) + 1
      numbers = [...numbers, number]
      save(number, kept)
      for (const oldest of numbers.slice(0, -MOST)) drop(oldest)
      saveNumbers()
      return number
    },
    change(number, kept) {
      if (numbers.includes(number)) save(number, kept)
    },
    remove: drop,
    note: (name) => storage?.getItem(`${PREFIX}.${name}`) ?? '',
    setNote: (name, text) => void attempt(() => storage?.setItem(`${PREFIX}.${name}`, text)),
  }
}

function attempt(work: () => void): boolean {
  try {
    work()
    return true
  } catch {
    return false
  }
}

function readNumbers(storage: Pick<Storage, 'getItem'> | undefined): readonly number[] {
  const found = parsed(storage?.getItem(NUMBERS))
  return Array.isArray(found) ? found.filter((one) => Number.isSafeInteger(one)) : []
}

function readKept(text: string | null | undefined): Kept | undefined {
  const found = parsed(text) as Kept | undefined
  return found?.kind === 'question' || found?.kind === 'answer' ? found : undefined
}

function parsed(text: string | null | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}
