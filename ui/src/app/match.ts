/** Whether the letters that were typed come in the text, in this order. */
export function match(text: string, typed: string): boolean {
  const letters = text.toLowerCase()
  let place = 0
  for (const letter of typed.toLowerCase().replaceAll(' ', '')) {
    place = letters.indexOf(letter, place) + 1
    if (place === 0) return false
  }
  return true
}
