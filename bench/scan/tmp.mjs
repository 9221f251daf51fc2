import {readFileSync} from 'node:fs';
import {build} from 'esbuild';
import puppeteer from 'puppeteer-core';
const {outputFiles:[{text:code}]}=await build({entryPoints:['bench/scan/page.ts'],bundle:true,minify:false,format:'esm',target:'es2022',write:false,ignoreAnnotations:true,tsconfig:'tsconfig.json',conditions:['production']});
const b=await puppeteer.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox','--disable-gpu']});
const page=await b.newPage(); await page.setContent('<body></body>'); await page.addScriptTag({type:'module',content:code}); await page.waitForFunction('globalThis.bench');
const c=await page.createCDPSession(); await c.send('Profiler.enable'); await c.send('Profiler.setSamplingInterval',{interval:100}); 
for (const n of ['article','10,000-row table']) { 
 for(let i=0;i<6;i++) console.log(JSON.stringify(await page.evaluate((...a)=>bench.round(...a),n,i)));
 await c.send('Profiler.start');
 for(let i=0;i<5;i++) await page.evaluate((...a)=>bench.round(...a),n,i);
 const {profile}=await c.send('Profiler.stop');

 const id={};for(const x of profile.nodes)id[x.id]=x; const par={};for(const x of profile.nodes)for(const ch of x.children||[])par[ch]=x.id;
 const inc={},self={};const dt=profile.timeDeltas;
 profile.samples.forEach((s,i)=>{const seen=new Set();let k0=id[s].callFrame.functionName;self[k0]=(self[k0]||0)+dt[i]/1000;let stack=[];for(let n=s;n;n=par[n])stack.push(id[n].callFrame.functionName); if(!stack.includes('ours'))return; for(const k of stack){if(seen.has(k))continue;seen.add(k);inc[k]=(inc[k]||0)+dt[i]/1000}});
 console.log(Object.entries(inc).sort((a,b)=>b[1]-a[1]).slice(0,34).map(([k,v])=>k+' '+(v/5).toFixed(1)+' self '+((self[k]||0)/5).toFixed(1)).join('\n'));
}
process.exit();
