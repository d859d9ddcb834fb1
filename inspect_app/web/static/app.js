// Starts the design system's own components; every page works without them.
import { initAll } from "./govuk/govuk-frontend.min.js";

initAll();
