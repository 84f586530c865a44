-- Rows held back, each with its reason and where it stands; their content stays in layer 1.
-- zh: 隔离的行、原因和所在位置；内容留在第一层。
-- Grain: one row of a delivered sheet. Key: delivery_no, sheet_no, row_no.
{{ every_quarantine() }}
