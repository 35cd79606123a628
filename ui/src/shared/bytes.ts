const units = ['B', 'KB', 'MB', 'GB', 'TB'] as const
const STEP = 1024

/** How large something is: "512 B", "1.5 MB". */
export function bytes(number: number): string {
  const at = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log(Math.max(1, number)) / Math.log(STEP))))
  const value = number / STEP ** at
  return `${at === 0 || value >= 100 ? Math.round(value) : Number(value.toFixed(1))} ${units[at]}`
}
