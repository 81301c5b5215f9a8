-- For Neovim older than 0.11, which has neither `vim.lsp.config` nor `vim.lsp.enable`: call `setup()` from init.lua.
local M = {}

function M.setup(options)
  options = options or {}
  vim.api.nvim_create_autocmd("FileType", {
    pattern = { "yaml", "toml" },
    callback = function(event)
      local id = vim.lsp.start_client({
        name = "ostler",
        cmd = options.cmd or { "ostler", "lsp" },
        init_options = options.init_options,
        root_dir = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(event.buf), ":h"),
      })
      if id then
        vim.lsp.buf_attach_client(event.buf, id)
      end
    end,
  })
end

return M
