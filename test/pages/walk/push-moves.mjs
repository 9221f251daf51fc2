// What RingCentral, other apps and phones do around calls that pages are told of by push.
import {FAULTS} from './faults.mjs';
import {people} from './people.mjs';

/** The requests of a control in the page, by the word of the step. */
const METHODS = {'read': 'GET', 'hang-up': 'DELETE', 'hold': 'POST', 'mute': 'PATCH'};
const COLLEAGUE = '63000002';

export class PushMoves {
  /** Calls that no page placed, oldest first. */
  #foreignCalls = [];

  constructor(platform) { this.platform = platform; }

  /** Steps that no page knows of at once. */
  moves = {
    'push': ({change}) => this.platform.changePush(change),
    'drop': ({isForgotten}) => this.platform.simulator.gateway.dropAll({forget: isForgotten}),
    'control-fault': ({request, kind}) => this.platform.addFault({
      method: METHODS[request], path: '/telephony/sessions/', ...FAULTS[kind],
    }),
    'ticket-fault': ({kind}) => this.#refuseTicket(kind),
    'own-phone': ({change}) => this.platform.simulator.changePhone(change),
    'foreign': (step) => this.#placeElsewhere(step),
    'foreign-end': ({by}) => this.#endElsewhere(by),
  };

  #refuseTicket(kind) {
    const headers = {'retry-after': String(this.platform.ticketPenalty / 1_000)};
    const fault = {method: 'POST', path: '/oauth/wstoken', ...FAULTS[kind]};
    this.platform.addFault(kind === 'limited' ? {...fault, headers} : fault);
  }

  /** Another app of the same person, or one of a colleague whose calls this person is told of. */
  #placeElsewhere({person, origin, by, incoming}) {
    const {simulator} = this.platform;
    if (origin === 'Call' && incoming && by === 'same') {
      this.#foreignCalls.push(...simulator.playInbound('known', {from: people[person].number}));
      return;
    }
    const {extensionId} = simulator.options.user;
    this.#foreignCalls.push(simulator.placeElsewhere({
      to: people[person].number, origin,
      ...(by === 'colleague' && {owner: COLLEAGUE, watchers: [extensionId]}),
    }));
  }

  #endElsewhere(by) {
    const call = this.#foreignCalls.at(-1);
    if (call) this.platform.simulator.hangUp(call.id, by);
  }
}
