// The interface's words and how a language writes numbers and names. Knows the JSON block in the page, nothing of what is shown.

const texts = JSON.parse(document.getElementById("words").textContent);

export const language = document.documentElement.lang;

export function t(key, values = {}) {
  return texts[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
export const number = (value) => numbers.format(value);

const regions = new Intl.DisplayNames([language], { type: "region" });
// "EU" is the Union in our records and in Unicode's names of regions alike.
export const countryName = (code) => (code ? regions.of(code) : "");

const quotedIn = { pl: t("in_pl"), cs: t("in_cs"), sk: t("in_sk"), hu: t("in_hu"), en: t("in_en") };
/** "in Polish", in the interface's language; "" for a language that is not one of the five. */
export const inLanguage = (code) => quotedIn[code] ?? "";
