-- Run by test.sh inside a headless Neovim. Writes "passed", or what failed, to $OSTLER_RESULT.

local function run()
  vim.cmd("filetype on")
  local cmd = { vim.env.OSTLER, "lsp" }
  local options = { targets = { talos = "1.13" } }
  if vim.lsp.config then
    local config = dofile(vim.env.OSTLER_EDITORS .. "/lsp/ostler.lua")
    config.cmd = cmd
    config.init_options = options
    vim.lsp.config("ostler", config)
    vim.lsp.enable("ostler")
  else
    dofile(vim.env.OSTLER_EDITORS .. "/legacy.lua").setup({ cmd = cmd, init_options = options })
  end
  vim.cmd("edit " .. vim.env.OSTLER_FILE)
  vim.bo.filetype = "yaml"
  local buffer = vim.api.nvim_get_current_buf()

  local function wait(what, ready)
    assert(vim.wait(60000, ready, 20), "waited in vain for " .. what)
  end
  local function clients()
    local get = vim.lsp.get_clients or vim.lsp.get_active_clients
    return vim.tbl_filter(function(c) return c.name == "ostler" and c.initialized ~= false end, get())
  end
  local function attached()
    return vim.lsp.get_clients and vim.lsp.get_clients({ bufnr = buffer }) or vim.lsp.buf_get_clients(buffer)
  end
  wait("the server", function() return #clients() > 0 and next(attached()) ~= nil end)

  local function codes()
    return vim.tbl_map(function(d) return d.code end, vim.diagnostic.get(buffer))
  end
  local function has_unknown_key()
    return vim.tbl_contains(codes(), "shape/unknown-key")
  end
  wait("the finding of a misspelt key", has_unknown_key)
  local found = vim.tbl_filter(function(d) return d.code == "shape/unknown-key" end, vim.diagnostic.get(buffer))[1]
  assert(found.lnum == 6 and found.col == 0 and found.end_col == 4, "the finding is at " .. vim.inspect(found))
  assert(found.source == "ostler", vim.inspect(found))

  local function ask(method, line, character)
    local params = { textDocument = { uri = vim.uri_from_bufnr(buffer) }, position = { line = line, character = character } }
    -- On a busy machine Neovim gives up waiting now and then, long before the time is over; so it is asked again.
    local problem = "no answer"
    for _ = 1, 10 do
      local answers, failure = vim.lsp.buf_request_sync(buffer, method, params, 30000)
      for _, answer in pairs(answers or {}) do
        local result = answer.result
        if type(result) == "table" and next(result.items or result) ~= nil then
          return result
        end
        problem = answer.error or problem
      end
      problem = failure or problem
      vim.wait(300, function() return false end)
    end
    error(method .. ": " .. vim.inspect(problem))
  end

  local hover = ask("textDocument/hover", 5, 1)
  assert(hover and hover.contents.value:find("name", 1, true), "hover is " .. vim.inspect(hover))

  -- Typing, as an editor does it: the change goes out as a difference, completion is asked for at its end.
  vim.api.nvim_buf_set_text(buffer, 7, 0, 7, 0, { "mu" })
  local offers = ask("textDocument/completion", 7, 2)
  local labels = vim.tbl_map(function(i) return i.label end, offers and (offers.items or offers) or {})
  assert(vim.tbl_contains(labels, "multicast"), "offers are " .. vim.inspect(labels))
  assert(not vim.tbl_contains(labels, "name"), "a key that is there is offered: " .. vim.inspect(labels))

  -- The finding goes when its cause does.
  vim.api.nvim_buf_set_lines(buffer, 6, 8, false, { "mtu: 9000" })
  wait("the finding to go", function() return not has_unknown_key() end)

  vim.lsp.stop_client(vim.tbl_map(function(c) return c.id end, clients()))
end

local ok, problem = pcall(run)
local file = io.open(vim.env.OSTLER_RESULT, "w")
file:write(ok and "passed\n" or ("FAILED: " .. tostring(problem) .. "\n"))
file:close()
vim.cmd("qall!")
