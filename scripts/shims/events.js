// What @ringcentral/sdk asks of Node's `events`.
import EventEmitter from 'eventemitter3';

export {EventEmitter};
export default EventEmitter;
