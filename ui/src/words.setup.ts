import { readWords } from './shared/words'

// what is tested speaks English
await readWords()
