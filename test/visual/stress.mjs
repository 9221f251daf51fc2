import {openGallery} from './support-dump.mjs';
const g=await openGallery();
try { for (let i=0;i<70;i++){ await g.show({element:'rc-click-to-call',theme:'neutral',scheme:'light',dir:'ltr'}); if(i%10===0)console.log(i);} } catch(e){console.log('ERR',e.message)}
await g.close().catch(()=>{});
