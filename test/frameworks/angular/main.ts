// The Angular CLI links Angular's own packages while it builds. Without it the page does, and needs the compiler.
import '@angular/compiler';
import {provideZonelessChangeDetection} from '@angular/core';
import {bootstrapApplication} from '@angular/platform-browser';
import {App} from './app.js';

bootstrapApplication(App, {providers: [provideZonelessChangeDetection()]}).catch(console.error);
