/** Files of a loopback Telegram: uploaded once, named by `file_id` from then on. */
import type { ReceivedCall } from './body.ts'
import { refuse } from './refusal.ts'

export interface Upload {
  readonly id: string
  readonly kind: 'photo' | 'document'
  readonly name: string
  readonly bytes: Uint8Array
}

export type Files = ReturnType<typeof createFiles>

export function createFiles() {
  const known = new Map<string, Upload>()
  const uploads: Upload[] = []
  const keep = (kind: Upload['kind'], name: string, bytes: Uint8Array): Upload => {
    const upload = { id: `AgAC-${kind}-${known.size + 1}-${'x'.repeat(40)}`, kind, name, bytes }
    known.set(upload.id, upload)
    return upload
  }
  return {
    /** Everything that the bot has uploaded, in order. */
    uploads,
    /** A file that a member has. */
    add: (name: string, bytes: Uint8Array) => keep('document', name, bytes),
    get: (id: string) => known.get(id),
    /** Forgets a file: its id is refused from now on. */
    forget: (id: string) => known.delete(id),
    /** The `file_id` of what a parameter names: an upload of this call, or an id. */
    take(value: unknown, { files }: ReceivedCall, kind: Upload['kind']): string {
      const text = String(value)
      if (!text.startsWith('attach://')) return known.get(text)?.kind === kind ? text : refuse('badFile')
      const file = files.get(text.slice('attach://'.length)) ?? refuse('badFile')
      const upload = keep(kind, file.name, file.bytes)
      uploads.push(upload)
      return upload.id
    },
  }
}
