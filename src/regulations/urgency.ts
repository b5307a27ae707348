/** How urgent a letter is (Nghị định 30/2020): thường, khẩn, thượng khẩn, hỏa tốc, in rising order. */
export const urgencies = ['normal', 'urgent', 'very_urgent', 'immediate'] as const

/** One of `urgencies`; `immediate` is the stamp HỎA TỐC. */
export type Urgency = (typeof urgencies)[number]
