"use strict";
/* Dutch locale of plotly.js: dates and numbers. */
if (window.Plotly) {
  Plotly.register({
    moduleType: "locale",
    name: "nl",
    dictionary: {
      "Double-click to zoom back out": "Dubbelklik voor alles",
      "Download plot as a PNG": "Bewaar als PNG",
      "Reset axes": "Alles tonen",
    },
    format: {
      days: ["zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"],
      shortDays: ["zo", "ma", "di", "wo", "do", "vr", "za"],
      months: [
        "januari", "februari", "maart", "april", "mei", "juni",
        "juli", "augustus", "september", "oktober", "november", "december",
      ],
      shortMonths: ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"],
      date: "%d-%m-%Y",
      decimal: ",",
      thousands: ".",
    },
  });
}
