-- For Neovim 0.11 and newer: put this file into `lsp/` of your configuration and call `vim.lsp.enable("ostler")`.
return {
  cmd = { "ostler", "lsp" },
  filetypes = { "yaml", "toml" },
  root_markers = { "ostler.yaml", ".git" },
  -- Which releases files are checked for; without this, each file's own hints decide.
  -- init_options = { targets = { talos = "1.13" } },
}
