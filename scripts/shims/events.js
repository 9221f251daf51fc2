// The part of Node's `events` that @ringcentral/sdk uses.
import EventEmitter from 'eventemitter3';

export {EventEmitter};
export default EventEmitter;
