/**
 * The theme's own behaviour on top of Material's, one idea per module. Loaded once; pages that
 * instant navigation brings are announced through Material's `document$`.
 */
import { announceTitle } from "./announce.mjs";
import { openWithButtons } from "./buttons.mjs";
import { stayOnPage } from "./inpage.mjs";
import { navigateWithoutSitemap } from "./instant.mjs";
import { keepFragment } from "./languages.mjs";
import { onPage, settings } from "./material.mjs";
import { keepForOffline } from "./offline.mjs";
import { focusScrollers } from "./scrollers.mjs";
import { fetchTextsOnFocus } from "./searching.mjs";
import { tellOfUnstartedCalculators } from "./unstarted.mjs";

openWithButtons();
announceTitle();
keepFragment();
stayOnPage();
fetchTextsOnFocus();
if (!settings.sitemap) navigateWithoutSitemap(settings.elsewhere);
tellOfUnstartedCalculators();
if (settings.offline) void keepForOffline(settings.updated);
onPage(() => focusScrollers(settings.text));
