"""A topic's chart: data, specification, Plotly figure, SVG, PNG, table, quotes."""
