// Elements that are compared with a call button: of other packages, and the least that one can be.
import '@awesome.me/webawesome/dist/components/button/button.js';
import '@github/relative-time-element';
import '@material/web/button/text-button.js';
import '@shoelace-style/shoelace/dist/components/button/button.js';
import './bare-button.mjs';
