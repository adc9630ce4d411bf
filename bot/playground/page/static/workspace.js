// What HTML alone cannot do on the page; everything else is rendered on the server.
import "./swapping.js";
import "./composer.js";
import "./menus.js";
import "./lightbox.js";
import "./tray.js";
