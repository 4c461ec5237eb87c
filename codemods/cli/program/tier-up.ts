/**
 * When V8 compiles with its optimizing compiler. Node 20 has none between the interpreter's baseline code and TurboFan, and
 * starts that so early that a run of a few seconds spends a third of its CPU time on it; Node 22 and later have Maglev.
 */
import { setFlagsFromString } from 'node:v8';

/** Bytes of bytecode that a function runs before V8 looks at it again: 18 times what Node 20 sets. */
const INTERRUPT_BUDGET = 1_200_000;

/**
 * To be called before anything is loaded: code that is kept between starts holds for one set of flags.
 *
 * Measured with Node 20.20.2, CPU time with it in that without: a check of 12 files 0.78, 5,000 files 0.81, a report of
 * overseerr 0.72, of maxun 0.60 (`npm run bench`). With Node 22.23.3 and 24.21.0 it makes 0.96 to 1.01.
 */
export function delayTierUp(v8: string = process.versions.v8): void {
  if (Number.parseInt(v8, 10) < FIRST_WITH_MAGLEV)
    setFlagsFromString(`--interrupt-budget=${INTERRUPT_BUDGET}`);
}

/** Of V8: Node 22 has 12.4, Node 20 has 11.3. */
const FIRST_WITH_MAGLEV = 12;
