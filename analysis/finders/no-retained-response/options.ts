/**
 * The options of no-retained-response.
 */
import type { AwaitKind } from '../../lifetime/suspension-points.ts';
import type { DetachForm } from './fix-by-copying.ts';

export interface RetainedResponseOptions {
  /** Which awaits count as long enough to mind what they hold. */
  readonly awaits: AwaitKind;
  /** Which bodies count as large enough to mind that they are held. */
  readonly bodies: 'large' | 'any';
  /** Which long-lived places count: those that grow, or each, be it overwritten the next time. */
  readonly places: 'growing' | 'any';
  /** How a held response is let go. */
  readonly strategy: 'destructure' | 'clone';
  /** How a cut of a body is copied. */
  readonly detach: DetachForm;
}
