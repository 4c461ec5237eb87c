/**
 * The forms in which a removal is made certain. Types only.
 */
import type { TSESTree } from '@typescript-eslint/types';

/** How a removal is made certain. */
export type Cure =
  /** `await work(); table.delete(id);`: what stands between goes into a `try`. */
  | {
      readonly kind: 'wrap';
      readonly removal: TSESTree.Statement;
      readonly work: readonly TSESTree.Statement[];
      /** Whether the work is the beginning of a `try` that directly follows the addition. */
      readonly isInTry?: true;
    }
  /** The last statement of a `try` goes into its `finally`. */
  | {
      readonly kind: 'move';
      readonly removal: TSESTree.Statement;
      readonly tryStatement: TSESTree.TryStatement;
    }
  /** `work.then(() => table.delete(id))` */
  | { readonly kind: 'promise'; readonly then: TSESTree.MemberExpression };
