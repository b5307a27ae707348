/**
 * The hours an office keeps, by season of the year. The week has 40 hours (QĐ 188/1999) and each province sets its own
 * times, so they are settings; this file holds their shape and the usual ones.
 */

/** Times of day as `HH:MM`. */
export type SessionHours = { readonly opens: string; readonly closes: string }

/** A part of the year, both ends included, as `MM-DD`; it may run over the new year (`10-16` to `04-15`). */
export type Season = {
  readonly from: string
  readonly to: string
  readonly morning: SessionHours
  readonly afternoon: SessionHours
}

/** The first season that holds a day counts; a day in none of them takes the last. Never empty. */
export type OfficeHours = readonly [Season, ...Season[]]

/** 07:30-11:30 and 13:30-17:00 all year. */
export const usualOfficeHours: OfficeHours = [
  {
    from: '01-01',
    to: '12-31',
    morning: { opens: '07:30', closes: '11:30' },
    afternoon: { opens: '13:30', closes: '17:00' },
  },
]
