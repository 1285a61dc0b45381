/** Files that come along with a command. */
import type { CommandAsk } from '#src/chat/request.ts'
import type { TelegramApi } from '../api.ts'
import type { CommandUpdate } from './incoming.ts'
import { BYTES } from '../limits.ts'

/** The command with its file; undefined where the file cannot be read. */
export async function commandAsk(
  { name, words: typed, file }: CommandUpdate,
  api: TelegramApi,
): Promise<CommandAsk | undefined> {
  const ask = { kind: 'command', name, words: typed } as const
  if (!file) return ask
  if (file.bytes > BYTES.file) return undefined
  const found = await api.answer('getFile', { file_id: file.id })
  const path = 'value' in found ? (found.value as { file_path?: unknown } | undefined)?.file_path : undefined
  const bytes = typeof path === 'string' ? await api.download(path, BYTES.file) : undefined
  try {
    if (!bytes) return undefined
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return { ...ask, files: [{ name: file.name, text }] }
  } catch {
    return undefined
  }
}
