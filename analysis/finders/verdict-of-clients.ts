/**
 * What is said of a request by what is said of the clients that may send it.
 */
import type { Client } from '../clients/client-identity.ts';
import type { ClientResolver } from '../clients/clients.ts';
import type { Site } from '../findings/finding.ts';

/** Why none of the clients sends a request by itself, for people; undefined if one may. */
export function takenOverBy(
  resolver: ClientResolver,
  clients: readonly Client[],
): string | undefined {
  const reasons = clients.map((client) => resolver.takenOver(client));
  return reasons.every((reason) => reason !== undefined) ? reasons[0] : undefined;
}

/**
 * The judgement that counts among those on each client: the worst.
 * @returns undefined if that is `flagged`, and another client, or one that is not seen, may be told otherwise
 */
export function worstOf<J extends Pick<Site, 'verdict'>>(
  judgements: readonly J[],
  areAllSeen: boolean,
): J | undefined {
  const worst =
    judgements.find(({ verdict }) => verdict === 'flagged') ??
    judgements.find(({ verdict }) => verdict === 'covered') ??
    judgements[0]!;
  const isMixed = !areAllSeen || judgements.some(({ verdict }) => verdict !== worst.verdict);
  return worst.verdict === 'flagged' && isMixed ? undefined : worst;
}
