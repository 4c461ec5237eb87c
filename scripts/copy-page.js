/** The style of the HTML report goes beside its script: the compiler copies no CSS. */
import { copyFileSync } from 'node:fs';

const style = 'codemods/cli/report/formats/page/page.css';
copyFileSync(new URL(`../${style}`, import.meta.url), new URL(`../dist/${style}`, import.meta.url));
