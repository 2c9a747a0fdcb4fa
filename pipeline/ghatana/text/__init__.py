"""Pure functions over strings: digits, scripts and match keys. No Telugu word lives here."""
