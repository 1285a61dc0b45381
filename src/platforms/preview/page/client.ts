/** The page's side of the conversation with its server. */
import type { Suggestion } from '#src/chat/request.ts'
import type {
  AskBody,
  AskLine,
  FailureReason,
  PagePast,
  PagePost,
  PagePosts,
  PageReply,
  PastAnswer,
  Start,
  Suggestions,
} from '#src/platforms/preview/protocol.ts'
import type { Settings } from './settings.ts'

export type Outcome = { readonly reply: PageReply } | { readonly failure: FailureReason | 'offline' }

export async function fetchStart(language: string): Promise<Start> {
  const response = await fetch(`/start?${new URLSearchParams({ language })}`)
  if (!response.ok) throw new Error(`the server answered ${response.status}`)
  return (await response.json()) as Start
}

/** Asks, and hands on the lines of progress until the reply. Never rejects. */
export async function fetchAnswer(
  settings: Settings,
  ask: AskBody['ask'],
  onProgress: (text: string) => void,
): Promise<Outcome> {
  const { channel, language, theme, colors, zone } = settings
  const body: AskBody = { channel, language, theme, colors, zone, ask }
  try {
    const response = await fetch('/ask', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (response.status === 413) return { failure: 'tooLarge' }
    if (!response.ok || !response.body) return { failure: 'refused' }
    for await (const line of linesOf(response.body)) {
      if (line.kind === 'progress') onProgress(line.text)
      else return line.kind === 'reply' ? { reply: line.reply } : { failure: line.reason }
    }
    return { failure: 'broken' }
  } catch {
    return { failure: 'offline' }
  }
}

/** Suggestions for one argument; none where the server has no answer. */
export async function fetchSuggestions(
  { channel, language }: Settings,
  command: string,
  argument: string,
  typed: string,
  signal: AbortSignal,
): Promise<readonly Suggestion[]> {
  try {
    const query = new URLSearchParams({ channel, language, command, argument, typed })
    const response = await fetch(`/suggest?${query}`, { signal })
    return response.ok ? ((await response.json()) as Suggestions).suggestions : []
  } catch {
    return []
  }
}

/** What schedules posted to the page's channel after a number; waits for it. Undefined where the server is gone. */
export async function fetchPosts(channel: string, after: number): Promise<readonly PagePost[] | undefined> {
  try {
    const response = await fetch(`/posts?${new URLSearchParams({ channel, after: String(after) })}`)
    return response.ok ? ((await response.json()) as PagePosts).posts : undefined
  } catch {
    return undefined
  }
}

/** How far the past is fetched, in words of a language; undefined once it is. Null where the server is gone. */
export async function fetchPast(language: string): Promise<PagePast | undefined | null> {
  try {
    const response = await fetch(`/past?${new URLSearchParams({ language })}`)
    return response.ok ? ((await response.json()) as PastAnswer).past : null
  } catch {
    return null
  }
}

async function* linesOf(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<AskLine> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const lines = (rest + part.value).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line !== '') yield JSON.parse(line) as AskLine
  }
}
