/**
 * The days on which civil servants rest or work against the week, 2018 to 2027, and how sure each one is.
 * Data, not code: an administrator's changes win over it (see `vietnam` in calendar.ts). Weekends are not listed.
 * Sources: Bộ luật Lao động 2012 Đ.115 and 2019 Đ.111-112, the yearly notices (TB, CV), Nghị quyết 28/2026/QH16.
 */

/** The first three are days off; a `swapped_working` day is a rest day that is worked in exchange. */
export type DayKind = 'holiday' | 'compensatory' | 'swapped_off' | 'swapped_working'

/** A day that is not what the week makes it. `on` is an ISO date; `provisional`: no notice confirms it yet. */
export type CalendarDay = {
  readonly on: string
  readonly name: string
  readonly kind: DayKind
  readonly source: string
  readonly provisional: boolean
}

/** First day (ISO), number of days in a row, kind, name, source, and whether no notice confirms it yet. */
type Run = readonly [on: string, count: number, kind: DayKind, name: string, source: string, sure?: 'provisional']

const runs: readonly Run[] = [
  ['2018-01-01', 1, 'holiday', 'Tết Dương lịch', 'BLLĐ 2012 Đ.115'],
  ['2018-02-14', 5, 'holiday', 'Tết Nguyên đán', 'Quyết định của Thủ tướng, báo chí 05/12/2017'],
  ['2018-02-19', 2, 'compensatory', 'Nghỉ bù Tết Nguyên đán', 'Quyết định của Thủ tướng, báo chí 05/12/2017'],
  ['2018-04-25', 1, 'holiday', 'Giỗ Tổ Hùng Vương', 'BLLĐ 2012 Đ.115'],
  ['2018-04-30', 1, 'holiday', 'Ngày Chiến thắng', 'BLLĐ 2012 Đ.115'],
  ['2018-05-01', 1, 'holiday', 'Ngày Quốc tế Lao động', 'BLLĐ 2012 Đ.115'],
  ['2018-09-02', 1, 'holiday', 'Quốc khánh', 'BLLĐ 2012 Đ.115'],
  ['2018-09-03', 1, 'compensatory', 'Nghỉ bù Quốc khánh', 'BLLĐ 2012 Đ.115(3)'],
  ['2018-12-31', 1, 'swapped_off', 'Nghỉ hoán đổi dịp Tết Dương lịch 2019 (làm bù 05/01/2019)', 'CV 6519/VPCP-KGVX'],

  ['2019-01-01', 1, 'holiday', 'Tết Dương lịch', 'BLLĐ 2012 Đ.115'],
  ['2019-01-05', 1, 'swapped_working', 'Làm bù cho ngày 31/12/2018', 'CV 6519/VPCP-KGVX'],
  ['2019-02-04', 5, 'holiday', 'Tết Nguyên đán', 'TB 3238/TB-LĐTBXH, CV 6519/VPCP-KGVX'],
  ['2019-04-14', 1, 'holiday', 'Giỗ Tổ Hùng Vương', 'BLLĐ 2012 Đ.115'],
  ['2019-04-15', 1, 'compensatory', 'Nghỉ bù Giỗ Tổ Hùng Vương', 'BLLĐ 2012 Đ.115(3)'],
  ['2019-04-29', 1, 'swapped_off', 'Nghỉ hoán đổi dịp 30/4-1/5/2019 (làm bù 04/05/2019)', 'CV 6519/VPCP-KGVX'],
  ['2019-04-30', 1, 'holiday', 'Ngày Chiến thắng', 'BLLĐ 2012 Đ.115'],
  ['2019-05-01', 1, 'holiday', 'Ngày Quốc tế Lao động', 'BLLĐ 2012 Đ.115'],
  ['2019-05-04', 1, 'swapped_working', 'Làm bù cho ngày 29/04/2019', 'CV 6519/VPCP-KGVX'],
  ['2019-09-02', 1, 'holiday', 'Quốc khánh', 'BLLĐ 2012 Đ.115'],

  ['2020-01-01', 1, 'holiday', 'Tết Dương lịch', 'BLLĐ 2012 Đ.115'],
  ['2020-01-23', 5, 'holiday', 'Tết Nguyên đán', 'Thông báo nghỉ Tết 2020, công bố 07/01/2020'],
  ['2020-01-28', 2, 'compensatory', 'Nghỉ bù Tết Nguyên đán', 'Thông báo nghỉ Tết 2020, công bố 07/01/2020'],
  ['2020-04-02', 1, 'holiday', 'Giỗ Tổ Hùng Vương', 'BLLĐ 2012 Đ.115'],
  ['2020-04-30', 1, 'holiday', 'Ngày Chiến thắng', 'BLLĐ 2012 Đ.115'],
  ['2020-05-01', 1, 'holiday', 'Ngày Quốc tế Lao động', 'BLLĐ 2012 Đ.115'],
  ['2020-09-02', 1, 'holiday', 'Quốc khánh', 'BLLĐ 2012 Đ.115'],

  ['2021-01-01', 1, 'holiday', 'Tết Dương lịch', 'BLLĐ 2019 Đ.112'],
  ['2021-02-10', 5, 'holiday', 'Tết Nguyên đán', 'TB 4875/TB-LĐTBXH'],
  ['2021-02-15', 2, 'compensatory', 'Nghỉ bù Tết Nguyên đán', 'TB 4875/TB-LĐTBXH'],
  ['2021-04-21', 1, 'holiday', 'Giỗ Tổ Hùng Vương', 'BLLĐ 2019 Đ.112'],
  ['2021-04-30', 1, 'holiday', 'Ngày Chiến thắng', 'BLLĐ 2019 Đ.112'],
  ['2021-05-01', 1, 'holiday', 'Ngày Quốc tế Lao động', 'BLLĐ 2019 Đ.112'],
  ['2021-05-03', 1, 'compensatory', 'Nghỉ bù Ngày Quốc tế Lao động', 'BLLĐ 2019 Đ.111(3)'],
  ['2021-09-02', 1, 'holiday', 'Quốc khánh', 'BLLĐ 2019 Đ.112'],
  ['2021-09-03', 1, 'holiday', 'Quốc khánh (ngày liền kề)', 'TB 4875/TB-LĐTBXH'],

  ['2022-01-01', 1, 'holiday', 'Tết Dương lịch', 'BLLĐ 2019 Đ.112'],
  ['2022-01-03', 1, 'compensatory', 'Nghỉ bù Tết Dương lịch', 'BLLĐ 2019 Đ.111(3)'],
  ['2022-01-31', 5, 'holiday', 'Tết Nguyên đán', 'TB 119/TB-LĐTBXH'],
  ['2022-04-10', 1, 'holiday', 'Giỗ Tổ Hùng Vương', 'BLLĐ 2019 Đ.112'],
  ['2022-04-11', 1, 'compensatory', 'Nghỉ bù Giỗ Tổ Hùng Vương', 'BLLĐ 2019 Đ.111(3)'],
  ['2022-04-30', 1, 'holiday', 'Ngày Chiến thắng', 'BLLĐ 2019 Đ.112'],
  ['2022-05-01', 1, 'holiday', 'Ngày Quốc tế Lao động', 'BLLĐ 2019 Đ.112'],
  ['2022-05-02', 1, 'compensatory', 'Nghỉ bù Ngày Chiến thắng', 'BLLĐ 2019 Đ.111(3)'],
  ['2022-05-03', 1, 'compensatory', 'Nghỉ bù Ngày Quốc tế Lao động', 'BLLĐ 2019 Đ.111(3)'],
  ['2022-09-01', 1, 'holiday', 'Quốc khánh (ngày liền kề)', 'TB 119/TB-LĐTBXH'],
  ['2022-09-02', 1, 'holiday', 'Quốc khánh', 'BLLĐ 2019 Đ.112'],

  ['2023-01-01', 1, 'holiday', 'Tết Dương lịch', 'BLLĐ 2019 Đ.112'],
  ['2023-01-02', 1, 'compensatory', 'Nghỉ bù Tết Dương lịch', 'BLLĐ 2019 Đ.111(3)'],
  ['2023-01-20', 5, 'holiday', 'Tết Nguyên đán', 'TB 5034/TB-LĐTBXH'],
  ['2023-01-25', 2, 'compensatory', 'Nghỉ bù Tết Nguyên đán', 'TB 5034/TB-LĐTBXH'],
  ['2023-04-29', 1, 'holiday', 'Giỗ Tổ Hùng Vương', 'BLLĐ 2019 Đ.112'],
  ['2023-04-30', 1, 'holiday', 'Ngày Chiến thắng', 'BLLĐ 2019 Đ.112'],
  ['2023-05-01', 1, 'holiday', 'Ngày Quốc tế Lao động', 'BLLĐ 2019 Đ.112'],
  ['2023-05-02', 1, 'compensatory', 'Nghỉ bù Giỗ Tổ Hùng Vương', 'BLLĐ 2019 Đ.111(3)'],
  ['2023-05-03', 1, 'compensatory', 'Nghỉ bù Ngày Chiến thắng', 'BLLĐ 2019 Đ.111(3)'],
  ['2023-09-01', 1, 'holiday', 'Quốc khánh (ngày liền kề)', 'TB 5034/TB-LĐTBXH'],
  ['2023-09-02', 1, 'holiday', 'Quốc khánh', 'BLLĐ 2019 Đ.112'],
  ['2023-09-04', 1, 'compensatory', 'Nghỉ bù Quốc khánh', 'BLLĐ 2019 Đ.111(3)'],

  ['2024-01-01', 1, 'holiday', 'Tết Dương lịch', 'BLLĐ 2019 Đ.112'],
  ['2024-02-08', 5, 'holiday', 'Tết Nguyên đán', 'TB 5015/TB-LĐTBXH'],
  ['2024-02-13', 2, 'compensatory', 'Nghỉ bù Tết Nguyên đán', 'TB 5015/TB-LĐTBXH'],
  ['2024-04-18', 1, 'holiday', 'Giỗ Tổ Hùng Vương', 'BLLĐ 2019 Đ.112'],
  [
    '2024-04-29',
    1,
    'swapped_off',
    'Nghỉ hoán đổi dịp 30/4-1/5/2024 (làm bù 04/05/2024)',
    'CV 2450/VPCP-KGVX, TB 1570/TB-LĐTBXH',
  ],
  ['2024-04-30', 1, 'holiday', 'Ngày Chiến thắng', 'BLLĐ 2019 Đ.112'],
  ['2024-05-01', 1, 'holiday', 'Ngày Quốc tế Lao động', 'BLLĐ 2019 Đ.112'],
  ['2024-05-04', 1, 'swapped_working', 'Làm bù cho ngày 29/04/2024', 'CV 2450/VPCP-KGVX, TB 1570/TB-LĐTBXH'],
  ['2024-09-02', 1, 'holiday', 'Quốc khánh', 'BLLĐ 2019 Đ.112'],
  ['2024-09-03', 1, 'holiday', 'Quốc khánh (ngày liền kề)', 'TB 5015/TB-LĐTBXH'],

  ['2025-01-01', 1, 'holiday', 'Tết Dương lịch', 'BLLĐ 2019 Đ.112'],
  ['2025-01-27', 5, 'holiday', 'Tết Nguyên đán', 'TB 6150/TB-BLĐTBXH'],
  ['2025-04-07', 1, 'holiday', 'Giỗ Tổ Hùng Vương', 'BLLĐ 2019 Đ.112'],
  ['2025-04-26', 1, 'swapped_working', 'Làm bù cho ngày 02/05/2025', 'TB 6150/TB-BLĐTBXH'],
  ['2025-04-30', 1, 'holiday', 'Ngày Chiến thắng', 'BLLĐ 2019 Đ.112'],
  ['2025-05-01', 1, 'holiday', 'Ngày Quốc tế Lao động', 'BLLĐ 2019 Đ.112'],
  ['2025-05-02', 1, 'swapped_off', 'Nghỉ hoán đổi dịp 30/4-1/5/2025 (làm bù 26/04/2025)', 'TB 6150/TB-BLĐTBXH'],
  ['2025-09-01', 1, 'holiday', 'Quốc khánh (ngày liền kề)', 'TB 6150/TB-BLĐTBXH'],
  ['2025-09-02', 1, 'holiday', 'Quốc khánh', 'BLLĐ 2019 Đ.112'],

  ['2026-01-01', 1, 'holiday', 'Tết Dương lịch', 'BLLĐ 2019 Đ.112'],
  ['2026-01-02', 1, 'swapped_off', 'Nghỉ hoán đổi dịp Tết Dương lịch 2026 (làm bù 10/01/2026)', 'CV 12729/VPCP-KGVX'],
  ['2026-01-10', 1, 'swapped_working', 'Làm bù cho ngày 02/01/2026', 'CV 12729/VPCP-KGVX'],
  ['2026-02-16', 5, 'holiday', 'Tết Nguyên đán', 'TB 9441/TB-BNV, CV 9859/VPCP-KGVX'],
  ['2026-04-26', 1, 'holiday', 'Giỗ Tổ Hùng Vương', 'BLLĐ 2019 Đ.112'],
  ['2026-04-27', 1, 'compensatory', 'Nghỉ bù Giỗ Tổ Hùng Vương', 'BLLĐ 2019 Đ.111(3)'],
  ['2026-04-30', 1, 'holiday', 'Ngày Chiến thắng', 'BLLĐ 2019 Đ.112'],
  ['2026-05-01', 1, 'holiday', 'Ngày Quốc tế Lao động', 'BLLĐ 2019 Đ.112'],
  ['2026-08-22', 1, 'swapped_working', 'Làm bù cho ngày 31/08/2026', 'TB 9441/TB-BNV'],
  ['2026-08-31', 1, 'swapped_off', 'Nghỉ hoán đổi dịp Quốc khánh 2026 (làm bù 22/08/2026)', 'TB 9441/TB-BNV'],
  ['2026-09-01', 1, 'holiday', 'Quốc khánh (ngày liền kề)', 'TB 9441/TB-BNV'],
  ['2026-09-02', 1, 'holiday', 'Quốc khánh', 'BLLĐ 2019 Đ.112'],
  ['2026-11-24', 1, 'holiday', 'Ngày Văn hóa Việt Nam', 'NQ 28/2026/QH16 Đ.2'],

  ['2027-01-01', 1, 'holiday', 'Tết Dương lịch', 'BLLĐ 2019 Đ.112'],
  ['2027-02-04', 5, 'holiday', 'Tết Nguyên đán', 'Tạm tính, chưa có thông báo', 'provisional'],
  ['2027-02-09', 2, 'compensatory', 'Nghỉ bù Tết Nguyên đán', 'Tạm tính, chưa có thông báo', 'provisional'],
  ['2027-04-16', 1, 'holiday', 'Giỗ Tổ Hùng Vương', 'BLLĐ 2019 Đ.112'],
  ['2027-04-30', 1, 'holiday', 'Ngày Chiến thắng', 'BLLĐ 2019 Đ.112'],
  ['2027-05-01', 1, 'holiday', 'Ngày Quốc tế Lao động', 'BLLĐ 2019 Đ.112'],
  ['2027-05-03', 1, 'compensatory', 'Nghỉ bù Ngày Quốc tế Lao động', 'Tạm tính theo BLLĐ 2019 Đ.111(3)', 'provisional'],
  ['2027-09-02', 1, 'holiday', 'Quốc khánh', 'BLLĐ 2019 Đ.112'],
  ['2027-09-03', 1, 'holiday', 'Quốc khánh (ngày liền kề)', 'Tạm tính, chưa có thông báo', 'provisional'],
  ['2027-11-24', 1, 'holiday', 'Ngày Văn hóa Việt Nam', 'NQ 28/2026/QH16 Đ.2'],
]

/** Every shipped day, in order. */
export const shippedDays: readonly CalendarDay[] = runs.flatMap(([on, count, kind, name, source, sure]) =>
  Array.from({ length: count }, (_, index) => ({
    on: Temporal.PlainDate.from(on).add({ days: index }).toString(),
    name,
    kind,
    source,
    provisional: sure === 'provisional',
  })),
)

/** The years whose notices are all out. Any other year is provisional: its Tết and its swaps may still change. */
export const confirmedYears: readonly number[] = [2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026]

/** A swap of two days that was proposed and whose outcome is not known. Until settled both days are what the week makes them. */
export type UnsettledSwap = { readonly off: string; readonly worked: string; readonly source: string }

/** Proposed on 6/9/2026; a committee settles it by a change to either day. */
export const unsettledSwaps: readonly UnsettledSwap[] = [
  { off: '2026-11-23', worked: '2026-11-28', source: 'Đề xuất hoán đổi dịp Ngày Văn hóa Việt Nam, 06/09/2026' },
]
