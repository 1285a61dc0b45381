/** Discord's rate limits, counted as it counts them: so many requests in a window for each bucket, and 50 a second in all. */

export interface BucketRules {
  /** Requests that a route of a channel takes in one window. */
  readonly limit: number
  /** Seconds. */
  readonly window: number
  /** Requests a second of the whole bot; what answers interactions does not count. */
  readonly global: number
}

export interface Verdict {
  /** Seconds to wait, where the request is refused. */
  readonly retryAfter?: number
  readonly isGlobal: boolean
  /** `X-RateLimit-*`. */
  readonly headers: Readonly<Record<string, string>>
}

interface Bucket {
  left: number
  /** Milliseconds. */
  endsAt: number
}

/** Counts by the machine's own time unless told otherwise: the client library keeps to it as well. */
export function createBuckets({ limit, window, global }: BucketRules, time = () => performance.now()) {
  const buckets = new Map<string, Bucket>()
  let all: Bucket = { left: global, endsAt: 0 }
  let refused = 0
  return {
    /** Requests refused so far. */
    get refused(): number {
      return refused
    },
    take(method: string, path: string): Verdict {
      const now = time()
      if (now >= all.endsAt) all = { left: global, endsAt: now + 1000 }
      if (all.left <= 0) {
        refused++
        return { retryAfter: (all.endsAt - now) / 1000, isGlobal: true, headers: {} }
      }
      all.left--
      const channel = /^\/channels\/(\d+)(\/[a-z]+)?/.exec(path)
      if (!channel) return { isGlobal: false, headers: {} }
      const route = `${method} ${channel[2] ?? ''}`
      const key = `${route} ${channel[1]}`
      const known = buckets.get(key)
      const bucket = known && now < known.endsAt ? known : { left: limit, endsAt: now + window * 1000 }
      buckets.set(key, bucket)
      const wait = (bucket.endsAt - now) / 1000
      const fits = bucket.left > 0
      if (fits) bucket.left--
      else refused++
      return {
        ...(!fits && { retryAfter: wait }),
        isGlobal: false,
        headers: {
          'x-ratelimit-limit': String(limit),
          'x-ratelimit-remaining': String(bucket.left),
          'x-ratelimit-reset-after': wait.toFixed(3),
          'x-ratelimit-bucket': Buffer.from(route).toString('hex'),
        },
      }
    },
  }
}
