"""Pictures drawn from the forecasts' own curves and parts: inline SVG and tables, styled by the page."""
