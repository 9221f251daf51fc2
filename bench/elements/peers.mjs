// Elements of other packages that a page might use in place of a call button.
import '@awesome.me/webawesome/dist/components/button/button.js';
import '@github/relative-time-element';
import '@material/web/button/text-button.js';
import '@shoelace-style/shoelace/dist/components/button/button.js';
