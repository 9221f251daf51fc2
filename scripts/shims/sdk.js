// The exports of our bundle of @ringcentral/sdk: see src/vendor/ringcentral-sdk.d.ts.
export {SDK} from 'ringcentral-sdk-source';
