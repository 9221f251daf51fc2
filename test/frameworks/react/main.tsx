import {StrictMode} from 'react';
import {createRoot} from 'react-dom/client';
import {App} from './App.js';
import {people} from '../people.js';

createRoot(document.querySelector('#app')!).render(<StrictMode><App people={people} /></StrictMode>);
