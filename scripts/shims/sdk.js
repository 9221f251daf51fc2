// The exports of our bundle of @ringcentral/sdk: see src/ringcentral/vendor.d.ts.
export {SDK} from 'ringcentral-sdk-source';
