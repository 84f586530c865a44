-- Rows held back, each with its reason and where it stands; their content stays in layer 1.
-- Grain: one row of a delivered sheet. Key: delivery_no, sheet_no, row_no.
{{ every_quarantine() }}
