/**
 * The Vietnamese lunar calendar as far as deadlines need it: which solar day a lunar day is.
 * New moons and solar terms after Jean Meeus, "Astronomical Algorithms", in the form Hồ Ngọc Đức published for the
 * time zone of Vietnam (UTC+7); the Chinese calendar differs by a day or a month in some years.
 */

/** A day of the lunar year `year`, which begins in the solar year of the same number. `month` is never a leap month. */
export type LunarDay = { readonly day: number; readonly month: number; readonly year: number }

const vietnamOffsetDays = 7 / 24
const meanMonthDays = 29.530588853
/** Julian day of 1/1/1970. */
const epochJulianDay = 2440588
/** Julian day near the new moon of 1/1/1900, from which months are numbered. */
const firstNewMoon = 2415021.076998695

/** The solar day of a lunar one; null when there is none, such as the 30th of a month of 29 days. */
export function solarDayOf({ day, month, year }: LunarDay): Temporal.PlainDate | null {
  const begins = beginningOfMonth(month, year)
  const ends = newMoonDay(monthNumberNear(begins) + 1)
  if (month < 1 || month > 12 || day < 1 || begins + day > ends) return null
  return new Temporal.PlainDate(1970, 1, 1).add({ days: begins + day - 1 - epochJulianDay })
}

/** Months are counted from the eleventh, the one with the winter solstice, and a leap month is passed over. */
function beginningOfMonth(month: number, year: number): number {
  const from = eleventhMonth(month >= 11 ? year : year - 1)
  const to = eleventhMonth(month >= 11 ? year + 1 : year)
  const first = monthNumberNear(from)
  const ordinal = (month + 1) % 12
  const leap = to - from > 365 ? leapOrdinal(first) : Number.POSITIVE_INFINITY
  return newMoonDay(first + ordinal + (ordinal >= leap ? 1 : 0))
}

/** Julian day on which the month that holds the winter solstice of a solar year begins. */
function eleventhMonth(year: number): number {
  const lastDay = epochJulianDay + new Temporal.PlainDate(1970, 1, 1).until(new Temporal.PlainDate(year, 12, 31)).days
  const number = Math.floor((lastDay - 2415021) / meanMonthDays)
  const begins = newMoonDay(number)
  return solarTerm(begins) >= 9 ? newMoonDay(number - 1) : begins
}

/** The first month after the eleventh in which the sun enters no new sign. */
function leapOrdinal(first: number): number {
  for (let ordinal = 1; ordinal < 14; ordinal += 1) {
    if (solarTerm(newMoonDay(first + ordinal)) === solarTerm(newMoonDay(first + ordinal + 1))) return ordinal
  }
  return Number.POSITIVE_INFINITY
}

function monthNumberNear(julianDay: number): number {
  return Math.floor(0.5 + (julianDay - firstNewMoon) / meanMonthDays)
}

/** Julian day, in Vietnam, of the new moon number `number` since 1900. */
function newMoonDay(number: number): number {
  const t = number / 1236.85
  const mean = 2415020.75933 + 29.53058868 * number + 0.0001178 * t ** 2 - 0.000000155 * t ** 3
  const wobble = 0.00033 * sine(166.56 + 132.87 * t - 0.009173 * t ** 2)
  return Math.floor(mean + wobble + newMoonCorrection(number, t) - clockDrift(t) + 0.5 + vietnamOffsetDays)
}

/** What the anomalies of sun and moon add to the mean new moon, in days. */
function newMoonCorrection(number: number, t: number): number {
  const sun = 359.2242 + 29.10535608 * number - 0.0000333 * t ** 2 - 0.00000347 * t ** 3
  const moon = 306.0253 + 385.81691806 * number + 0.0107306 * t ** 2 + 0.00001236 * t ** 3
  const latitude = 21.2964 + 390.67050646 * number - 0.0016528 * t ** 2 - 0.00000239 * t ** 3
  const terms: readonly (readonly [number, number])[] = [
    [0.1734 - 0.000393 * t, sun],
    [0.0021, 2 * sun],
    [-0.4068, moon],
    [0.0161, 2 * moon],
    [-0.0004, 3 * moon],
    [0.0104, 2 * latitude],
    [-0.0051, sun + moon],
    [-0.0074, sun - moon],
    [0.0004, 2 * latitude + sun],
    [-0.0004, 2 * latitude - sun],
    [-0.0006, 2 * latitude + moon],
    [0.001, 2 * latitude - moon],
    [0.0005, 2 * moon + sun],
  ]
  return terms.reduce((sum, [size, angle]) => sum + size * sine(angle), 0)
}

/** Dynamical time minus universal time, in days, for years after 1100. */
function clockDrift(t: number): number {
  return -0.000278 + 0.000265 * t + 0.000262 * t ** 2
}

/** Which twelfth of its circle, counted from the spring equinox, the sun stands in when a Julian day begins in Vietnam. */
function solarTerm(julianDay: number): number {
  const t = (julianDay - 0.5 - vietnamOffsetDays - 2451545) / 36525
  const anomaly = 357.5291 + 35999.0503 * t - 0.0001559 * t ** 2 - 0.00000048 * t ** 3
  const centre =
    (1.9146 - 0.004817 * t - 0.000014 * t ** 2) * sine(anomaly) +
    (0.019993 - 0.000101 * t) * sine(2 * anomaly) +
    0.00029 * sine(3 * anomaly)
  const longitude = 280.46645 + 36000.76983 * t + 0.0003032 * t ** 2 + centre
  return Math.floor((((longitude % 360) + 360) % 360) / 30)
}

function sine(degrees: number): number {
  return Math.sin((degrees * Math.PI) / 180)
}
