"""The page 队伍阵地经费."""
