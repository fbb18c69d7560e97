throw new Error('gl is not installed: its native build serves a mode of gpu.js that is not used here.')
