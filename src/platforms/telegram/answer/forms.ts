/**
 * Forms asked in turn: one question after the other in the private chat with the member, as Telegram has no dialogs.
 * Questions that are open are forgotten after a quarter of an hour and when the program ends; the button asks again.
 */
import type { Form, FormField } from '#src/chat/action.ts'
import type { LanguageCode } from '#src/chat/request.ts'
import type { Clock } from '#src/clock.ts'
import { cleanLine, shorten } from '#src/platforms/layout/clean.ts'
import type { Call } from '../api.ts'
import type { Result } from '../failures.ts'
import { escapeHtml } from '../render/html.ts'
import type { ClickUpdate } from '../receive/incoming.ts'
import { PLACEHOLDER } from '../limits.ts'
import { say } from '../render/notice.ts'

export interface Forms {
  /** Begins to ask, in place of an earlier form of the same member. Fails where the member has no chat with the bot. */
  ask(question: Question): Promise<Result<unknown>>
  /** What a member's words are to an open form; undefined where none is open. */
  take(member: string, text: string): Promise<Taken | undefined>
  /** Whether a form is open. */
  isAsking(member: string): boolean
  /** Gives a form up; false where none was open. */
  cancel(member: string): boolean
}

export interface Question {
  readonly form: Form
  /** The payload that the answers go with. */
  readonly payload: string
  readonly click: ClickUpdate
  readonly language: LanguageCode
}

export type Taken =
  | { readonly kind: 'asking' }
  | { readonly kind: 'expired'; readonly language: LanguageCode }
  | { readonly kind: 'done'; readonly question: Question; readonly values: Readonly<Record<string, string>> }

/** Milliseconds in which an answer is waited for. */
const PATIENCE = 15 * 60_000

/** Characters of an answer; more than any of them needs. */
const ANSWER = 4000

interface Open {
  readonly question: Question
  readonly values: Record<string, string>
  at: number
  askedAt: number
}

export function createForms(call: Call, clock: Clock): Forms {
  const forms = new Map<string, Open>()
  return {
    async ask(question) {
      const { member } = question.click
      const open: Open = { question, values: {}, at: 0, askedAt: clock.now() }
      const result = await put(open)
      if ('value' in result) forms.set(member, open)
      return result
    },
    async take(member, text) {
      const open = forms.get(member)
      if (!open) return undefined
      const { question } = open
      const { language } = question
      if (clock.now() - open.askedAt > PATIENCE) {
        forms.delete(member)
        return { kind: 'expired', language }
      }
      const field = question.form.fields[open.at]
      const answer = text.trim().slice(0, ANSWER)
      const isLeftOut = field?.optional === true && answer === '/skip'
      const wrong = isLeftOut ? undefined : field?.check?.(answer)
      open.askedAt = clock.now()
      if (wrong !== undefined) {
        await put(open, wrong)
        return { kind: 'asking' }
      }
      if (field && !isLeftOut) open.values[field.name] = answer
      open.at++
      if (open.at < question.form.fields.length) {
        await put(open)
        return { kind: 'asking' }
      }
      forms.delete(member)
      return { kind: 'done', question, values: open.values }
    },
    isAsking: (member) => forms.has(member),
    cancel: (member) => forms.delete(member),
  }

  /** Asks, after what was wrong with the last answer. */
  function put({ question, at }: Open, wrong?: string): Promise<Result<unknown>> {
    const { form, language, click } = question
    const field = form.fields[at]
    const placeholder = shorten(cleanLine(field?.placeholder ?? ''), PLACEHOLDER)
    return call('sendMessage', {
      chat_id: Number(click.member),
      // In the topic of the menu, where a private chat has topics.
      ...(click.type === 'private' && click.topic !== undefined && { message_thread_id: click.topic }),
      text: field
        ? [...(wrong === undefined ? [] : [escapeHtml(wrong), '']), textOf(form, field, at, language)].join(
            '\n',
          )
        : escapeHtml(form.title),
      parse_mode: 'HTML',
      reply_markup: {
        force_reply: true,
        ...(placeholder !== '' && { input_field_placeholder: placeholder }),
      },
    })
  }
}

function textOf({ title, fields }: Form, field: FormField, at: number, language: LanguageCode): string {
  const step = say(language, 'telegram:form.step', { step: at + 1, of: fields.length })
  const lines = [
    `<b>${escapeHtml(cleanLine(title))}</b>${fields.length > 1 ? ` (${escapeHtml(step)})` : ''}`,
    '',
    escapeHtml(cleanLine(field.label)),
    ...(field.value
      ? [escapeHtml(say(language, 'telegram:form.now', { value: shorten(field.value, 1000) }))]
      : []),
    ...(field.placeholder
      ? [escapeHtml(say(language, 'telegram:form.example', { value: cleanLine(field.placeholder) }))]
      : []),
    '',
    escapeHtml(say(language, field.optional ? 'telegram:form.howOptional' : 'telegram:form.how')),
  ]
  return lines.join('\n')
}
