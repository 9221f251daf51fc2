// What our bundle of @ringcentral/sdk offers: see src/ringcentral/vendor.d.ts.
export {SDK} from 'ringcentral-sdk-source';
