// The page of a recommendation: figures that support it are looked up beside it and put into its list.
import { FigurePicker } from "./figure_picker.js";

const box = document.querySelector("textarea[name=figures]");
if (box) new FigurePicker(box, true);
