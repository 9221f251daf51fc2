import {apiError, toResponse} from '../errors.js';
import {baseUri, jsonResponse} from '../exchange.js';

/**
 * Tickets: each opens one socket, once, within half a minute.
 *
 * @typedef {import('../context.js').SimulatorContext} SimulatorContext
 * @typedef {import('../facts.js').TokenPair} TokenPair
 */

/** The path of the gateway, in its world. */
export const SOCKET_PATH = '/ws';

const isExpired = (
  /** @type {SimulatorContext} */ {now, options},
  /** @type {import('../facts.js').Ticket} */ {issuedAt},
) => now() - issuedAt >= options.ticketExpiresIn * 1000;

/** @type {import('../exchange.js').Handler} */
export const ticketHandler = (c, tokens) => {
  const {simulator} = c.env;
  const {facts, now, options, secret} = simulator;
  if (!options.sockets) return toResponse(apiError(404, 'CMN-102', 'Resource is not found'));
  for (const [ticket, issued] of Object.entries(facts.tickets)) {
    if (isExpired(simulator, issued)) delete facts.tickets[ticket];
  }
  const ticket = `U0pX${secret(40)}`;
  facts.tickets[ticket] = {tokens, issuedAt: now()};
  return jsonResponse({
    ws_access_token: ticket,
    uri: `${baseUri(c).replace(/^http/, 'ws')}${SOCKET_PATH}`,
    expires_in: options.ticketExpiresIn,
  });
};

/** Whether a ticket would open a socket now. */
export function isTicketValid(
  /** @type {SimulatorContext} */ simulator,
  /** @type {string} */ ticket,
) {
  const issued = simulator.facts.tickets[ticket];
  if (!issued || isExpired(simulator, issued)) return false;
  return issued.tokens.revokedAt === undefined;
}

/**
 * Uses up a ticket.
 *
 * @param {SimulatorContext} simulator
 * @param {string} ticket
 * @returns {TokenPair | null} The session that it was issued for; null where it opens nothing.
 */
export function useTicket(simulator, ticket) {
  const {facts} = simulator;
  const isValid = isTicketValid(simulator, ticket);
  const tokens = facts.tickets[ticket]?.tokens ?? null;
  delete facts.tickets[ticket];
  return isValid ? tokens : null;
}
