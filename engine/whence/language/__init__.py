"""The syntax tree: frozen values for everything an editor may write. Nothing here reads files or decides anything."""
