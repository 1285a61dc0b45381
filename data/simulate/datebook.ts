/** The calendar: holidays of the United States and Japan, releases, meetings and events, in both languages. */
import type { CalendarKind } from '#src/market/macro.ts'
import type { Day } from '#src/market/time.ts'
import type { CsvCell } from '#src/sources/dataset/write.ts'
import { MEETINGS, NEXT_MEETING } from './meetings.ts'

interface Occasion {
  readonly country: string
  readonly kind: CalendarKind
  readonly en: string
  readonly ja: string
  readonly days: readonly Day[]
}

const OCCASIONS: readonly Occasion[] = [
  occasion('us', 'holiday', 'Columbus Day', 'コロンブス・デー', '2024-10-14 2025-10-13'),
  occasion('us', 'holiday', 'Veterans Day', '退役軍人の日', '2024-11-11 2025-11-11'),
  occasion('us', 'holiday', 'Thanksgiving', '感謝祭', '2024-11-28 2025-11-27'),
  occasion(
    'us',
    'event',
    'Early close of US markets',
    '米国市場の短縮取引',
    '2024-11-29 2024-12-24 2025-07-03 2025-11-28 2025-12-24',
  ),
  occasion('us', 'holiday', 'Christmas Day', 'クリスマス', '2024-12-25 2025-12-25'),
  occasion('us', 'holiday', "New Year's Day", '元日', '2025-01-01 2026-01-01'),
  occasion('us', 'holiday', 'National Day of Mourning', '国民追悼の日', '2025-01-09'),
  occasion('us', 'holiday', 'Martin Luther King Jr. Day', 'キング牧師記念日', '2025-01-20'),
  occasion('us', 'holiday', "Presidents' Day", 'プレジデンツ・デー', '2025-02-17'),
  occasion('us', 'holiday', 'Good Friday', '聖金曜日', '2025-04-18'),
  occasion('us', 'holiday', 'Memorial Day', 'メモリアル・デー', '2025-05-26'),
  occasion('us', 'holiday', 'Juneteenth', 'ジューンティーンス', '2025-06-19'),
  occasion('us', 'holiday', 'Independence Day', '独立記念日', '2025-07-04'),
  occasion('us', 'holiday', 'Labor Day', 'レイバー・デー', '2025-09-01'),
  occasion('jp', 'holiday', 'Sports Day', 'スポーツの日', '2024-10-14 2025-10-13'),
  occasion('jp', 'holiday', 'Culture Day', '文化の日', '2024-11-03 2025-11-03'),
  occasion('jp', 'holiday', 'Culture Day (observed)', '振替休日（文化の日）', '2024-11-04'),
  occasion('jp', 'holiday', 'Labor Thanksgiving Day', '勤労感謝の日', '2024-11-23 2025-11-23'),
  occasion('jp', 'holiday', 'Labor Thanksgiving Day (observed)', '振替休日（勤労感謝の日）', '2025-11-24'),
  occasion('jp', 'holiday', 'Year-end market holiday', '年末休業（大納会の翌日）', '2024-12-31 2025-12-31'),
  occasion('jp', 'holiday', "New Year's Day", '元日', '2025-01-01 2026-01-01'),
  occasion('jp', 'holiday', 'New Year market holiday', '年始休業', '2025-01-02 2025-01-03'),
  occasion('jp', 'holiday', 'Coming of Age Day', '成人の日', '2025-01-13'),
  occasion('jp', 'holiday', 'National Foundation Day', '建国記念の日', '2025-02-11'),
  occasion('jp', 'holiday', "Emperor's Birthday (observed)", '振替休日（天皇誕生日）', '2025-02-24'),
  occasion('jp', 'holiday', 'Vernal Equinox Day', '春分の日', '2025-03-20'),
  occasion('jp', 'holiday', 'Showa Day', '昭和の日', '2025-04-29'),
  occasion('jp', 'holiday', "Children's Day", 'こどもの日', '2025-05-05'),
  occasion('jp', 'holiday', 'Greenery Day (observed)', '振替休日（みどりの日）', '2025-05-06'),
  occasion('jp', 'holiday', 'Marine Day', '海の日', '2025-07-21'),
  occasion('jp', 'holiday', 'Mountain Day', '山の日', '2025-08-11'),
  occasion('jp', 'holiday', 'Respect for the Aged Day', '敬老の日', '2025-09-15'),
  occasion('jp', 'holiday', 'Autumnal Equinox Day', '秋分の日', '2025-09-23'),
  occasion(
    'us',
    'release',
    'US employment report',
    '米雇用統計',
    '2024-10-04 2024-11-01 2024-12-06 2025-01-10 2025-02-07 2025-03-07 2025-04-04 2025-05-02 2025-06-06 2025-07-03 2025-08-01 2025-09-05 2025-11-20 2025-12-16',
  ),
  occasion(
    'us',
    'release',
    'US consumer prices (CPI)',
    '米消費者物価指数（CPI）',
    '2024-10-10 2024-11-13 2024-12-11 2025-01-15 2025-02-12 2025-03-12 2025-04-10 2025-05-13 2025-06-11 2025-07-15 2025-08-12 2025-09-11 2025-10-24 2025-12-18',
  ),
  occasion('us', 'release', 'US producer prices (PPI)', '米生産者物価指数（PPI）', '2025-11-25'),
  occasion('us', 'release', 'US retail sales', '米小売売上高', '2025-11-25'),
  occasion(
    'gb',
    'release',
    'UK consumer prices (CPI)',
    '英国の消費者物価指数（CPI）',
    '2024-10-16 2024-11-20 2024-12-18 2025-01-15 2025-02-19 2025-03-26 2025-04-16 2025-05-21 2025-06-18 2025-07-16 2025-08-20 2025-09-17 2025-10-22 2025-11-19 2025-12-17',
  ),
  occasion('gb', 'event', 'UK budget', '英国の予算発表', '2024-10-30 2025-11-26'),
  occasion(
    'jp',
    'release',
    'Tokyo consumer prices (CPI)',
    '東京都区部の消費者物価指数（CPI）',
    '2025-10-31 2025-11-28',
  ),
  occasion(
    'jp',
    'meeting',
    'Bank of Japan decision',
    '日銀金融政策決定会合の結果',
    '2024-10-31 2024-12-19 2025-01-24 2025-03-19 2025-05-01 2025-06-17 2025-07-31 2025-09-19 2025-10-30 2025-12-19',
  ),
  {
    country: 'us',
    kind: 'meeting',
    en: 'Federal Reserve decision (FOMC)',
    ja: '米連邦公開市場委員会（FOMC）の結果',
    days: [...MEETINGS.map(({ day }) => day), NEXT_MEETING],
  },
]

export function calendarRows(): CsvCell[][] {
  return OCCASIONS.flatMap(({ country, kind, en, ja, days }) =>
    days.map((day) => [day, country, kind, en, ja]),
  ).sort((a, b) => (a.join() < b.join() ? -1 : 1))
}

function occasion(country: string, kind: CalendarKind, en: string, ja: string, days: string): Occasion {
  return { country, kind, en, ja, days: days.split(' ') }
}
